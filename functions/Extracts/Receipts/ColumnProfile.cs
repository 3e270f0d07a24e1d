using ReapFunctions.Contracts;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>What the clean rows of an extract hold in one column.</summary>
public sealed record ColumnProfile
{
    public required string Name { get; init; }

    public required FieldType Type { get; init; }

    /// <summary>Clean rows.</summary>
    public long Rows { get; init; }

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

    /// <summary>
    /// The values below which 0, 5, 10 … 100 % of the values lie: 21 numbers, dates as day numbers; null for texts and when all
    /// are missing. From a sample of the rows when there are many.
    /// </summary>
    public IReadOnlyList<double>? Quantiles { get; init; }

    /// <summary>How often each value stands among the sampled rows; null when there are more than 32 different.</summary>
    public IReadOnlyDictionary<string, long>? Values { get; init; }

    /// <summary>The rows that <see cref="Quantiles"/> and <see cref="Values"/> are from, missing values included.</summary>
    public long SampledRows { get; init; }
}
