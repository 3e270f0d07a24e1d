using System.Globalization;

namespace ReapFunctions.Local.Azurite;

/// <summary>
/// The storage accounts of an emulator. Their key is the one that every emulator knows: it is public and protects nothing.
/// </summary>
internal static class AzuriteAccount
{
    /// <summary>The environment variable that Azurite reads its accounts from.</summary>
    public const string Variable = "AZURITE_ACCOUNTS";

    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <param name="number">From 1.</param>
    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"devstoreaccount{number}");

    /// <summary>The value of the variable: the names and keys of the first accounts.</summary>
    public static string Setting(int count) =>
        string.Join(';', Enumerable.Range(1, count).Select(number => $"{Name(number)}:{Key}"));

    public static string ConnectionString(int number, Uri blob, Uri queue, Uri table) =>
        $"DefaultEndpointsProtocol=http;AccountName={Name(number)};AccountKey={Key};"
        + $"BlobEndpoint={blob}{Name(number)};QueueEndpoint={queue}{Name(number)};TableEndpoint={table}{Name(number)};";
}
