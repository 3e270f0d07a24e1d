using ReapFunctions.Contracts.Cells;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>What a field may have wrong.</summary>
internal static class FieldCheck
{
    public static void Check(Field field, Contract contract, Faults faults)
    {
        var marks = CheckMarks(field, faults);
        CheckFormat(field, faults);
        CheckConstraints(field, faults);
        if (!marks)
            return;
        _ = ColumnPlan.For(field, contract, faults);
    }

    /// <returns>False when the field cannot be made ready.</returns>
    private static bool CheckMarks(Field field, Faults faults)
    {
        var sound = true;
        void Unless(bool right, string path, string message)
        {
            if (right)
                return;
            sound = false;
            faults.Add(path, message);
        }

        if (field.Type is FieldType.Number or FieldType.Integer)
        {
            Unless(field.DecimalChar is [< (char)0x7F]
                && !char.IsAsciiDigit(field.DecimalChar[0]), "decimalChar", "Write one ASCII character.");
            Unless(field.GroupChar.Length <= 1, "groupChar", "Write one character, or leave it out.");
            Unless(field.GroupChar != field.DecimalChar, "groupChar", "It is the same as decimalChar.");
        }
        if (field.Type == FieldType.Boolean)
        {
            Unless(field.TrueValues.Count > 0, "trueValues", "Write at least one spelling.");
            Unless(field.FalseValues.Count > 0, "falseValues", "Write at least one spelling.");
            foreach (var both in field.TrueValues.Intersect(field.FalseValues))
                Unless(false, "falseValues", $"'{both}' means true as well.");
        }
        if (field.Type == FieldType.List)
        {
            Unless(field.Delimiter is [< (char)0x7F], "delimiter", "Write one ASCII character.");
            Unless(field.ItemType is FieldType.String or FieldType.Integer or FieldType.Number or FieldType.Boolean
                or FieldType.Date or FieldType.Datetime
                or FieldType.Time, "itemType", "Items are string, integer, boolean, number, datetime, date or time.");
        }
        return sound;
    }

    private static void CheckFormat(Field field, Faults faults)
    {
        var known = field.Type switch
        {
            FieldType.String => TextCell.Formats.Contains(field.Format),
            FieldType.Date or FieldType.Time or FieldType.Datetime =>
                field.Format is "default" or "any" || DatePattern.TryParse(field.Format, out _),
            FieldType.Geopoint => field.Format is "default" or "array" or "object",
            FieldType.Geojson => field.Format is "default" or "topojson",
            _ => field.Format == "default",
        };
        if (known)
            return;
        faults.Add("format", field.Type switch
        {
            FieldType.String => $"'{field.Format}' is unknown. Text has {string.Join(", ", TextCell.Formats)}.",
            FieldType.Date or FieldType.Time or FieldType.Datetime =>
                $"'{field.Format}' is no pattern. Write default, any, or a pattern such as %d.%m.%Y.",
            FieldType.Geopoint => $"'{field.Format}' is unknown. Write default, array or object.",
            _ => $"'{field.Format}' is unknown. Leave the format out.",
        });
    }

    private static void CheckConstraints(Field field, Faults faults)
    {
        var limits = field.Constraints;
        void Applies(string name, bool present, bool allowed)
        {
            if (present && !allowed)
                faults.Add($"constraints.{name}", $"A {field.Type.ToString().ToLowerInvariant()} has no {name}. Remove it.");
        }

        var ordered = field.Type is FieldType.Number or FieldType.Integer or FieldType.Date or FieldType.Time
            or FieldType.Datetime
            or FieldType.Year or FieldType.Yearmonth or FieldType.Duration;
        var counted = field.Type is FieldType.String or FieldType.Any or FieldType.Object or FieldType.Array or FieldType.List
            or FieldType.Geojson;
        Applies("minimum", limits.Minimum is not null, ordered);
        Applies("maximum", limits.Maximum is not null, ordered);
        Applies("exclusiveMinimum", limits.ExclusiveMinimum is not null, ordered);
        Applies("exclusiveMaximum", limits.ExclusiveMaximum is not null, ordered);
        Applies("minLength", limits.MinLength is not null, counted);
        Applies("maxLength", limits.MaxLength is not null, counted);
        Applies("pattern", limits.Pattern is not null, field.Type is FieldType.String or FieldType.Any);
        if (limits.MinLength < 0)
            faults.Add("constraints.minLength", "A length is 0 or more.");
        if (limits.MaxLength < (limits.MinLength ?? 0))
            faults.Add("constraints.maxLength", "It is below the least length: no value would pass.");
        if (limits.Enum is { Count: 0 })
            faults.Add("constraints.enum", "The list is empty: no value would pass.");
    }
}
