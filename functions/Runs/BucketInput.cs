namespace ReapFunctions.Runs;

/// <summary>What became of the rows of a detail source in one run.</summary>
/// <param name="Rows">Clean rows of the run's own date.</param>
/// <param name="WithoutCustomer">Of these, rows whose customer is not in the drop; they count nowhere and are kept apart.</param>
/// <param name="After">Of these, rows dated after the drop; they count in a later one.</param>
/// <param name="EarlierRows">Clean rows of earlier dates that were read along for their windows.</param>
/// <param name="EarlierWithoutCustomer">Of these, rows of those who are customers no more.</param>
public sealed record DetailCount(
    string Source, long Rows, long WithoutCustomer, long After, long EarlierRows, long EarlierWithoutCustomer)
{
    /// <summary>The counts of all buckets, by source.</summary>
    public static IReadOnlyList<DetailCount> Sum(IEnumerable<DetailCount> counts) =>
        [.. counts.GroupBy(count => count.Source, StringComparer.Ordinal).Select(source => new DetailCount(
            source.Key,
            source.Sum(count => count.Rows),
            source.Sum(count => count.WithoutCustomer),
            source.Sum(count => count.After),
            source.Sum(count => count.EarlierRows),
            source.Sum(count => count.EarlierWithoutCustomer)))];
}

/// <summary>What one bucket of a run was made from.</summary>
/// <param name="Customers">Customers scored.</param>
/// <param name="Repeated">Rows of customers who are in several files of the date: of each the file uploaded last counts.</param>
public sealed record BucketInput(int Bucket, long Customers, long Repeated, IReadOnlyList<DetailCount> Details);
