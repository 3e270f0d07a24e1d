using Azure.Storage.Blobs;
using ReapFunctions.Lists.Selections;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>
/// Kept plans in container <c>scorecards</c> under <c>plans/</c>: what each promised, and what had come of it by runs that were
/// asked about.
/// </summary>
public sealed class PlanStore(BlobServiceClient blobs, ScorecardStore scorecards, DecisionOptions config)
{
    private const string Folder = "plans/";
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scorecards);

    /// <summary>Keeps a plan under a name that is free.</summary>
    /// <returns>Null; or the plan that has the name.</returns>
    public async Task<KeptPlan?> KeepAsync(KeptPlan plan, CancellationToken cancellationToken) =>
        await container.CreateJsonAsync(NameOf(plan.Name), plan, cancellationToken)
            ? null
            : await FindAsync(plan.Name, cancellationToken);

    public Task<KeptPlan?> FindAsync(string name, CancellationToken cancellationToken) =>
        container.ReadJsonAsync<KeptPlan>(NameOf(name), cancellationToken);

    /// <summary>Withdraws a plan, unless it is.</summary>
    /// <returns>The plan as it stands then; null when there is none.</returns>
    public Task<KeptPlan?> WithdrawAsync(string name, Withdrawn by, CancellationToken cancellationToken) =>
        container.ChangeJsonAsync<KeptPlan>(
            NameOf(name), plan => plan with { Withdrawn = plan.Withdrawn ?? by }, cancellationToken);

    /// <summary>All plans, the newest first.</summary>
    public async Task<IReadOnlyList<KeptPlan>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await container.ReadAllJsonAsync<KeptPlan>(Folder, cancellationToken)).OrderByDescending(plan => plan.KeptAt)];

    /// <summary>
    /// What has come of every plan by a run, the newest plan first; without lines where the run is not later than the plan's.
    /// Worked out once and kept.
    /// </summary>
    /// <param name="oldest">The first day of runs whose plans are asked for.</param>
    public async Task<IReadOnlyList<PlanResult>> ResultsAsync(
        RunId until, DateOnly oldest, CancellationToken cancellationToken)
    {
        var results = new List<PlanResult>();
        var digests = new DigestsOnce(scorecards);
        foreach (var plan in await AllAsync(cancellationToken))
        {
            var since = RunId.Parse(plan.Run);
            if (since.Date >= oldest)
                results.Add(await scorecards.OfOneDrawAsync(since, until, cancellationToken) is { } last && last.Date > since.Date
                    ? await ResultAsync(plan, last, digests, cancellationToken)
                    : new PlanResult(plan, $"{until}", "", []));
        }
        return results;
    }

    private async Task<PlanResult> ResultAsync(
        KeptPlan plan, RunId until, DigestsOnce digests, CancellationToken cancellationToken)
    {
        var name = OutcomeName(plan.Name, until);
        if (await container.ReadJsonAsync<PlanResult>(name, cancellationToken) is not { } result)
        {
            var before = await scorecards.DigestsAsync(RunId.Parse(plan.Run), cancellationToken);
            result = Between(plan, before, until, await digests.OfAsync(until, cancellationToken));
            await container.CreateJsonAsync(name, result, cancellationToken);
        }
        return result with { Kept = plan };
    }

    private PlanResult Between(KeptPlan plan, IReadOnlyList<RunDigest> before, RunId until, IReadOnlyList<RunDigest> now)
    {
        var measure = new PlanMeasure(config, until.Date.DayNumber - RunId.Parse(plan.Run).Date.DayNumber);
        return new PlanResult(
            plan, $"{until}", measure.Name, PlanOutcome.Of(plan.Grade, plan.Share, before, now, measure));
    }

    internal static string OutcomeName(string plan, RunId until) => $"{Folder}{plan}/{PlanMeasure.Version}/{until}.json";

    private static string NameOf(string plan) => $"{Folder}{plan}.json";
}
