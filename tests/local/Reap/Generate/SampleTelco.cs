using System.Text;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>A synthetic telco in memory: small extracts, their lines and fields, and the customers behind them.</summary>
internal static class SampleTelco
{
    public static readonly DateOnly FirstDrop = new(2026, 11, 20);

    public static TelcoOptions Options(long customers, ulong seed = 1, double dirty = 0) =>
        new() { Customers = customers, Seed = seed, Dirty = dirty, FirstDrop = FirstDrop };

    public static async Task<(byte[] Bytes, ExtractSummary Summary)> ExtractAsync(TelcoOptions options, int drop = 0)
    {
        using var output = new MemoryStream();
        var summary = await new SyntheticTelco(options).WriteExtractAsync(drop, output);
        return (output.ToArray(), summary);
    }

    /// <summary>Lines without the header; the encoding keeps every byte as one character.</summary>
    public static async Task<string[]> LinesAsync(TelcoOptions options, int drop = 0) =>
        Encoding.Latin1.GetString((await ExtractAsync(options, drop)).Bytes).TrimEnd('\n').Split('\n')[1..];

    public static Dictionary<long, CustomerAtDrop> Customers(TelcoOptions options, int drop = 0) =>
        new SyntheticTelco(options).CustomersOf(drop).ToDictionary(customer => customer.Number);

    /// <summary>Fields of a clean line: quoted fields may hold commas and doubled quotes.</summary>
    public static string[] Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                Next();
            else
                field.Append(line[i]);
        }
        Next();
        return [.. fields];

        void Next()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}
