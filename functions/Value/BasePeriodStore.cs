using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value.Buying;

namespace ReapFunctions.Value;

/// <summary>
/// The base period that value deciles are measured by: its cut points, made once from the first drop that is trained on and
/// kept in <c>scorecards/cut-points.json</c>. Delete that blob, then train, to start a new base period.
/// </summary>
public sealed class BasePeriodStore(
    BlobServiceClient blobs,
    PortfolioSources sources,
    TargetOptions targets,
    ValueOptions options,
    ModelStore models)
{
    private const string Blob = "cut-points.json";
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scorecards);
    private readonly Roles roles = sources.Snapshot.Roles;
    private ValueCutPoints? known;

    /// <summary>The cut points, or null before the first training.</summary>
    public async Task<ValueCutPoints?> FindAsync(CancellationToken cancellationToken) =>
        known ?? Keep(await container.ReadJsonAsync<ValueCutPoints>(Blob, cancellationToken));

    /// <exception cref="InvalidOperationException">Nothing has been trained yet.</exception>
    public async Task<ValueCutPoints> GetAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken)
        ?? throw new InvalidOperationException(
            $"There are no cut points ({Containers.Scorecards}/{Blob}). Train the models: POST /api/models/train.");

    /// <summary>
    /// Makes the cut points from these customers unless there are some. The fit of purchases is added by the first training that
    /// finds enough who bought twice.
    /// </summary>
    public async Task EnsureAsync(
        DateOnly date, Snapshot customers, IEnumerable<Champion> champions, CancellationToken cancellationToken)
    {
        var found = await FindAsync(cancellationToken);
        if (found is not null && IsComplete(found))
            return;
        var fit = BuyingFit.Fit(options, roles, customers, date);
        if (found is not null)
        {
            if (fit is not null)
                await container.WriteJsonAsync(Blob, found with { Buying = fit }, cancellationToken);
            return;
        }
        var versions = champions.Where(champion => champion.Version is not null)
            .ToDictionary(champion => champion.Target, champion => champion.Version!);
        var scored = BucketScorer.Score(
            new RunId(date, 1), customers, roles, targets.All, await models.LoadAsync(versions, cancellationToken));
        var model = new ValueModel(options, roles);
        // Deciles may rank the lifetime: it is worked out by the fit before there are cuts.
        var unranked = new ValueCutPoints("", [], new Dictionary<string, double>(), fit);
        var part = ValueBasePart.Sum(model.Evaluate(scored, unranked, targets.TakeUps), model);
        await container.CreateJsonAsync(Blob, ValueCutPoints.From(scored.Run, [part]) with { Buying = fit }, cancellationToken);
    }

    private bool IsComplete(ValueCutPoints points) => options.Lifetime.Model != LifetimeModel.Buying || points.Buying is not null;

    /// <summary>Remembers cut points that will not change any more.</summary>
    private ValueCutPoints? Keep(ValueCutPoints? found) => found is not null && IsComplete(found) ? known = found : found;
}
