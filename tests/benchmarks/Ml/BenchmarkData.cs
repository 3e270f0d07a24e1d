using System.Globalization;
using System.Runtime.InteropServices;
using ReapFunctions.Ml;

namespace ReapFunctions.Benchmarks.Ml;

/// <summary>A table with labels that both sides learn from.</summary>
internal sealed record BenchmarkData(string Name, Dataset Table, bool[] Labels)
{
    private const int SyntheticColumns = 30;

    /// <summary>Normal columns with 5 % missing values; a third acts linearly, a third as a sine, a third as a step.</summary>
    public static BenchmarkData Synthetic(int rows)
    {
        var random = new Random(7);
        var weights = Enumerable.Range(0, SyntheticColumns).Select(_ => random.NextDouble() - 0.5).ToArray();
        var columns = Enumerable.Range(0, SyntheticColumns).Select(_ => new float[rows]).ToArray();
        var labels = new bool[rows];
        for (var row = 0; row < rows; row++)
        {
            var score = 0.2;
            for (var c = 0; c < SyntheticColumns; c++)
            {
                var value = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                score += weights[c] * ((c % 3) switch { 0 => value, 1 => Math.Sin(2 * value), _ => value > 0.5 ? 1 : 0 });
                columns[c][row] = random.NextDouble() < 0.05 ? float.NaN : (float)value;
            }
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-score));
        }
        return new BenchmarkData("synthetic",
            new Dataset([.. columns.Select((values, c) => new NumericColumn($"f{c}", values))], rows), labels);
    }

    /// <summary>The public files beside the repository that are there.</summary>
    public static IEnumerable<BenchmarkData> Public(string folder)
    {
        (string Name, string File, char Delimiter, string Label, string Positive, string[] Without)[] files =
        [
            ("telco", "telco_ibm/Telco-Customer-Churn.csv", ',', "Churn", "Yes", ["customerID"]),
            ("iranian", "iranian_churn/Customer_Churn.csv", ',', "Churn", "1", []),
            ("bank", "bank_marketing/bank-additional-full.csv", ';', "y", "yes", ["duration"]),
        ];
        foreach (var (name, file, delimiter, label, positive, without) in files)
        {
            if (File.Exists(Path.Combine(folder, file)))
                yield return Read(name, Path.Combine(folder, file), delimiter, label, positive, without);
        }
    }

    /// <summary>Writes float32 cells row by row (categories as codes), labels as bytes, and which columns are
    /// categorical.</summary>
    public void Export(string folder)
    {
        Directory.CreateDirectory(folder);
        var cells = new float[Table.Rows * Table.Columns.Count];
        for (var c = 0; c < Table.Columns.Count; c++)
        {
            for (var row = 0; row < Table.Rows; row++)
            {
                cells[(row * Table.Columns.Count) + c] = Table.Columns[c] is NumericColumn numeric
                    ? numeric.Values[row]
                    : ((CategoricalColumn)Table.Columns[c]).Codes[row] is var code and >= 0 ? code : float.NaN;
            }
        }
        File.WriteAllBytes(Path.Combine(folder, "x.f4"), MemoryMarshal.AsBytes(cells.AsSpan()).ToArray());
        File.WriteAllBytes(Path.Combine(folder, "y.u1"), [.. Labels.Select(label => label ? (byte)1 : (byte)0)]);
        File.WriteAllText(Path.Combine(folder, "categorical.txt"),
            string.Join(' ', Enumerable.Range(0, Table.Columns.Count).Where(c => Table.Columns[c] is CategoricalColumn)));
    }

    private static BenchmarkData Read(string name, string path, char delimiter, string label, string positive, string[] without)
    {
        var lines = File.ReadLines(path)
            .Select(line => line.Split(delimiter).Select(cell => cell.Trim().Trim('"').Trim()).ToArray()).ToArray();
        var (header, rows) = (lines[0], lines[1..]);
        var columns = header.Select((column, c) => (Name: column, Index: c))
            .Where(column => column.Name != label && !without.Contains(column.Name))
            .Select(column => Column(column.Name, [.. rows.Select(row => row[column.Index])]));
        var labelIndex = Array.IndexOf(header, label);
        return new BenchmarkData(name, new Dataset([.. columns], rows.Length),
            [.. rows.Select(row => row[labelIndex] == positive)]);
    }

    private static Column Column(string name, string[] texts)
    {
        var numeric = texts.All(text => text.Length == 0
            || float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return numeric
            ? new NumericColumn(name,
                [.. texts.Select(text => text.Length == 0 ? float.NaN : float.Parse(text, CultureInfo.InvariantCulture))])
            : CategoricalColumn.FromTexts(name, texts);
    }
}
