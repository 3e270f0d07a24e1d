using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Inference;

/// <summary>The field proposed for a column, and what to say about it.</summary>
internal sealed class ColumnProposal
{
    private readonly InferredColumn column;
    private readonly List<string> notes = [];

    /// <param name="isId">The column identifies customers or rows: its values are compared, never calculated with.</param>
    /// <param name="others">What the numbers of other columns say, see <see cref="NumberReading.ToField"/>.</param>
    public ColumnProposal(InferredColumn column, bool isId, bool isKey, int others)
    {
        this.column = column;
        var (field, faults) = isId ? (null, 0) : TypeOf(others);
        if (column.Values == 0)
            notes.Add($"{column.Name} has no value in the file; it is taken for text.");
        if (faults > 0 && !isId)
            notes.Add($"{faults} of the {column.Values} values of {column.Name} {(faults == 1 ? "is" : "are")} not of the type "
                + $"{field!.Type.ToString().ToLowerInvariant()} as {(faults == 1 ? "it stands" : "they stand")}.");
        IsPersonal = !isId && field?.Type != FieldType.Boolean && IsPersonalBy(field);
        if (IsPersonal && field?.Type is FieldType.Integer or FieldType.Number)
            field = null;
        Field = WithMarkers(field ?? new Field { Name = column.Name });
        if (isKey)
            Field = Field with { Constraints = new Constraints { Required = true } };
        if (!isId)
            NoteStandIns(Field.Type);
        if (column.Wrapped > 0)
            notes.Add($"{column.Wrapped} cells of {column.Name} are formulas for text, such as =\"000123\"; cleaning takes the "
                + "text out of them (repair spreadsheetText).");
        if (isId)
            NoteId();
    }

    public Field Field { get; }

    public IReadOnlyList<string> Notes => notes;

    /// <summary>By its name or its values; a flag such as consentEmail is not, nor is a count.</summary>
    public bool IsPersonal { get; }

    private bool IsPersonalBy(Field? field)
    {
        if (column.PersonalKind is not null)
            return true;
        var isMoment = field?.Type is FieldType.Date or FieldType.Datetime;
        if (isMoment && !PersonalName.IsBirth(column.Name))
            return PersonalName.Is(column.Name) || LooksLikeBirths();
        // Of few digits it is a count, or a year.
        var isCount = field?.Type == FieldType.Integer && column.Numbers.Digits <= 4 && column.Values > 1;
        return !isCount && PersonalName.Is(column.Name) && !(column.HasFewTexts && PersonalName.MayBeWay(column.Name));
    }

    /// <summary>Dates that begin long before any customer was acquired and end when people now grown up were born.</summary>
    private bool LooksLikeBirths()
    {
        const int enough = 20;
        var (first, last) = column.Moments.Range;
        return column.Values >= enough && first < new DateOnly(1965, 1, 1).DayNumber && last < new DateOnly(2012, 1, 1).DayNumber
            && last - first > 365 * enough;
    }

    private (Field? Field, long Faults) TypeOf(int others)
    {
        if (column.Values == 0)
            return (null, 0);
        var numbers = column.Numbers;
        var word = column.WordCount;
        var found = new List<(Func<Field?> Field, long Faults)>();
        if (column.Flags is { } flags)
            found.Add((() => flags.Field, flags.Faults - word));
        found.Add((MomentField, column.Moments.Faults - word));
        found.Add((() => NumberField(numbers, others), numbers.Faults - word));
        var best = found.Where(type => type.Faults >= 0 && type.Faults <= column.Forgiven).OrderBy(type => type.Faults)
            .FirstOrDefault();
        var field = best.Field?.Invoke();
        if (best.Field is null && numbers.Faults * 2 < column.Values)
            notes.Add($"{column.Values - numbers.Faults} of the {column.Values} values of {column.Name} are numbers, others "
                + "such as "
                + $"'{numbers.FirstFault}' are not: it is taken for text. Set its type to number to have those rejected.");
        var isSaid = notes.Count > 0 || column.Wrapped > 0;
        if (field is null && !isSaid && column.Look.Like is { } like && !PersonalName.Is(column.Name))
            notes.Add($"{column.Name} looks like {like} such as '{column.Look.Example}' that no one format reads: it is taken "
                + $"for text. Write {(like == "dates" ? "2026-11-20" : "1234.5")} at the source, or set its type and format.");
        return (field, field is null ? 0 : best.Faults);
    }

    private Field? MomentField()
    {
        if (column.Moments.Rivals is { Count: > 1 } rivals)
        {
            notes.Add($"The dates of {column.Name} fit {string.Join(" and ", rivals)}, which are different days: it is taken for "
                + "text. Set its type and the format that is right.");
            return null;
        }
        var field = column.Wrapped > 0 ? null : column.Moments.ToField(column.Name);
        if (field?.Format.Contains("%y", StringComparison.Ordinal) == true)
            notes.Add($"{column.Name} has years of two digits: 69 to 99 are read as 1969 to 1999, 00 to 68 as 2000 to 2068. "
                + "Write four digits where that is wrong.");
        return field;
    }

