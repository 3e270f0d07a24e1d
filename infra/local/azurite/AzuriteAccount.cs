namespace ReapFunctions.Local.Azurite;

/// <summary>The storage account that every emulator knows. Name and key are public, they protect nothing.</summary>
internal static class AzuriteAccount
{
    public const string Name = "devstoreaccount1";

    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static string ConnectionString(Uri blob, Uri queue, Uri table) =>
        $"DefaultEndpointsProtocol=http;AccountName={Name};AccountKey={Key};"
        + $"BlobEndpoint={blob}{Name};QueueEndpoint={queue}{Name};TableEndpoint={table}{Name};";
}
