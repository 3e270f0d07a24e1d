using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Rules;

/// <summary>
/// Texts made before, by the one value that each hangs on. Holds so many and no more: amounts of money hardly repeat.
/// </summary>
internal sealed class KnownTexts
{
    private const int MaxTexts = 4096;

    private readonly Dictionary<long, string> byNumber = [];
    private readonly Dictionary<string, string> byText = new(StringComparer.Ordinal);

    /// <summary>The text for the value of a column in a row; null when it was not made yet.</summary>
    public string? Get(SnapshotColumn column, int row) => byNumber.GetValueOrDefault(Key(column, row));

    public string Add(SnapshotColumn column, int row, string text)
    {
        if (byNumber.Count < MaxTexts)
            byNumber.Add(Key(column, row), text);
        return text;
    }

    /// <summary>The text for a value; missing counts as empty.</summary>
    public string? Get(string? value) => byText.GetValueOrDefault(value ?? "");

    public string Add(string? value, string text)
    {
        if (byText.Count < MaxTexts)
            byText.Add(value ?? "", text);
        return text;
    }

    private static long Key(SnapshotColumn column, int row) =>
        column.Kind == ColumnKind.Text ? column.Codes[row] : BitConverter.DoubleToInt64Bits(column.Number(row));
}
