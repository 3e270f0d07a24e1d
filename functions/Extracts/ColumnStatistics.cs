namespace ReapFunctions.Extracts;

/// <summary>Adds up one column of the clean rows. Not safe for use by several threads.</summary>
internal sealed class ColumnStatistics(Field field)
{
    /// <summary>Stands for a missing value among the bits of values: a NaN that no calculation gives.</summary>
    public const ulong MissingBits = 0x7FF8_5245_4150_0001;

    private readonly DistinctCounter distinct = new();
    private readonly bool isOrdered = field.Type is FieldType.Number or FieldType.Integer or FieldType.Boolean or FieldType.Date
        or FieldType.Datetime or FieldType.Year;

    private long count;
    private long missing;
    private double sum;
    private double least = double.PositiveInfinity;
    private double most = double.NegativeInfinity;

    /// <param name="bits">A number's bits, a text's hash, or <see cref="MissingBits"/>.</param>
    public void Add(ulong bits)
    {
        if (bits == MissingBits)
        {
            missing++;
            return;
        }
        count++;
        if (!isOrdered)
        {
            distinct.Add(bits);
            return;
        }
        distinct.Add(Hash128.Spread(bits));
        var value = BitConverter.UInt64BitsToDouble(bits);
        sum += value;
        least = Math.Min(least, value);
        most = Math.Max(most, value);
    }

    public ColumnProfile ToProfile()
    {
        var isDate = field.Type is FieldType.Date or FieldType.Datetime;
        var isNumber = isOrdered && !isDate && count > 0;
        return new()
        {
            Name = field.Name,
            Type = field.Type,
            Missing = missing,
            Distinct = distinct.Count,
            Min = isNumber ? least : null,
            Max = isNumber ? most : null,
            Mean = isNumber ? sum / count : null,
            First = isDate && count > 0 ? DateOnly.FromDayNumber((int)least) : null,
            Last = isDate && count > 0 ? DateOnly.FromDayNumber((int)most) : null,
        };
    }
}
