using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReapFunctions.Extracts;

/// <summary>
/// One field of a contract made ready for reading: its cell, its missing markers and its constraints. Immutable; safe for use by
/// several threads.
/// </summary>
internal sealed class ColumnPlan
{
    private static readonly byte[][] Markers =
        [.. new[] { "na", "n/a", "#n/a", "null", "(null)", "none", "nan", "-", "--", "?" }.Select(Encoding.UTF8.GetBytes)];

    private readonly Repairs repairs;
    private readonly byte[][] missing;
    private readonly Regex? pattern;
    private readonly bool hasBounds;
    private readonly bool hasLengths;

    private ColumnPlan(Field field, Contract contract, List<string> faults)
    {
        Field = field;
        Cell = Cell.For(field, contract.Roles);
        repairs = new Repairs(contract.Roles.Repairs);
        IsPersonal = contract.Roles.Personal.Contains(field.Name);
        IsKey = contract.Schema.PrimaryKey.Names.Contains(field.Name);
        IsRequired = field.Constraints.Required || IsKey || field.Name == contract.Roles.CustomerId;
        var markers = field.MissingValues ?? contract.Schema.MissingValues;
        EmptyIsMissing = markers.Contains("");
        missing = [.. markers.Where(marker => marker.Length > 0).Select(Encoding.UTF8.GetBytes)];

        var limits = field.Constraints;
        var (least, isLeastOpen) = Lowest(Bound("minimum", limits.Minimum, faults), Bound("exclusiveMinimum", limits.ExclusiveMinimum, faults));
        var (most, isMostOpen) = Highest(Bound("maximum", limits.Maximum, faults), Bound("exclusiveMaximum", limits.ExclusiveMaximum, faults));
        Bounds = new(least, isLeastOpen, most, isMostOpen);
        hasBounds = !Bounds.AreNone;
        if (least > most)
            faults.Add("constraints.minimum: It is above the maximum: no value would pass.");
        hasLengths = limits.MinLength is not null || limits.MaxLength is not null;
        Members = limits.Enum is null ? null : [.. limits.Enum.Select((member, index) => Member(member, index, faults))];
        pattern = limits.Pattern is null ? null : Compile(limits.Pattern, faults);
    }

    public Field Field { get; }

    public Cell Cell { get; }

    /// <summary>Dropped from clean rows, masked in rejects.</summary>
    public bool IsPersonal { get; }

    /// <summary>Part of the primary key.</summary>
    public bool IsKey { get; }

    /// <summary>Missing rejects the row; by the contract's word, or as part of the key or the customer's id.</summary>
    public bool IsRequired { get; }

    public Bounds Bounds { get; }

    /// <summary>Canonical texts of the only values allowed; null when all are.</summary>
    public byte[][]? Members { get; }

    /// <summary>An empty cell is missing.</summary>
    public bool EmptyIsMissing { get; }

    /// <summary>Texts besides the empty one mean missing.</summary>
    public bool HasMarkers => missing.Length > 0;

    /// <summary>Makes a field ready, and says what in its constraints cannot be used (path below the field, then a sentence).</summary>
    public static ColumnPlan Of(Field field, Contract contract, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        var plan = new ColumnPlan(field, contract, found);
        faults = found;
        return plan;
    }

    /// <summary>Reads one cell, repairing it where the contract allows.</summary>
    /// <param name="text">As delivered, without quotes; valid UTF-8.</param>
    /// <param name="isMissing">The cell has no value; <paramref name="canonical"/> is then empty.</param>
    public RejectReason Read(
        ReadOnlySpan<byte> text, CellScratch scratch, out ReadOnlySpan<byte> canonical, out double value, out bool isMissing)
    {
        isMissing = IsMissing(text);
        if (isMissing)
            return Missing(out canonical, out value);
        if (WhiteSpace.MaySurround(text))
        {
            var trimmed = WhiteSpace.Trim(text);
            if (trimmed.Length != text.Length && !TryTrim(ref text, trimmed, scratch, ref isMissing))
                return WrongType(out canonical, out value);
        }
        else if (text.IsEmpty && !Cell.IsText)
            isMissing = IsAllowed(RepairRule.BlankIsMissing, scratch);
        if (isMissing)
            return Missing(out canonical, out value);

        var reason = Cell.Read(text, scratch, out canonical, out value);
        if (reason != RejectReason.None)
            reason = Repair(text, scratch, ref canonical, ref value, out isMissing);
        return reason != RejectReason.None || isMissing ? reason : Check(text, ref canonical, value, scratch);
    }

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

    private RejectReason Missing(out ReadOnlySpan<byte> canonical, out double value)
    {
        canonical = default;
        value = double.NaN;
        return IsRequired ? RejectReason.MissingValue : RejectReason.None;
    }

    private static RejectReason WrongType(out ReadOnlySpan<byte> canonical, out double value)
    {
        canonical = default;
        value = double.NaN;
        return RejectReason.WrongType;
    }

    private bool IsAllowed(RepairRule rule, CellScratch scratch)
    {
        if (!repairs.Allow(rule))
            return false;
        scratch.Note(rule);
        return true;
    }