    private Field? NumberField(NumberReading numbers, int others)
    {
        if (column.Wrapped > 0)
            return null;
        if (numbers.HasLeadingZero)
        {
            notes.Add($"{column.Name} has numbers with leading zeros; it is taken for text, so that they stay.");
            return null;
        }
        if (numbers.IsTooLong)
        {
            notes.Add($"{column.Name} has numbers of more than 15 digits, which are ids and not counted with; it is taken for "
                + "text.");
            return null;
        }
        var field = numbers.ToField(column.Name, others);
        if (field is null)
            notes.Add($"{column.Name} has numbers such as {numbers.Either}, which can be read in two ways: it is taken for "
                + "text. Set its type to number, and groupChar or decimalChar to what the mark is.");
        else if (numbers is { Either: not null, ForPoint: 0, ForComma: 0 })
            notes.Add($"{column.Name} has numbers such as {numbers.Either}; by the other columns '{field.DecimalChar}' stands "
                + "before decimals. Check it.");
        if (field is not null)
            NoteUnits(numbers);
        return field;
    }

    private void NoteUnits(NumberReading numbers)
    {
        var others = column.Values - numbers.Faults - numbers.Percents;
        if (numbers.Percents > 0)
            notes.Add($"{column.Name} has percent signs: they are taken off, and 5 % is 5."
                + (others > 0
                    ? $" {others} of its numbers have none and stay as they are: 0.05 is not 5 % there. Check them."
                    : ""));
        if (numbers.Currencies.Count > 1)
            notes.Add($"{column.Name} has amounts in several currencies ({string.Join(", ", numbers.Currencies)}), of which the "
                + "marks are taken off and nothing is converted. Write one currency, or a column for each.");
    }

    /// <summary>Values that are read, and may stand for another or for none.</summary>
    private void NoteStandIns(FieldType type)
    {
        var isMoment = type is FieldType.Date or FieldType.Datetime;
        var isNumber = type is FieldType.Integer or FieldType.Number;
        if (isNumber && column.Counted.Note(column.Name) is { } note)
            notes.Add(note);
        foreach (var (text, count) in isMoment ? column.Placeholders.Moments : isNumber ? column.Placeholders.Numbers : [])
            notes.Add($"'{text}' stands in {count} of the {column.Values} cells of {column.Name}"
                + $"{(isMoment ? "" : ", far from all others,")} and is taken for a {(isMoment ? "day" : "number")}. List it "
                + "under missingValues of the column if it means never, for ever or not known.");
    }

    private Field WithMarkers(Field field)
    {
        var isText = field.Type == FieldType.String;
        var markers = column.Markers.Keys.Where(marker => !isText || MissingMarker.IsSure(marker)).ToList();
        foreach (var (marker, count) in column.Markers.Where(marker => !markers.Contains(marker.Key)))
            notes.Add($"'{marker}' stands in {count} cells of {column.Name} and is taken for a value. List it under "
                + "missingValues of the column if it means missing.");
        if (!isText && column.Word is { } word)
        {
            markers.Add(word);
            notes.Add($"'{word}' is the one text that repeats among the values of {column.Name}, {column.WordCount} times; it is "
                + "taken for missing. Remove it from missingValues of the column if it means something else.");
        }
        return markers.Count == 0 ? field : field with { MissingValues = ["", .. markers.Order(StringComparer.Ordinal)] };
    }

    private void NoteId()
    {
        if (column.PersonalKind is { } kind)
            notes.Add($"The ids of {column.Name} are {kind}: personal data that lists and answers show, as an id is never "
                + "dropped. Take an id of your own where there is one.");
        if (column.Spoilt > 0)
            notes.Add($"{column.Spoilt} ids of {column.Name} are rounded by a spreadsheet, as 9.91214E+15 is: several "
                + "customers may share one. They are rejected; write the file again from its source.");
        else if (column.IsRounded)
            notes.Add($"The ids of {column.Name} have more than 15 digits and end in zeros: a spreadsheet has rounded them. "
                + "Write the file again from its source.");
        else if (column.Decimals > 0)
            notes.Add($"{RejectText.Count(column.Decimals, "id")} of {column.Name} {(column.Decimals == 1 ? "ends" : "end")} in "
                + ".0, as where a program has made numbers of them: '1000.0' is not the customer '1000' of another file. Write "
                + "the ids as text.");
        else if (column.Numbers.IsTooLong)
            notes.Add($"The ids of {column.Name} have more than 15 digits. They are text; a spreadsheet would round them.");
    }
}
