using System.Text;

namespace ReapFunctions.Extracts;

/// <summary>What the values of a column could be. A type stays possible until a value speaks against it; the narrowest that stays is proposed.</summary>
internal sealed class InferredColumn
{
    private static readonly string[] MissingMarkers = ["NA", "N/A", "NULL", "null", "None", "NaN", "nan", "-", "?", "#N/A"];

    private static readonly string[] PersonalNames =
    [
        "firstname", "lastname", "surname", "fullname", "email", "phone", "mobile", "telephone", "street", "address", "birth", "iban", "ssn", "passport", "taxid",
    ];

    private static readonly string[] DateFormats = ["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d"];

    private static readonly Roles Strict = new() { CustomerId = "", Repairs = [] };

    private readonly List<(Field Field, Cell Cell)> possible;
    private readonly HashSet<string> markers = [];
    private readonly HashSet<UInt128> seen = [];
    private readonly CellScratch scratch = new();
    private long values;
    private long missing;
    private long emails;
    private bool isUnique = true;
    private bool hasLeadingZero;

    public InferredColumn(string name)
    {
        Name = name;
        Field[] candidates =
        [
            new() { Name = name, Type = FieldType.Boolean, TrueValues = ["true", "True", "TRUE"], FalseValues = ["false", "False", "FALSE"] },
            new() { Name = name, Type = FieldType.Boolean, TrueValues = ["Yes", "yes", "YES", "Y"], FalseValues = ["No", "no", "NO", "N"] },
            new() { Name = name, Type = FieldType.Integer },
            new() { Name = name, Type = FieldType.Number },
            new() { Name = name, Type = FieldType.Number, DecimalChar = ",", GroupChar = "." },
            new() { Name = name, Type = FieldType.Date },
            .. DateFormats.Select(format => new Field { Name = name, Type = FieldType.Date, Format = format }),
            new() { Name = name, Type = FieldType.Datetime },
            new() { Name = name, Type = FieldType.Datetime, Format = "%Y-%m-%d %H:%M:%S" },
            new() { Name = name, Type = FieldType.Time },
        ];
        possible = [.. candidates.Select(field => (field, Cell.For(field, Strict)))];
    }

    public string Name { get; }

    /// <summary>Texts besides the empty one that stand for missing.</summary>
    public IEnumerable<string> Markers => possible.Count > 0 ? markers : [];

    /// <summary>Every row has a value, and no two the same.</summary>
    public bool IsKey => isUnique && missing == 0 && markers.Count == 0 && values > 0;

    public bool IsPersonal =>
        emails * 2 > values
        || PersonalNames.Any(name => string.Concat(Name.Where(char.IsLetter)).Contains(name, StringComparison.OrdinalIgnoreCase))
        || Name.Equals("name", StringComparison.OrdinalIgnoreCase);

    public IEnumerable<string> Notes
    {
        get
        {
            if (values == 0)
                yield return $"{Name} has no value in the rows looked at; it is taken for text.";
            if (hasLeadingZero && possible.Any(type => type.Field.Type == FieldType.Integer))
                yield return $"{Name} has numbers with leading zeros; it is taken for text, so that they stay.";
            if (possible.Count(type => type.Field.Type == FieldType.Date) > 1)
                yield return $"The dates of {Name} fit {string.Join(" and ", possible.Where(type => type.Field.Type == FieldType.Date).Select(type => type.Field.Format))}. Check which is right.";
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
        isUnique = isUnique && seen.Add(Hash128.Of(text));
        emails += text.IndexOf((byte)'@') > 0 && text[^1] != '@' ? 1 : 0;
        hasLeadingZero |= text.Length > 1 && text[0] == '0' && char.IsAsciiDigit((char)text[1]);
        for (var index = possible.Count - 1; index >= 0; index--)
        {
            if (possible[index].Cell.Read(text, scratch, out _, out _) != RejectReason.None)
                possible.RemoveAt(index);
        }
    }

    public Field ToField(bool isKey)
    {
        var field = values == 0 || possible.Count == 0 || (hasLeadingZero && possible[0].Field.Type is FieldType.Integer or FieldType.Number)
            ? new Field { Name = Name } : possible[0].Field;
        // A key is compared, never calculated with.
        if (isKey && field.Type is FieldType.Integer or FieldType.Number)
            field = new Field { Name = Name };
        return isKey ? field with { Constraints = new Constraints { Required = true } } : field;
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
