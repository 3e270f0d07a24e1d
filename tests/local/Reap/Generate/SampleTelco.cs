using System.Text;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;
using ReapFunctions.Storage;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>A synthetic telco in memory: small extracts, their lines and fields, and the customers behind them.</summary>
internal static class SampleTelco
{
    public static readonly DateOnly FirstDrop = new(2026, 11, 20);

    public static TelcoOptions Options(long customers, ulong seed = 1, double dirty = 0) =>
        new() { Labelled = true, Customers = customers, Seed = seed, Dirty = dirty, FirstDrop = FirstDrop };

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

    /// <summary>The portfolio that ships, whose prices and offers the telco has.</summary>
    public static Portfolio Shipped { get; } =
        Portfolio.Read(ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), ""));

    /// <summary>The evening on which a drop comes, as contacts count days.</summary>
    public static int Evening(int drop) => drop + Truth.Window;

    /// <summary>The same contact with every one of some customers.</summary>
    public static ContactLog ContactAll(
        IEnumerable<long> customers, TelcoOffer offer, int day, TelcoChannel channel = TelcoChannel.Call) =>
        new(customers.Select(customer => new Contact(customer, offer, channel, day)));

    /// <summary>Checks that something happened as often as its chances say, within four standard errors.</summary>
    public static void AssertCalibrated(IReadOnlyCollection<(double Chance, bool Happened)> outcomes)
    {
        const double StandardErrors = 4;
        var expected = outcomes.Sum(outcome => outcome.Chance);
        var error = Math.Sqrt(outcomes.Sum(outcome => outcome.Chance * (1 - outcome.Chance)));
        Assert.InRange(
            outcomes.Count(outcome => outcome.Happened), expected - StandardErrors * error, expected + StandardErrors * error);
    }

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
