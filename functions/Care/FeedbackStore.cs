using Azure.Data.Tables;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Care;

/// <summary>Feedback of customers in table <c>Feedback</c>.</summary>
public sealed class FeedbackStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(Tables.Feedback);

    /// <summary>Records feedback, once for its id.</summary>
    /// <returns>Null; or what was recorded under the id before, and then nothing is written.</returns>
    public async Task<FeedbackRecord?> AddAsync(FeedbackRecord feedback, CancellationToken cancellationToken) =>
        await table.AddOnceAsync(FeedbackEntity.Of(feedback), cancellationToken) is { } before
            ? FeedbackEntity.Read(before)
            : null;

    /// <summary>A customer's feedback, newest first.</summary>
    public async Task<IReadOnlyList<FeedbackRecord>> OfAsync(string customerId, CancellationToken cancellationToken) =>
        [.. (await QueryAsync(CustomerEntity.Filter(customerId), cancellationToken))
            .OrderByDescending(feedback => feedback.At).ThenBy(feedback => feedback.FeedbackId, StringComparer.Ordinal)];

    /// <summary>
    /// What customers of a bucket voiced within so many days, up to the drop's own: of one cause on one day once, however often
    /// it was recorded.
    /// </summary>
    public async Task<IReadOnlyList<CustomerCase>> CasesAsync(
        int bucket, int buckets, DateOnly asOf, int days, CancellationToken cancellationToken)
    {
        var since = new DateTimeOffset(asOf.AddDays(1 - days).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var found = await QueryAsync(FeedbackEntity.Filter(bucket, buckets, since), cancellationToken);
        return CustomerCase.OnceADay(found.Select(feedback => feedback.ToCase()).Where(voiced => voiced.On <= asOf));
    }

    private async Task<List<FeedbackRecord>> QueryAsync(string filter, CancellationToken cancellationToken)
    {
        var found = new List<FeedbackRecord>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            found.Add(FeedbackEntity.Read(entity));
        return found;
    }

    /// <summary>Removes what was voiced before a day.</summary>
    public Task RemoveBeforeAsync(DateOnly first, CancellationToken cancellationToken)
    {
        var since = new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return table.RemoveAsync(TableClient.CreateQueryFilter($"At lt {since}"), cancellationToken);
    }
}
