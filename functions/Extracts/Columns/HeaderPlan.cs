using System.Text;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Columns;

/// <summary>How a file's columns meet the contract's fields.</summary>
internal sealed class HeaderPlan
{
    private HeaderPlan(IReadOnlyList<string> names, IReadOnlyList<ColumnPlan> columns, List<string> warnings)
    {
        Names = names;
        Places = [.. columns.Select(column => Find(column.Field.Name, warnings))];
        Missing = [.. columns.Where((_, index) => Places[index] < 0)];
        Unknown = [.. names.Select((name, index) => name.Length > 0 ? name : $"(column {index + 1})")
            .Where((_, index) => !Places.Contains(index))];
    }

    /// <summary>The file's column names, in its order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>By field of the contract: its column in the file, 0-based, or -1.</summary>
    public int[] Places { get; }

    private IReadOnlyList<string> Unknown { get; }

    public IReadOnlyList<ColumnPlan> Missing { get; }

    public int Width => Names.Count;

    /// <summary>
    /// Whether the first row is a header for certain: it has every column that must be there, or the contract knows at least half
    /// of it. Otherwise it may be a customer's row, and nothing of it is to be shown or kept.
    /// </summary>
    public bool IsHeader =>
        !Missing.Any(column => column.IsRequired) || 2 * Places.Count(place => place >= 0) >= Names.Count;

    /// <summary>The columns that the contract does not know, where it is certain that they are names.</summary>
    public IReadOnlyList<string> UnknownNames => IsHeader ? Unknown : [];

    /// <summary>The plan of a file whose header was read.</summary>
    /// <param name="warnings">Receives a sentence for each column that was recognised by other upper and lower case.</param>
    public static HeaderPlan Match(IReadOnlyList<string> names, IReadOnlyList<ColumnPlan> columns, List<string> warnings) =>
        new(names, columns, warnings);

    /// <summary>The plan of a file without a header: the contract's fields in order.</summary>
    public static HeaderPlan Headerless(IReadOnlyList<ColumnPlan> columns) =>
        new([.. columns.Select(column => column.Field.Name)], columns, []);

    /// <summary>A column name as it stands in the file, without white space around it.</summary>
    public static string Name(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(WhiteSpace.Trim(text));

    /// <summary>Adds a header row's names to those of the header rows above it, joined as the dialect says.</summary>
    /// <param name="block">Holds the header row as its first.</param>
    public static void AddNames(RowBlock block, CellText texts, Dialect dialect, List<string> names)
    {
        for (var place = 0; place < block.Fields(0); place++)
        {
            var field = block.Field(0, place);
            // A mark that stands in the file's second line hides the quote behind it.
            var isMarked = place == 0 && field.StartsWith("\uFEFF"u8);
            var name = Name(texts.Unquote(isMarked ? field[3..] : field, block.Flags[0] | (isMarked ? RowFlags.Quoted : 0)));
            if (place < names.Count)
                names[place] = $"{names[place]}{dialect.HeaderJoin}{name}".Trim();
            else
                names.Add(name);
        }
    }

    private int Find(string field, List<string> warnings)
    {
        for (var index = 0; index < Names.Count; index++)
        {
            if (Names[index] == field)
                return index;
        }
        var alike = Enumerable.Range(0, Names.Count)
            .Where(index => Names[index].Equals(field, StringComparison.OrdinalIgnoreCase)).ToList();
        if (alike.Count != 1)
            return -1;
        warnings.Add($"Column '{Names[alike[0]]}' was read as '{field}'.");
        return alike[0];
    }
}
