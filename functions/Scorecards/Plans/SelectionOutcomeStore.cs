using Azure.Storage.Blobs;
using ReapFunctions.Lists.Selections;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>
/// What has come of kept selections, in container <c>scorecards</c> under <c>selections/</c>: worked out once for each run that
/// is asked about.
/// </summary>
public sealed class SelectionOutcomeStore(
    BlobServiceClient blobs, SelectionStore selections, ScorecardStore scorecards, OutcomeStore outcomes, DecisionOptions config)
{
    private const double Year = 365;
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scorecards);

    /// <summary>Every selection, the newest first, and what has come of it by a run.</summary>
    /// <param name="oldest">The first day of runs whose selections are asked for.</param>
    internal async Task<IReadOnlyList<(KeptSelection Kept, SelectionOutcome Outcome)>> ResultsAsync(
        RunId until, DateOnly oldest, CancellationToken cancellationToken)
    {
        var results = new List<(KeptSelection, SelectionOutcome)>();
        IReadOnlyList<RunDigest>? now = null;
        foreach (var selection in await selections.AllAsync(cancellationToken))
        {
            if (RunId.Parse(selection.Run).Date < oldest)
                continue;
            var name = $"selections/{selection.Name}/{until}.json";
            if (until.Date <= RunId.Parse(selection.Run).Date)
                results.Add((selection, new SelectionOutcome(selection.Name, $"{until}", "", [], null, null)));
            else if (await container.ReadJsonAsync<SelectionOutcome>(name, cancellationToken) is { } known)
                results.Add((selection, known));
            else
            {
                now ??= await scorecards.DigestsAsync(until, cancellationToken);
                var outcome = await BetweenAsync(selection, until, now, cancellationToken);
                await container.CreateJsonAsync(name, outcome, cancellationToken);
                results.Add((selection, outcome));
            }
        }
        return results;
    }

    private async Task<SelectionOutcome> BetweenAsync(
        KeptSelection selection, RunId until, IReadOnlyList<RunDigest> now, CancellationToken cancellationToken)
    {
        var since = RunId.Parse(selection.Run);
        var gains = new Dictionary<ulong, float>();
        await using (var stored = await selections.OpenAsync(selection, cancellationToken))
        {
            await foreach (var (customerId, gain) in SelectionCsv.GainsAsync(stored, cancellationToken))
                gains[RunDigest.KeyOf(customerId)] = gain;
        }
        var replies = await ScorecardStore.OutcomesAsync(since, until, outcomes, cancellationToken);
        return SelectionOutcome.Of(
            selection, $"{until}", gains, replies.Select(reply => RunDigest.KeyOf(reply.CustomerId)).ToHashSet(),
            await scorecards.DigestsAsync(since, cancellationToken), now,
            config.Targets.GetValueOrDefault(selection.Asked.Target!),
            config.Value.Lifetime.IsKnown ? SelectionOutcome.Lifetime : "current",
            Math.Min(1, (until.Date.DayNumber - since.Date.DayNumber) / Year));
    }
}