    private bool TryTrim(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> trimmed, CellScratch scratch, ref bool isMissing)
    {
        if (trimmed.IsEmpty && !Cell.IsText)
            return isMissing = IsAllowed(RepairRule.BlankIsMissing, scratch);
        if (!IsAllowed(RepairRule.Trim, scratch))
            return Cell.IsText;
        text = trimmed;
        isMissing = IsMissing(text);
        return true;
    }

    private RejectReason Repair(
        ReadOnlySpan<byte> text, CellScratch scratch, ref ReadOnlySpan<byte> canonical, ref double value, out bool isMissing)
    {
        isMissing = !Cell.IsText && IsMarker(text) && IsAllowed(RepairRule.MissingMarker, scratch);
        return isMissing ? Missing(out canonical, out value) : Cell.Repair(text, scratch, out canonical, out value);
    }

    private static bool IsMarker(ReadOnlySpan<byte> text)
    {
        foreach (var marker in Markers)
        {
            if (Ascii.EqualsIgnoreCase(text, marker))
                return true;
        }
        return false;
    }

    private RejectReason Check(ReadOnlySpan<byte> text, ref ReadOnlySpan<byte> canonical, double value, CellScratch scratch)
    {
        if (hasBounds)
        {
            if (Bounds.IsBelow(value))
                return RejectReason.BelowMinimum;
            if (Bounds.IsAbove(value))
                return RejectReason.AboveMaximum;
        }
        if (hasLengths)
        {
            var length = LengthOf(canonical);
            if (length < Field.Constraints.MinLength)
                return RejectReason.TooShort;
            if (length > Field.Constraints.MaxLength)
                return RejectReason.TooLong;
        }
        if (Members is not null && !IsMember(ref canonical, scratch))
            return RejectReason.NotInEnum;
        if (pattern is not null && !Matches(text))
            return RejectReason.PatternMismatch;
        return RejectReason.None;
    }

    private int LengthOf(ReadOnlySpan<byte> canonical)
    {
        if (Field.Type == FieldType.List)
            return canonical.Count((byte)Field.Delimiter[0]) + 1;
        if (Field.Type is FieldType.Object or FieldType.Array or FieldType.Geojson)
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(canonical));
            return json.RootElement.ValueKind == JsonValueKind.Array
                ? json.RootElement.GetArrayLength() : json.RootElement.EnumerateObject().Count();
        }
        return Ascii.IsValid(canonical) ? canonical.Length : Encoding.UTF8.GetString(canonical).EnumerateRunes().Count();
    }

    private bool IsMember(ref ReadOnlySpan<byte> canonical, CellScratch scratch)
    {
        foreach (var member in Members!)
        {
            if (canonical.SequenceEqual(member))
                return true;
        }
        if (!Cell.IsText || !repairs.Allow(RepairRule.EnumSpelling))
            return false;
        foreach (var member in Members)
        {
            if (!Ascii.EqualsIgnoreCase(canonical, member))
                continue;
            scratch.Note(RepairRule.EnumSpelling);
            canonical = member;
            return true;
        }
        return false;
    }

    private bool Matches(ReadOnlySpan<byte> text)
    {
        Span<char> chars = text.Length <= 256 ? stackalloc char[256] : new char[text.Length];
        return pattern!.IsMatch(chars[..Encoding.UTF8.GetChars(text, chars)]);
    }

    private static Regex? Compile(string pattern, List<string> faults)
    {
        try
        {
            return new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            faults.Add($"constraints.pattern: {fault.Message}");
            return null;
        }
    }

    private static (double, bool) Lowest(double? closed, double? open) =>
        (open, closed) switch
        {
            ({ } o, { } c) => o >= c ? (o, true) : (c, false),
            ({ } o, null) => (o, true),
            _ => (closed ?? double.NegativeInfinity, false),
        };

    private static (double, bool) Highest(double? closed, double? open) =>
        (open, closed) switch
        {
            ({ } o, { } c) => o <= c ? (o, true) : (c, false),
            ({ } o, null) => (o, true),
            _ => (closed ?? double.PositiveInfinity, false),
        };

    private double? Bound(string name, JsonElement? json, List<string> faults)
    {
        if (json is null)
            return null;
        if (TryCanonical(json.Value, out _, out var value) && !double.IsNaN(value))
            return value;
        faults.Add($"constraints.{name}: {json.Value.GetRawText()} is not {Cell.Expected}.");
        return null;
    }

    private byte[] Member(JsonElement json, int index, List<string> faults)
    {
        if (TryCanonical(json, out var canonical, out _))
            return canonical;
        faults.Add($"constraints.enum[{index}]: {json.GetRawText()} is not {Cell.Expected}.");
        return [];
    }

    private bool TryCanonical(JsonElement json, out byte[] canonical, out double value)
    {
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        var cell = Field.Type is FieldType.Number or FieldType.Integer && json.ValueKind == JsonValueKind.Number
            ? Cell.For(new Field { Name = Field.Name, Type = Field.Type }, new Roles { CustomerId = "" })
            : Cell;
        var reason = cell.Read(Encoding.UTF8.GetBytes(text), new CellScratch(), out var bytes, out value);
        canonical = bytes.ToArray();
        return reason == RejectReason.None;
    }
}
