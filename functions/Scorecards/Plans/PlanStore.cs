using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>
/// Kept plans in container <c>scorecards</c> under <c>plans/</c>: what each promised, and what had come of it by runs that were
/// asked about.
/// </summary>
public sealed class PlanStore(BlobServiceClient blobs, ScorecardStore scorecards, DecisionOptions config)
{
    private const string Folder = "plans/";
    private const double Year = 365;
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scorecards);

    /// <summary>Keeps a plan under a name that is free.</summary>
    /// <returns>Null; or the plan that has the name.</returns>
    public async Task<KeptPlan?> KeepAsync(KeptPlan plan, CancellationToken cancellationToken) =>
        await container.CreateJsonAsync(NameOf(plan.Name), plan, cancellationToken)
            ? null
            : await FindAsync(plan.Name, cancellationToken);

    public Task<KeptPlan?> FindAsync(string name, CancellationToken cancellationToken) =>
        container.ReadJsonAsync<KeptPlan>(NameOf(name), cancellationToken);

    /// <summary>All plans, the newest first.</summary>
    public async Task<IReadOnlyList<KeptPlan>> AllAsync(CancellationToken cancellationToken)
    {
        var plans = new List<KeptPlan>();
        await foreach (var item in container.GetBlobsByHierarchyAsync(
            BlobTraits.None, BlobStates.None, "/", Folder, cancellationToken))
        {
            if (item.IsBlob && await container.ReadJsonAsync<KeptPlan>(item.Blob.Name, cancellationToken) is { } plan)
                plans.Add(plan);
        }
        return [.. plans.OrderByDescending(plan => plan.KeptAt)];
    }

    /// <summary>What has come of a plan by a run; null where that is not later than the plan's.</summary>
    public async Task<PlanResult?> ResultAsync(KeptPlan plan, RunId until, CancellationToken cancellationToken)
    {
        var since = RunId.Parse(plan.Run);
        if (until.Date <= since.Date)
            return null;
        var name = $"{Folder}{plan.Name}/{until}.json";
        if (await container.ReadJsonAsync<PlanResult>(name, cancellationToken) is { } known)
            return known;
        var byLifetime = config.Value.Lifetime is { Churn: not null } or { Model: LifetimeModel.Buying };
        var result = new PlanResult(
            plan, $"{until}", byLifetime ? "lifetime" : "current",
            PlanOutcome.Of(
                plan.Grade, await scorecards.DigestsAsync(since, cancellationToken),
                await scorecards.DigestsAsync(until, cancellationToken), byLifetime,
                Math.Min(1, (until.Date.DayNumber - since.Date.DayNumber) / Year)));
        await container.CreateJsonAsync(name, result, cancellationToken);
        return result;
    }

    /// <summary>What promises have been worth by a run.</summary>
    public async Task<PlanWorth> WorthAsync(RunId until, CancellationToken cancellationToken)
    {
        var results = new List<PlanResult>();
        foreach (var plan in await AllAsync(cancellationToken))
        {
            if (await ResultAsync(plan, until, cancellationToken) is { } result)
                results.Add(result);
        }
        return PlanWorth.Of(results);
    }

    private static string NameOf(string plan) => $"{Folder}{plan}.json";
}
