namespace ReapFunctions.Extracts;

/// <summary>What the clean rows of an extract hold in one column.</summary>
public sealed record ColumnProfile
{
    public required string Name { get; init; }

    public required FieldType Type { get; init; }

    /// <summary>Rows without a value.</summary>
    public long Missing { get; init; }

    /// <summary>Different values: exact up to 1,024, then within about 2 %.</summary>
    public long Distinct { get; init; }

    /// <summary>The least number; null for other types and when all are missing.</summary>
    public double? Min { get; init; }

    /// <summary>The largest number.</summary>
    public double? Max { get; init; }

    /// <summary>The mean of the numbers; of a flag, the share that is true.</summary>
    public double? Mean { get; init; }

    /// <summary>The first date; null for other types.</summary>
    public DateOnly? First { get; init; }

    /// <summary>The last date.</summary>
    public DateOnly? Last { get; init; }
}
