using System.Text;
using ReapFunctions.Csv;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts.Cells;

/// <summary>
/// One field of a contract made ready for reading: its cell, its missing markers and its constraints. Immutable; safe for use by
/// several threads.
/// </summary>
internal sealed class ColumnPlan
{
    private static readonly byte[][] Markers =
        [.. new[] { "na", "n/a", "#n/a", "n.a.", "null", "(null)", "<na>", "\\n", "none", "nan", "-", "--", "?", ".", "#div/0!",
            "#value!", "#ref!", "#name?", "#num!", "#null!" }.Select(Encoding.UTF8.GetBytes)];

    private readonly Repairs repairs;
    private readonly byte[][] missing;
    private readonly ConstraintPlan constraints;
    private readonly bool mayLackCategory;

    private ColumnPlan(Field field, Contract contract, Faults faults)
    {
        Field = field;
        Cell = Cell.For(field, contract.Roles);
        repairs = new Repairs(contract.Roles.Repairs);
        IsPersonal = contract.Roles.Personal.Contains(field.Name);
        IsKey = contract.Schema.PrimaryKey.Names.Contains(field.Name);
        IsId = IsKey || field.Name == contract.Roles.RowId;
        Header = field.Name == contract.Roles.RowId && contract.Dialect.Header ? Encoding.UTF8.GetBytes(field.Name) : [];
        IsRequired = field.Constraints.Required || IsId;
        mayLackCategory = !IsRequired && !contract.Roles.Decides(field.Name);
        var markers = field.MissingValues ?? contract.Schema.MissingValues;
        EmptyIsMissing = markers.Contains("");
        missing = [.. markers.Where(marker => marker.Length > 0).Select(Encoding.UTF8.GetBytes)];

        constraints = new ConstraintPlan(field, Cell, repairs, faults);
    }

    public Field Field { get; }

    public Cell Cell { get; }

    /// <summary>Dropped from clean rows, masked in rejects.</summary>
    public bool IsPersonal { get; }

    /// <summary>Part of the primary key.</summary>
    public bool IsKey { get; }

    /// <summary>Its values are ids: those of rows or of customers.</summary>
    public bool IsId { get; }

    /// <summary>Of the customer's id the name in the header, which is nobody's id; else empty.</summary>
    public byte[] Header { get; }

    /// <summary>Missing rejects the row; by the contract's word, or as part of the key or the customer's id.</summary>
    public bool IsRequired { get; }

    public Bounds Bounds => constraints.Bounds;

    /// <summary>Canonical texts of the only values allowed; null when all are.</summary>
    public byte[][]? Members => constraints.Members;

    /// <summary>An empty cell is missing.</summary>
    public bool EmptyIsMissing { get; }

    /// <summary>Texts besides the empty one mean missing.</summary>
    public bool HasMarkers => missing.Length > 0;

    /// <summary>Makes a field ready.</summary>
    /// <param name="faults">Takes what in its constraints cannot be used.</param>
    public static ColumnPlan For(Field field, Contract contract, Faults faults) => new(field, contract, faults);

    /// <summary>Makes a field of a sound contract ready.</summary>
    public static ColumnPlan For(Field field, Contract contract) => For(field, contract, new Faults("", []));

    /// <summary>Reads one cell, repairing it where the contract allows.</summary>
    /// <param name="text">As delivered, without quotes; valid UTF-8.</param>
    public Reading Read(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        if (SpreadsheetCell.IsWrapped(text) && IsAllowed(RepairRule.SpreadsheetText, scratch))
            text = SpreadsheetCell.Unwrap(text);
        if (IsMissing(text))
            return Missing;
        var trimmed = WhiteSpace.MaySurround(text) ? WhiteSpace.Trim(text) : text;
        if (trimmed.IsEmpty && !Cell.IsText && IsAllowed(RepairRule.BlankIsMissing, scratch))
            return Missing;
        if (trimmed.Length != text.Length)
        {
            var isTrimmed = !(trimmed.IsEmpty && !Cell.IsText) && IsAllowed(RepairRule.Trim, scratch);
            if (!isTrimmed && !Cell.IsText)
                return RejectReason.WrongType;
            if (isTrimmed && IsMissing(trimmed))
                return Missing;
            text = isTrimmed ? trimmed : text;
        }

        if (Header.Length > 0 && text.SequenceEqual(Header))
            return RejectReason.RepeatedHeader;
        if (IsId && SpreadsheetCell.IsSpoiltId(text, Field.Type))
            return RejectReason.SpoiltId;
        var reading = Cell.Read(text, scratch);
        if (!reading.IsRight)
            reading = Repair(text, scratch);
        if (!reading.IsRight || reading.IsMissing)
            return reading;
        reading = constraints.Check(text, reading, scratch);
        return reading.Reason == RejectReason.NotInEnum && mayLackCategory && IsAllowed(RepairRule.UnknownCategory, scratch)
            ? Missing
            : reading;
    }

    private Reading Missing => IsRequired ? RejectReason.MissingValue : Reading.Missing;

    /// <summary>True for a text that the contract lists as missing.</summary>
    public bool IsMissing(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return EmptyIsMissing;
        return missing.Length > 0 && IsListed(text);
    }

    private bool IsListed(ReadOnlySpan<byte> text)
    {
        foreach (var marker in missing)
        {
            if (text.SequenceEqual(marker))
                return true;
        }
        return false;
    }

    private bool IsAllowed(RepairRule rule, CellScratch scratch)
    {
        if (!repairs.Allow(rule))
            return false;
        scratch.Note(rule);
        return true;
    }

    private Reading Repair(ReadOnlySpan<byte> text, CellScratch scratch) =>
        !Cell.IsText && IsMarker(text) && IsAllowed(RepairRule.MissingMarker, scratch) ? Missing : Cell.Repair(text, scratch);

    private static bool IsMarker(ReadOnlySpan<byte> text)
    {
        foreach (var marker in Markers)
        {
            if (Ascii.EqualsIgnoreCase(text, marker))
                return true;
        }
        return false;
    }
}
