using System.Text;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Night.Tests;

/// <summary>Generated extracts for whole nights: small, dirty, with odd customer ids among them.</summary>
internal static class Extracts
{
    public const int Customers = 900;

    public static readonly DateOnly FirstNight = new(2026, 11, 20);

    /// <summary>Ids with what files, table keys, URLs and spreadsheets treat specially.</summary>
    public static readonly IReadOnlyList<string> OddIds =
        ["a/b", @"c\d", "50%41", "e%2Ff", "g#h?i=j&k", "l m", "quo\"te", "it's", "com,ma", "=1+1", "Zoë 名前 😀",
            new string('/', 200)];

    /// <summary>A generated night, and customers with <see cref="OddIds"/> after it.</summary>
    /// <param name="night">0-based.</param>
    public static async Task<byte[]> OfNightAsync(int night)
    {
        using var bytes = new MemoryStream();
        await new SyntheticTelco(new TelcoOptions { Labelled = true, Customers = Customers, FirstDrop = FirstNight })
            .WriteExtractAsync(night, bytes);
        var lines = Encoding.UTF8.GetString(bytes.ToArray()).Split('\n');
        var like = lines.First(
            line => line.StartsWith("C0", StringComparison.Ordinal) && !line.Contains('"', StringComparison.Ordinal));
        var rest = like[like.IndexOf(',', StringComparison.Ordinal)..];
        bytes.Write(
            Encoding.UTF8.GetBytes(
            string.Concat(OddIds.Select(id => $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{rest}\n"))));
        return bytes.ToArray();
    }
}
