namespace ReapFunctions.Extracts.Inference;

/// <summary>Texts that people and programs write for nothing.</summary>
internal static class MissingMarker
{
    /// <summary>In a column of text these are values as well: NA is Namibia.</summary>
    private static readonly HashSet<string> Perhaps = new(StringComparer.OrdinalIgnoreCase)
    {
        "NA", "N/A", "n.a.", "None", "nan", "-", "--", "?", ".", "nil", ZeroDate,
        $"{ZeroDate} 00:00:00",
    };

    /// <summary>Nobody means these otherwise.</summary>
    private static readonly HashSet<string> Surely = new(StringComparer.OrdinalIgnoreCase)
    {
        "NULL", "(null)", "<null>", "<NA>", "\\N", "#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!",
    };

    /// <summary>What databases write for no date.</summary>
    private const string ZeroDate = "0000-00-00";

    /// <summary>The longest of the others.</summary>
    private const int Longest = 7;

    /// <summary>Quick, since it is asked of every value.</summary>
    public static bool MayBe(ReadOnlySpan<byte> text) => text.Length <= Longest || text.StartsWith("0000-"u8);

    /// <summary>Whether it stands for missing in a column of numbers, dates or flags.</summary>
    public static bool Is(string text) => Perhaps.Contains(text) || Surely.Contains(text);

    /// <summary>Whether it does in any column.</summary>
    public static bool IsSure(string text) => Surely.Contains(text);
}
