
namespace ReapFunctions.Ml.Tests;

/// <summary>Seeded tables whose truth is known: the label's log-odds are a rule over the columns.</summary>
internal sealed record GeneratedTable(Dataset Data, bool[] Labels, double[] Truth)
{
    private static readonly string[] Colours = ["red", "green", "blue", "white", "black"];

    /// <summary>Numbers with missing values, counts with many zeros, categories with missing ones, an interaction.</summary>
    public static GeneratedTable Of(int rows, int seed)
    {
        var random = new Random(seed);
        var (amount, calls, noise) = (new float[rows], new float[rows], new float[rows]);
        var (colour, labels, truth) = (new int[rows], new bool[rows], new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            amount[row] = random.NextDouble() < 0.1 ? float.NaN : (float)(random.NextDouble() * 100);
            calls[row] = random.NextDouble() < 0.6 ? 0 : random.Next(1, 20);
            noise[row] = (float)random.NextDouble();
            colour[row] = random.Next(-1, Colours.Length);
            truth[row] = -1 + (float.IsNaN(amount[row]) ? 1 : amount[row] / 50) - (colour[row] is 1 or 3 ? 1.5 : 0)
                + (calls[row] > 3 ? (colour[row] == 0 ? 2 : 0.5) : 0);
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-truth[row]));
        }
        return new GeneratedTable(
            new Dataset(
                new NumericColumn("amount", amount), new NumericColumn("calls", calls),
                new CategoricalColumn("colour", colour, Colours),
                new NumericColumn("noise", noise)),
            labels,
            truth);
    }
}
