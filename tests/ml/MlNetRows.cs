using Microsoft.ML.Data;

namespace ReapFunctions.Ml.Tests;

/// <summary>A customer as code for ML.NET declares it, and views of made-up ones.</summary>
internal sealed class MlNetRow
{
    public bool Label { get; set; }

    public float Amount { get; set; }

    public float Calls { get; set; }

    public string Colour { get; set; } = "";

    public string Plan { get; set; } = "";

    public bool Online { get; set; }

    [VectorType(6)]
    public float[] Raw { get; set; } = [];

    /// <summary>The same customer with another amount.</summary>
    public MlNetRow With(float amount)
    {
        var row = (MlNetRow)MemberwiseClone();
        row.Amount = amount;
        return row;
    }

    /// <param name="rows">How many.</param>
    /// <param name="seed">The same seed makes the same customers.</param>
    /// <param name="odd">Whether missing numbers, odd ones and unseen categories are among them.</param>
    public static MlNetRow[] Make(int rows, int seed, bool odd)
    {
        var random = new Random(seed);
        string[] colours = ["red", "green", "blue", "dark.grey"];
        string[] plans = ["basic plan", "family plan with phone", "prepaid"];
        return [.. Enumerable.Range(0, rows).Select(_ =>
        {
            var (amount, calls, colour) = (random.NextSingle() * 100, random.Next(0, 20), random.Next(4));
            var raw = Enumerable.Range(0, 6).Select(i => i == 0 ? amount : (random.NextSingle() * 10) - 5).ToArray();
            var score = (amount / 30) - 2 + (colour == 1 ? 1.5 : 0) - (calls > 9 ? 1 : 0) + (raw[2] / 4);
            return new MlNetRow
            {
                Label = random.NextDouble() < 1 / (1 + Math.Exp(-score)),
                Amount = odd && random.Next(6) == 0 ? Odd(random) : amount,
                Calls = calls,
                Colour = odd && random.Next(6) == 0 ? random.Next(2) == 0 ? "" : "never seen" : colours[colour],
                Plan = plans[random.Next(plans.Length)],
                Online = random.Next(2) == 0,
                Raw = raw,
            };
        })];
    }

    /// <summary>The same customers as a table: a vector is a column per entry.</summary>
    public static Dataset Table(MlNetRow[] rows) => new(
        [
            new NumericColumn("Amount", Array.ConvertAll(rows, row => row.Amount)),
            new NumericColumn("Calls", Array.ConvertAll(rows, row => row.Calls)),
            CategoricalColumn.FromTexts("Colour", rows.Select(row => row.Colour)),
            CategoricalColumn.FromTexts("Plan", rows.Select(row => row.Plan)),
            new NumericColumn("Online", Array.ConvertAll(rows, row => row.Online ? 1f : 0f)),
            .. Enumerable.Range(0, 6).Select(i => new NumericColumn($"Raw.{i}", Array.ConvertAll(rows, row => row.Raw[i]))),
        ], rows.Length);

    private static float Odd(Random random) => random.Next(4) switch { 0 => float.NaN, 1 => -0f, 2 => 1e30f, _ => -1e30f };
}
