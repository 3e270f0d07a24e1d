using System.IO.Hashing;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Inference;

/// <summary>
/// What the values of a column could be. Extracts are dirty: the type that fewest values speak against is proposed when these are
/// few, the narrowest of equals; what is then not of the type is noted.
/// </summary>
internal sealed class InferredColumn
{
    private static readonly string[] MissingMarkers = ["NA", "N/A", "NULL", "null", "None", "NaN", "nan", "-", "?", "#N/A"];

    private static readonly string[] PersonalNames =
    [
        "firstname", "lastname", "surname", "fullname", "email", "phone", "mobile", "telephone", "street", "address", "birth",
            "iban", "ssn", "passport", "taxid",
    ];

    private static readonly string[] DateFormats = ["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d"];

    private static readonly Roles Strict = new() { CustomerId = "", Repairs = [] };

    /// <summary>Of fewer values, every one must be of the type.</summary>
    private const int MinToForgive = 50;

    private const double ForgivenShare = 0.05;
    private const double RepeatedShare = 0.01;

    private readonly Candidate[] candidates;
    private readonly HashSet<string> markers = [];
    private readonly HashSet<UInt128> seen = [];
    private readonly CellScratch scratch = new();
    private long values;
    private long missing;
    private long emails;
    private long repeated;
    private bool hasLeadingZero;

    public InferredColumn(string name)
    {
        Name = name;
        Field[] types =
        [
            new() { Name = name, Type = FieldType.Boolean, TrueValues = ["true", "True", "TRUE"],
                FalseValues = ["false", "False", "FALSE"] },
            new() { Name = name, Type = FieldType.Boolean, TrueValues = ["Yes", "yes", "YES", "Y"],
                FalseValues = ["No", "no", "NO", "N"] },
            new() { Name = name, Type = FieldType.Integer },
            new() { Name = name, Type = FieldType.Number },
            new() { Name = name, Type = FieldType.Number, DecimalChar = ",", GroupChar = "." },
            new() { Name = name, Type = FieldType.Date },
            .. DateFormats.Select(format => new Field { Name = name, Type = FieldType.Date, Format = format }),
            new() { Name = name, Type = FieldType.Datetime },
            new() { Name = name, Type = FieldType.Datetime, Format = "%Y-%m-%d %H:%M:%S" },
            new() { Name = name, Type = FieldType.Time },
        ];
        candidates = [.. types.Select(field => new Candidate(field, Cell.For(field, Strict)))];
    }

    public string Name { get; }

    /// <summary>Texts besides the empty one that stand for missing.</summary>
    public IEnumerable<string> Markers => Best is not null ? markers : [];

    /// <summary>Every row has a value, and no two the same; of a column named as a key, all but a few rows.</summary>
    public bool IsKey =>
        values > 0 && (Faultless || (IsNamedAsKey && values >= MinToForgive && repeated + missing <= values * RepeatedShare));

    private bool Faultless => repeated == 0 && missing == 0 && markers.Count == 0;

    private bool IsNamedAsKey =>
        Name.EndsWith("id", StringComparison.OrdinalIgnoreCase) || Name.EndsWith("number", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<Candidate> Possible =>
        candidates
            .Where(type => values > 0 && (type.Faults == 0 || (values >= MinToForgive && type.Faults <= values * ForgivenShare)));

    private Candidate? Best => Possible.MinBy(type => type.Faults);

    /// <summary>By its name or its values; a flag such as consentEmail is not.</summary>
    public bool IsPersonal => Best?.Field.Type != FieldType.Boolean && (emails * 2 > values
        || PersonalNames.Any(name => string.Concat(Name.Where(char.IsLetter)).Contains(name, StringComparison.OrdinalIgnoreCase))
        || Name.Equals("name", StringComparison.OrdinalIgnoreCase));

    public IEnumerable<string> Notes
    {
        get
        {
            if (values == 0)
                yield return $"{Name} has no value in the rows looked at; it is taken for text.";
            if (hasLeadingZero && Best?.Field.Type is FieldType.Integer or FieldType.Number)
                yield return $"{Name} has numbers with leading zeros; it is taken for text, so that they stay.";
            else if (Best is { Faults: > 0 } best && !IsKey)
                yield return $"{best.Faults} of the {values} values of {Name} are not of the type "
                    + $"{best.Field.Type.ToString().ToLowerInvariant()} as they stand.";
            var dates = Possible.Where(type => type.Field.Type == FieldType.Date && type.Faults == Best!.Faults)
                .Select(type => type.Field.Format).ToList();
            if (dates.Count > 1)
                yield return $"The dates of {Name} fit {string.Join(" and ", dates)}. Check which is right.";
            if (IsKey && !Faultless)
                yield return $"{Name} is taken for a key, though {repeated} of its values repeat another and {missing} are "
                    + $"missing.";
        }
    }

    public void Add(ReadOnlySpan<byte> text)
    {
        text = WhiteSpace.Trim(text);
        if (text.IsEmpty)
        {
            missing++;
            return;
        }
        if (text.Length <= 4 && IsMarker(text))
            return;
        values++;
        repeated += seen.Add(XxHash128.HashToUInt128(text)) ? 0 : 1;
        emails += text.IndexOf((byte)'@') > 0 && text[^1] != '@' ? 1 : 0;
        hasLeadingZero |= text.Length > 1 && text[0] == '0' && char.IsAsciiDigit((char)text[1]);
        foreach (var type in candidates)
        {
            if (type.Faults <= MinToForgive + (values * ForgivenShare)
                && !type.Cell.Read(text, scratch).IsRight)
                type.Faults++;
        }
    }

    public Field ToField(bool isKey)
    {
        var field = Best is not { Field: var found } || (hasLeadingZero && found.Type is FieldType.Integer or FieldType.Number)
            ? new Field { Name = Name } : found;
        // A key is compared, never calculated with.
        if (isKey && field.Type is FieldType.Integer or FieldType.Number)
            field = new Field { Name = Name };
        return isKey ? field with { Constraints = new Constraints { Required = true } } : field;
    }

    private sealed class Candidate(Field field, Cell cell)
    {
        public Field Field { get; } = field;

        public Cell Cell { get; } = cell;

        /// <summary>Values that speak against it.</summary>
        public long Faults { get; set; }
    }

    private bool IsMarker(ReadOnlySpan<byte> text)
    {
        foreach (var marker in MissingMarkers)
        {
            if (!Ascii.Equals(text, marker))
                continue;
            markers.Add(marker);
            return true;
        }
        return false;
    }
}
