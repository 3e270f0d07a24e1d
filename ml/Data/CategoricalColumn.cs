namespace ReapFunctions.Ml.Data;

/// <summary>Categories as codes into a list of texts, so that no string is kept per row. Code -1 means missing.</summary>
/// <remarks>The arrays are taken over, not copied: do not change them afterwards. Safe for use by several threads.</remarks>
public sealed class CategoricalColumn : Column
{
    private readonly int[] codes;
    private readonly string[] categories;

    /// <param name="name">The column's name.</param>
    /// <param name="codes">One code per row: an index into <paramref name="categories"/>, or -1 where missing.</param>
    /// <param name="categories">The texts by code: distinct and not empty. Models map them by text (exact, case-sensitive).</param>
    /// <exception cref="ArgumentException">A code out of range; an empty or repeated text.</exception>
    public CategoricalColumn(string name, int[] codes, string[] categories) : base(name)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(categories);
        Check(name, codes, categories);
        this.codes = codes;
        this.categories = categories;
    }

    /// <inheritdoc/>
    public override int Rows => codes.Length;

    /// <summary>One code per row; -1 where missing.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>The texts by code.</summary>
    public IReadOnlyList<string> Categories => categories;

    internal ReadOnlyMemory<int> Memory => codes;

    /// <summary>Builds a column from one text per row; null and empty are missing. Codes are given in order of first use.</summary>
    public static CategoricalColumn FromTexts(string name, IEnumerable<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var byText = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new List<int>();
        foreach (var text in texts)
        {
            var code = -1;
            if (!string.IsNullOrEmpty(text) && !byText.TryGetValue(text, out code))
                byText.Add(text, code = byText.Count);
            codes.Add(code);
        }
        return new CategoricalColumn(name, [.. codes], [.. byText.Keys]);
    }

    internal override CategoricalColumn Select(ReadOnlySpan<int> rows)
    {
        var selected = new int[rows.Length];
        for (var i = 0; i < selected.Length; i++)
            selected[i] = codes[rows[i]];
        return new CategoricalColumn(Name, selected, categories);
    }

    private static void Check(string name, int[] codes, string[] categories)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var category in categories)
        {
            if (string.IsNullOrEmpty(category))
                throw new ArgumentException($"Column '{name}' has an empty category text. Give missing values the code -1.", nameof(categories));
            if (!seen.Add(category))
                throw new ArgumentException($"Column '{name}' has the category '{category}' twice. Give equal texts one code.", nameof(categories));
        }
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] < -1 || codes[row] >= categories.Length)
                throw new ArgumentException(
                    $"Column '{name}' has code {codes[row]} at row {row}, but {categories.Length} categories. Use -1 for missing.", nameof(codes));
        }
    }
}
