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
/// is asked about, and again when replies have come since.
/// </summary>
public sealed class SelectionOutcomeStore(
    BlobServiceClient blobs, SelectionStore selections, ScorecardStore scorecards, OutcomeStore outcomes, DecisionOptions config)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scorecards);

    /// <summary>Every selection, the newest first, and what has come of it by a run.</summary>
    /// <param name="oldest">The first day of runs whose selections are asked for.</param>
    internal async Task<IReadOnlyList<(KeptSelection Kept, SelectionOutcome Outcome)>> ResultsAsync(
        RunId until, DateOnly oldest, CancellationToken cancellationToken)
    {
        var results = new List<(KeptSelection, SelectionOutcome)>();
        var digests = new DigestsOnce(scorecards);
        KeptSelection[] asked =
            [.. (await selections.AllAsync(cancellationToken)).Where(selection => RunId.Parse(selection.Run).Date >= oldest)];
        var replies = await RepliesAsync(asked, cancellationToken);
        foreach (var selection in asked)
        {
            var since = RunId.Parse(selection.Run);
            results.Add((
                selection,
                await scorecards.OfOneDrawAsync(since, until, cancellationToken) is { } last && last.Date > since.Date
                    ? await ResultAsync(selection, last, replies, digests, cancellationToken)
                    : new SelectionOutcome(selection.Name, $"{until}", "", [], null, null)));
        }
        return results;
    }

    private async Task<SelectionOutcome> ResultAsync(
        KeptSelection selection, RunId until, IEnumerable<(RunId Run, OutcomeRecord Reply)> replies, DigestsOnce digests,
        CancellationToken cancellationToken)
    {
        var contacted = replies.Where(given => given.Run < until && given.Reply.At >= selection.KeptAt)
            .Select(given => RunDigest.KeyOf(given.Reply.CustomerId)).ToHashSet();
        var name = OutcomeName(selection.Name, until);
        if (await container.ReadJsonAsync<SelectionOutcome>(name, cancellationToken) is { } known
            && known.Replies == contacted.Count)
            return known;
        var now = await digests.OfAsync(until, cancellationToken);
        var outcome = await BetweenAsync(selection, until, contacted, now, cancellationToken);
        await container.WriteJsonAsync(name, outcome, cancellationToken);
        return outcome;
    }

    internal static string OutcomeName(string selection, RunId until) =>
        $"selections/{selection}/{PlanMeasure.Version}/{until}.json";

    /// <summary>Replies to prompts, and the run of the prompt, since the first of the selections was kept.</summary>
    private async Task<(RunId Run, OutcomeRecord Reply)[]> RepliesAsync(
        KeptSelection[] asked, CancellationToken cancellationToken) => asked.Length == 0
        ? []
        : [.. (await outcomes.SinceAsync(asked.Min(selection => selection.KeptAt), cancellationToken)).Values
            .SelectMany(history => history)
            .Select(reply => RunId.TryParse(reply.Run, out var run) ? (run, reply) : default)
            .Where(given => given.reply is not null)];

    private async Task<SelectionOutcome> BetweenAsync(
        KeptSelection selection, RunId until, IReadOnlySet<ulong> contacted, IReadOnlyList<RunDigest> now,
        CancellationToken cancellationToken)
    {
        var since = RunId.Parse(selection.Run);
        var gains = new Dictionary<ulong, float>();
        await using (var stored = await selections.OpenAsync(selection, cancellationToken))
        {
            await foreach (var (customerId, gain) in SelectionCsv.GainsAsync(stored, cancellationToken))
                gains[RunDigest.KeyOf(customerId)] = gain;
        }
        return SelectionOutcome.Of(
            selection, $"{until}", gains, contacted,
            await scorecards.DigestsAsync(since, cancellationToken), now,
            config.Targets.GetValueOrDefault(selection.Asked.Target!), PromiseTime.Of(selection.Asked.Target!, config),
            new PlanMeasure(config, until.Date.DayNumber - since.Date.DayNumber));
    }
}
