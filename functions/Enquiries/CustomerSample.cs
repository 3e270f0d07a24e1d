using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Enquiries;

/// <summary>Some active customers of a run, drawn at random, and what each is worth.</summary>
/// <param name="Worth">By row: the lifetime value; where nothing says how long customers stay, that of 12 months.</param>
internal sealed record CustomerSample(Snapshot Customers, double[] Worth);

/// <summary>
/// Reads such a sample: whole buckets, which are a random split, until there are enough; of too many those whose ids have the
/// least hashes. The same run gives the same sample.
/// </summary>
public sealed class SampleReader(
    ScoredRowStore scored, ScorecardStore scorecards, PortfolioSources sources, DecisionOptions config)
{
    /// <summary>Customers of whom is learned; more hardly tell more of a few columns.</summary>
    private const int Most = 20_000;

    private string Id => sources.Snapshot.Roles.CustomerId;

    /// <param name="columns">What is to be known of them.</param>
    internal async Task<CustomerSample> ReadAsync(
        RunState run, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var (parts, drawn) = (new List<Snapshot>(), new List<(ulong Key, double Worth)>());
        for (var bucket = 0; bucket < run.Buckets && drawn.Count < Most; bucket++)
        {
            var worth = await WorthAsync(run.Id, bucket, cancellationToken);
            var rows = await scored.ReadSomeAsync(
                run.Id, bucket, sources.Snapshot, columns.Append(Id).ToHashSet(StringComparer.Ordinal), cancellationToken);
            var keys = Enumerable.Range(0, rows.Rows).Select(row => RunDigest.KeyOf(rows[Id].Text(row)!)).ToArray();
            int[] active = [.. Enumerable.Range(0, rows.Rows).Where(row => worth.ContainsKey(keys[row]))];
            parts.Add(rows.Select(active));
            drawn.AddRange(active.Select(row => (keys[row], worth[keys[row]])));
        }
        int[] kept =
            [.. Enumerable.Range(0, drawn.Count).OrderBy(place => drawn[place].Key).Take(Most)];
        var all = Snapshot.Concat(parts);
        return new CustomerSample(
            new Snapshot([.. columns.Select(name => all[name])], all.Rows).Select(kept),
            [.. kept.Select(place => drawn[place].Worth)]);
    }

    /// <summary>By key: what the active customers of a bucket are worth.</summary>
    private async Task<Dictionary<ulong, double>> WorthAsync(RunId run, int bucket, CancellationToken cancellationToken)
    {
        var hasLifetime = config.Value.Lifetime.IsKnown;
        var worth = new Dictionary<ulong, double>();
        foreach (var row in (await scorecards.DigestAsync(run, bucket, cancellationToken)).Rows.Where(row => row.Active))
            worth.TryAdd(row.Key, (hasLifetime ? row.Lifetime : row.Cents) / 100.0);
        return worth;
    }
}
