namespace ReapFunctions.Contracts.Cells;

/// <summary>
/// Reads the cells of one column: from bytes as delivered to the canonical bytes of the clean rows and a number that orders the
/// values. Holds no state between cells; safe for use by several threads.
/// </summary>
internal abstract class Cell
{
    /// <summary>Reads a value that is written as the contract says.</summary>
    /// <param name="text">Not missing, UTF-8, no white space around it.</param>
    public abstract Reading Read(ReadOnlySpan<byte> text, CellScratch scratch);

    /// <summary>Reads a value that <see cref="Read"/> refused by the repairs allowed, and notes each that was needed.</summary>
    public virtual Reading Repair(ReadOnlySpan<byte> text, CellScratch scratch) => RejectReason.WrongType;

    /// <summary>True when values are text: white space alone is then a value's business, and output may need quotes.</summary>
    public virtual bool IsText => false;

    /// <summary>What a right value looks like, for messages: <c>a number such as 12.5</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>The cell for a field.</summary>
    public static Cell For(Field field, Roles roles)
    {
        var repairs = new Repairs(roles.Repairs);
        return field.Type switch
        {
            FieldType.Number => new NumberCell(field, repairs),
            FieldType.Integer => new IntegerCell(field, repairs),
            FieldType.Boolean => new BooleanCell(field, repairs, IsConsent(field, roles)),
            FieldType.Date or FieldType.Time or FieldType.Datetime => new MomentCell(field, roles.DateFormats, repairs),
            FieldType.Year => new YearCell(),
            FieldType.Yearmonth => new YearmonthCell(),
            FieldType.Duration => new DurationCell(),
            FieldType.Geopoint => new GeopointCell(field.Format),
            FieldType.Object or FieldType.Geojson => new JsonCell('{'),
            FieldType.Array => new JsonCell('['),
            FieldType.List => new ListCell(field, For(new Field { Name = field.Name, Type = field.ItemType }, roles)),
            _ => TextCell.For(field.Format),
        };
    }

    private static bool IsConsent(Field field, Roles roles) =>
        roles.Consents.Values.Any(consent => consent.Field == field.Name);
}

/// <summary>The repairs that a contract allows.</summary>
internal readonly struct Repairs(IReadOnlyList<RepairRule>? allowed)
{
    private readonly uint mask = allowed is null
        ? uint.MaxValue
        : allowed.Aggregate(0u, (bits, rule) => bits | (1u << (int)rule));

    public bool Allow(RepairRule rule) => (mask & (1u << (int)rule)) != 0;
}
