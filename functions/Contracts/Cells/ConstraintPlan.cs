using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts.Cells;

/// <summary>The constraints of a field made ready for checking. Immutable; safe for use by several threads.</summary>
internal sealed class ConstraintPlan
{
    private readonly Field field;
    private readonly Cell cell;
    private readonly Repairs repairs;
    private readonly Regex? pattern;
    private readonly bool hasBounds;
    private readonly bool hasLengths;

    /// <param name="faults">Takes what cannot be used.</param>
    public ConstraintPlan(Field field, Cell cell, Repairs repairs, Faults faults)
    {
        (this.field, this.cell, this.repairs) = (field, cell, repairs);
        var limits = field.Constraints;
        var (min, isMinOpen) = Lowest(
            Bound("minimum", limits.Minimum, faults), Bound("exclusiveMinimum", limits.ExclusiveMinimum, faults));
        var (max, isMaxOpen) = Highest(
            Bound("maximum", limits.Maximum, faults), Bound("exclusiveMaximum", limits.ExclusiveMaximum, faults));
        Bounds = new(min, isMinOpen, max, isMaxOpen);
        hasBounds = !Bounds.AreNone;
        if (min > max)
            faults.Add("constraints.minimum", "It is above the maximum: no value would pass.");
        hasLengths = limits.MinLength is not null || limits.MaxLength is not null;
        Members = limits.Enum is null ? null : [.. limits.Enum.Select((member, index) => Member(member, index, faults))];
        pattern = limits.Pattern is null ? null : Compile(limits.Pattern, faults);
    }

    public Bounds Bounds { get; }

    /// <summary>Canonical texts of the only values allowed; null when all are.</summary>
    public byte[][]? Members { get; }

    /// <summary>
    /// The value, with the spelling of a member repaired, or the constraint that it does not satisfy.
    /// </summary>
    public Reading Check(ReadOnlySpan<byte> text, Reading read, CellScratch scratch)
    {
        var canonical = read.Canonical;
        var value = read.Value;
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
            if (length < field.Constraints.MinLength)
                return RejectReason.TooShort;
            if (length > field.Constraints.MaxLength)
                return RejectReason.TooLong;
        }
        if (Members is not null && !IsMember(ref canonical, scratch))
            return RejectReason.NotInEnum;
        if (pattern is not null && !Matches(text))
            return RejectReason.PatternMismatch;
        return Reading.Number(canonical, value);
    }

    private int LengthOf(ReadOnlySpan<byte> canonical)
    {
        if (field.Type == FieldType.List)
            return canonical.Count((byte)field.Delimiter[0]) + 1;
        if (field.Type is FieldType.Object or FieldType.Array or FieldType.Geojson)
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
        if (!cell.IsText || !repairs.Allow(RepairRule.EnumSpelling))
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

    private static Regex? Compile(string pattern, Faults faults)
    {
        try
        {
            return new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            faults.Add("constraints.pattern", fault.Message);
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

    private double? Bound(string name, JsonElement? json, Faults faults)
    {
        if (json is null)
            return null;
        if (TryCanonical(json.Value, out _, out var value) && !double.IsNaN(value))
            return value;
        faults.Add($"constraints.{name}", $"{json.Value.GetRawText()} is not {cell.Expected}.");
        return null;
    }

    private byte[] Member(JsonElement json, int index, Faults faults)
    {
        if (TryCanonical(json, out var canonical, out _))
            return canonical;
        faults.Add($"constraints.enum[{index}]", $"{json.GetRawText()} is not {cell.Expected}.");
        return [];
    }

    private bool TryCanonical(JsonElement json, out byte[] canonical, out double value)
    {
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        var reader = field.Type is FieldType.Number or FieldType.Integer && json.ValueKind == JsonValueKind.Number
            ? Cell.For(new Field { Name = field.Name, Type = field.Type }, new Roles { CustomerId = "" })
            : cell;
        var reading = reader.Read(Encoding.UTF8.GetBytes(text), new CellScratch());
        canonical = reading.Canonical.ToArray();
        value = reading.Value;
        return reading.IsRight;
    }
}
