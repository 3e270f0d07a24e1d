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

/// <summary>What one run found in a reference for the rows of another source.</summary>
/// <param name="Source">The source whose rows look something up.</param>
/// <param name="Field">Its column that holds the key.</param>
/// <param name="RefersTo">The reference.</param>
/// <param name="File">The upload of it that was read; null when none is there that is not too old: its columns are
/// missing.</param>
/// <param name="Rows">Rows that have a key.</param>
/// <param name="Unknown">Of these, rows whose key the reference does not have: they lack its columns.</param>
public sealed record ReferenceCount(string Source, string Field, string RefersTo, string? File, long Rows, long Unknown)
{
    /// <summary>The counts of all buckets, by source and column.</summary>
    public static IReadOnlyList<ReferenceCount> Sum(IEnumerable<ReferenceCount> counts) =>
        [.. counts.GroupBy(count => (count.Source, count.Field)).Select(same => same.First() with
        {
            Rows = same.Sum(count => count.Rows),
            Unknown = same.Sum(count => count.Unknown),
        })];
}

/// <summary>What one bucket of a run was made from.</summary>
/// <param name="Customers">Customers scored.</param>
/// <param name="Repeated">Rows of customers who are in several files of the date: of each the file uploaded last counts.</param>
/// <param name="References">What was looked up; null of a bucket that was scored before there were references.</param>
public sealed record BucketInput(
    int Bucket, long Customers, long Repeated, IReadOnlyList<DetailCount> Details,
    IReadOnlyList<ReferenceCount>? References = null);
