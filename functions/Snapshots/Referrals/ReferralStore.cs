using System.Globalization;
using System.IO.Hashing;
using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots.Referrals;

/// <summary>What a run knows of the referrals of a bucket's customers.</summary>
/// <param name="ByCustomer">Who named somebody, or was named.</param>
public sealed record KnownReferrals(ReferralWorth Worth, IReadOnlyDictionary<string, CustomerReferrals> ByCustomer);

/// <summary>
/// Who came by whom, in counts: <c>scored/{run}/referrals.{hash}/{bucket}.csv</c>, written before the run opens under a name that
/// follows from the content; and the value of those who were referred, for the night after:
/// <c>scored/{run}/referred/{bucket}.csv</c>. Both under the same column of the id as the scored rows, so that an erasure finds
/// them; neither names whom somebody came by.
/// </summary>
public sealed class ReferralStore(BlobServiceClient blobs, PortfolioSources sources)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scored);

    private string Id => sources.Snapshot.Roles.CustomerId;

    /// <summary>Keeps the counts of a run that is about to open.</summary>
    /// <returns>The folder to read them by.</returns>
    public async Task<string> WriteAsync(
        RunId run, int buckets, IReadOnlyList<CustomerReferrals> all, CancellationToken cancellationToken)
    {
        var byBucket = all.ToLookup(entry => CustomerKey.Bucket(entry.CustomerId, buckets));
        var hash = new XxHash128();
        var parts = new byte[buckets][];
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            parts[bucket] = await PartAsync([.. byBucket[bucket]], cancellationToken);
            hash.Append(parts[bucket]);
        }
        var folder = $"referrals.{hash.GetCurrentHashAsUInt128().ToString("x32", CultureInfo.InvariantCulture)[..16]}";
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            await container.GetBlobClient(Name(run, folder, bucket))
                .UploadAsync(BinaryData.FromBytes(parts[bucket]), overwrite: true, cancellationToken);
        }
        return folder;
    }

    /// <summary>Those of a bucket.</summary>
    /// <returns>Null where the run knows of no referrals.</returns>
    public async Task<KnownReferrals?> ReadAsync(RunState run, int bucket, CancellationToken cancellationToken)
    {
        if (run.Referrals is not { } referrals)
            return null;
        await using var stream = await container.OpenIfThereAsync(Name(run.Id, referrals.Folder, bucket), cancellationToken);
        var rows = stream is null ? [] : await CsvRows.ReadAllAsync(stream, Entry, cancellationToken);
        return new KnownReferrals(
            referrals.Worth, rows.ToDictionary(entry => entry.CustomerId, StringComparer.Ordinal));
    }

    /// <summary>Keeps what those of a bucket are worth who were referred.</summary>
    public Task WriteValuesAsync(
        RunId run, int bucket, IReadOnlyList<(string CustomerId, double Value)> values, CancellationToken cancellationToken) =>
        container.WriteWholeAsync(Name(run, "referred", bucket), stream => CsvWriter.WriteAllAsync(
            stream, [Id, "value"], values, static (csv, row) => csv.Text(row.CustomerId).Number(row.Value).EndRow(),
            cancellationToken), cancellationToken);

    /// <summary>By customer who was referred: the value in a run; nobody where it knew of no referrals.</summary>
    public async Task<IReadOnlyDictionary<string, double>> ReadValuesAsync(RunState run, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var bucket = 0; bucket < run.Buckets; bucket++)
        {
            await using var stream = await container.OpenIfThereAsync(Name(run.Id, "referred", bucket), cancellationToken);
            foreach (var (id, value) in stream is null ? [] : await CsvRows.ReadAllAsync(
                stream, static rows => (rows.Cell(0), rows.Number(1)), cancellationToken))
                values[id] = value;
        }
        return values;
    }

    private async Task<byte[]> PartAsync(IReadOnlyList<CustomerReferrals> entries, CancellationToken cancellationToken)
    {
        using var part = new MemoryStream();
        await CsvWriter.WriteAllAsync(
            part, [Id, "came", "left", "valued", "worth", "cameBy"], entries,
            static (csv, entry) => csv
                .Text(entry.CustomerId).Number(entry.Came).Number(entry.Left).Number(entry.Valued).Number(entry.Worth)
                .Text(entry.CameBy is { } by ? EnumName.Of(by) : null).EndRow(),
            cancellationToken);
        return part.ToArray();
    }

    private static CustomerReferrals Entry(CsvRows rows) => new(
        rows.Cell(0), (int)rows.Number(1), (int)rows.Number(2), (int)rows.Number(3), rows.Number(4),
        rows.Text(5) is { } by ? Enum.Parse<Referrer>(by, ignoreCase: true) : null);

    private static string Name(RunId run, string folder, int bucket) => $"{run}/{folder}/{bucket:D3}.csv";
}
