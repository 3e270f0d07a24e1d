using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists.Accounts;

/// <summary>
/// Customers whom a team looks after, in the container <c>lists</c>: <c>{run}/accounts/{bucket}.csv</c>, a ranked part per bucket
/// while the run is written; once it is complete <c>{run}/teams/{hash of the team}.csv</c>, a ranked list per team, and
/// <c>{run}/teams/sums.json</c>, what hangs on each.
/// </summary>
public sealed class AccountListStore(BlobServiceClient blobs)
{
    /// <summary>Bytes of one request: the first hundred of a team are less.</summary>
    private const int Step = 64 * 1024;

    private const string TeamFolder = "teams";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Lists);

    public Task WritePartAsync(
        RunId run, int bucket, IReadOnlyList<AccountEntry> entries, CancellationToken cancellationToken) =>
        container.WriteWholeAsync(
            PartName(run, bucket),
            stream => CsvWriter.WriteAllAsync(stream, AccountCsv.Header, entries, AccountCsv.Write, cancellationToken),
            cancellationToken);

    /// <summary>
    /// Merges the parts of all buckets into the list of each team, and adds up; where a bucket was written before there were
    /// teams, the run has none.
    /// </summary>
    internal async Task MergeAsync(RunId run, int buckets, CancellationToken cancellationToken)
    {
        var parts = new List<Stream>();
        var teams = new Dictionary<string, (WholeBlobStream Blob, CsvWriter Csv)>(StringComparer.Ordinal);
        try
        {
            for (var bucket = 0; bucket < buckets; bucket++)
            {
                if (await container.OpenIfThereAsync(PartName(run, bucket), cancellationToken) is not { } part)
                    return;
                parts.Add(part);
            }
            var sums = new TeamTally();
            await foreach (var entry in AccountCsv.RankedAsync(parts, cancellationToken))
            {
                sums.Add(entry);
                if (!teams.TryGetValue(entry.Team, out var team))
                    teams[entry.Team] = team = Begin(run, entry.Team);
                AccountCsv.Write(team.Csv, entry);
                if (team.Csv.IsFull)
                    await team.Csv.FlushAsync(cancellationToken);
            }
            foreach (var (blob, csv) in teams.Values)
            {
                await csv.FlushAsync(cancellationToken);
                await blob.CommitAsync(cancellationToken);
            }
            await container.WriteJsonAsync(SumsName(run), sums.Sorted(), cancellationToken);
        }
        finally
        {
            foreach (var stream in parts.Concat(teams.Values.Select(team => team.Blob)))
                await stream.DisposeAsync();
        }
    }

    /// <summary>What hangs on each team of a run, by value band; null of a run that was made before it was kept.</summary>
    internal Task<TeamSum[]?> SumsAsync(RunId run, CancellationToken cancellationToken) =>
        container.ReadJsonAsync<TeamSum[]>(SumsName(run), cancellationToken);

    /// <summary>The customers of a team, ranked; of others nothing is read.</summary>
    /// <param name="team">One that the sums have.</param>
    internal async IAsyncEnumerable<AccountEntry> OfAsync(
        RunId run, string team, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var list = await container.GetBlobClient(ListName(run, team)).OpenReadAsync(
            new BlobOpenReadOptions(allowModifications: false) { BufferSize = Step }, cancellationToken);
        await foreach (var entry in AccountCsv.ReadAsync(list, cancellationToken))
            yield return entry;
    }

    /// <summary>Adds up the lists of a run as they stand: people were taken out of them.</summary>
    internal async Task SumAgainAsync(RunId run, CancellationToken cancellationToken)
    {
        if (await SumsAsync(run, cancellationToken) is not { } known)
            return;
        var sums = new TeamTally();
        foreach (var team in known.Select(sum => sum.Team).Distinct())
        {
            await foreach (var entry in OfAsync(run, team, cancellationToken))
                sums.Add(entry);
        }
        var found = sums.Sorted();
        if (!found.SequenceEqual(known))
            await container.WriteJsonAsync(SumsName(run), found, cancellationToken);
    }

    /// <summary>The run of a list of a team; null for the name of any other blob.</summary>
    internal static RunId? RunOf(string name) =>
        name.Split('/') is [var run, TeamFolder, var list] && list.EndsWith(".csv", StringComparison.Ordinal)
            ? RunId.Parse(run) : null;

    private (WholeBlobStream Blob, CsvWriter Csv) Begin(RunId run, string team)
    {
        var blob = new WholeBlobStream(container.GetBlockBlobClient(ListName(run, team)));
        var csv = new CsvWriter(blob);
        csv.Row(AccountCsv.Header);
        return (blob, csv);
    }

    private static string PartName(RunId run, int bucket) => $"{run}/accounts/{bucket:D3}.csv";

    /// <summary>Names of teams are free text, and not every text names a blob.</summary>
    private static string ListName(RunId run, string team) =>
        $"{run}/{TeamFolder}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(team)))[..32]}.csv";

    private static string SumsName(RunId run) => $"{run}/{TeamFolder}/sums.json";
}
