using System.Globalization;

namespace ReapFunctions.Ml.Tests;

/// <summary>Just enough CSV to read the public data files: texts by column, without quoted delimiters.</summary>
internal sealed class CsvTable
{
    private readonly string[][] rows;

    private CsvTable(string[] header, string[][] rows)
    {
        Header = header;
        this.rows = rows;
    }

    public string[] Header { get; }

    public int Rows => rows.Length;

    public static CsvTable Read(string path, char delimiter = ',')
    {
        var lines = File.ReadLines(path)
            .Select(line => line.Split(delimiter).Select(cell => cell.Trim().Trim('"').Trim()).ToArray())
            .ToArray();
        return new CsvTable(lines[0], lines[1..]);
    }

    public string[] Texts(string column)
    {
        var index = Array.IndexOf(Header, column);
        return index >= 0 ? [.. rows.Select(row => row[index])] : throw new ArgumentException($"No column '{column}'.");
    }

    public float[] Numbers(string column) => [.. Texts(column).Select(text =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : float.NaN)];

    public bool[] Flags(string column, string positive) => [.. Texts(column).Select(text => text == positive)];

    /// <summary>All columns but the named ones: numeric when every filled cell is a number, else categorical.</summary>
    public Dataset Dataset(params string[] without) =>
        new([.. Header.Except(without).Select(Column)], Rows);

    private Column Column(string name)
    {
        var texts = Texts(name);
        var numeric = texts.All(text => text.Length == 0
            || float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return numeric ? new NumericColumn(name, Numbers(name)) : CategoricalColumn.FromTexts(name, texts);
    }
}
