using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value.Buying;
using ReapFunctions.Value.Rhythms;

namespace ReapFunctions.Value;

/// <summary>
/// The base period that value deciles are measured by: its cut points, made from the first drop that is trained on and kept in
/// <c>scorecards/cut-points.json</c> until a new one is asked for.
/// </summary>
/// <remarks>
/// A run keeps the cut points that it opened with, in <c>scorecards/base-periods/{base}.{hash}.json</c>, whose name follows from
/// its content: all its buckets are ranked alike, whatever becomes of the current ones meanwhile.
/// </remarks>
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
    private readonly ConcurrentDictionary<string, ValueCutPoints> known = new(StringComparer.Ordinal);

    /// <summary>The current cut points, or null before the first training.</summary>
    public Task<ValueCutPoints?> FindAsync(CancellationToken cancellationToken) =>
        container.ReadJsonAsync<ValueCutPoints>(Blob, cancellationToken);

    /// <summary>
    /// Whether customers may be ranked by the cut points with these models: those made without any are to give way, and until the
    /// training that made the models has made them anew a run would be ranked by what no other is.
    /// </summary>
    public static bool Serves(ValueCutPoints? points, IEnumerable<Champion> champions) =>
        points is not null && (points.Chances.Count > 0 || champions.All(champion => champion.Version is null));

    /// <summary>Keeps cut points for a run that is about to open.</summary>
    /// <returns>The name to get them by.</returns>
    public async Task<string> KeepAsync(ValueCutPoints points, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(points, ConfigJson.Options));
        var name = $"base-periods/{points.Base}.{Convert.ToHexStringLower(hash.AsSpan(0, 8))}.json";
        await container.CreateJsonAsync(name, points, cancellationToken);
        return name;
    }

    /// <summary>The cut points of a run; null when they are gone.</summary>
    /// <param name="kept">Their name; null for a run that was opened before runs kept theirs: it takes the current ones.</param>
    public async Task<ValueCutPoints?> FindAsync(string? kept, CancellationToken cancellationToken)
    {
        if (kept is null)
            return await FindAsync(cancellationToken);
        if (known.TryGetValue(kept, out var points))
            return points;
        return await container.ReadJsonAsync<ValueCutPoints>(kept, cancellationToken) is { } found
            ? known.GetOrAdd(kept, found)
            : null;
    }

    /// <inheritdoc cref="FindAsync(string?, CancellationToken)"/>
    /// <exception cref="InvalidOperationException">They are gone.</exception>
    public async Task<ValueCutPoints> GetAsync(string? kept, CancellationToken cancellationToken) =>
        await FindAsync(kept, cancellationToken)
        ?? throw new InvalidOperationException(
            $"There are no cut points ({Containers.Scorecards}/{kept ?? Blob}). Make the run again: "
            + "POST /api/runs/{run}/retry.");

    /// <summary>
    /// Makes the cut points from these customers unless there are some; those made without any model give way to the first that
    /// are made with one. The fits of purchases and of rhythms are added by the first training that finds enough of them; what
    /// was found from drop to drop is of the last one that knows.
    /// </summary>
    public async Task EnsureAsync(
        DateOnly date, Snapshot customers, IEnumerable<Champion> champions, DropFindings found,
        CancellationToken cancellationToken)
    {
        var versions = champions.Where(champion => champion.Version is not null)
            .ToDictionary(champion => champion.Target, champion => champion.Version!);
        var known = await FindAsync(cancellationToken);
        if (known is { Chances.Count: 0 } && versions.Count > 0)
        {
            var made = await MakeAsync(new RunId(date, 1), customers, versions, cancellationToken);
            await container.WriteJsonAsync(Blob, found.AddTo(made), cancellationToken);
        }
        else if (known is not null)
        {
            var completed = found.AddTo(Complete(known, customers, date));
            if (completed != known)
                await container.WriteJsonAsync(Blob, completed, cancellationToken);
        }
        else
        {
            var made = await MakeAsync(new RunId(date, 1), customers, versions, cancellationToken);
            await container.CreateJsonAsync(Blob, found.AddTo(made), cancellationToken);
        }
    }

    private ValueCutPoints Complete(ValueCutPoints found, Snapshot customers, DateOnly date) => IsComplete(found)
        ? found
        : found with
        {
            Buying = found.Buying ?? BuyingFit.Fit(options, roles, customers, date),
            Rhythm = found.Rhythm ?? RhythmFit.Fit(options, customers, date),
        };

    /// <summary>
    /// Starts a new base period: the cut points of a run take the place of the current ones, in one write. What was found
    /// from drop to drop stays as the last training knows it.
    /// </summary>
    /// <param name="customers">Those of the run, one or more.</param>
    public async Task RenewAsync(RunState run, Snapshot customers, CancellationToken cancellationToken)
    {
        var (made, before) = (
            await MakeAsync(run.Id, customers, run.Models, cancellationToken), await FindAsync(cancellationToken));
        await container.WriteJsonAsync(
            Blob,
            before is null ? made : new DropFindings(before.GivenUp, before.Leaving, before.TermEndRise).AddTo(made),
            cancellationToken);
    }

    private async Task<ValueCutPoints> MakeAsync(
        RunId run, Snapshot customers, IReadOnlyDictionary<string, string> versions, CancellationToken cancellationToken)
    {
        var fit = BuyingFit.Fit(options, roles, customers, run.Date);
        var scored = BucketScorer.Score(
            run, customers, roles, targets.All, await models.LoadAsync(versions, cancellationToken));
        var model = new ValueModel(options, roles);
        // Deciles may rank the lifetime: it is worked out by the fit before there are cuts.
        var chances = scored.Scores.ToDictionary(scores => scores.Key, scores => MeanOf(scores.Value.Propensity));
        var unranked = new ValueCutPoints("", [], new Dictionary<string, double>(), fit) { Chances = chances };
        var records = model.Evaluate(scored, unranked, targets.TakeUps);
        return ValueCutPoints.From(scored.Run, [ValueBasePart.Sum(records, model)]) with
        {
            Buying = fit,
            Rhythm = RhythmFit.Fit(options, customers, run.Date),
            Chances = chances,
            Wallets = options.Wallet is { } wallet
                ? Wallets.Fit(wallet, customers, roles, records)
                : new Dictionary<string, double>(),
        };
    }

    /// <summary>Of who has a propensity; 0 when nobody has.</summary>
    private static double MeanOf(IEnumerable<float> propensities) =>
        propensities.Where(float.IsFinite).Select(propensity => (double)propensity).DefaultIfEmpty().Average();

    private bool IsComplete(ValueCutPoints points) => options.Lifetime.Model == LifetimeModel.Buying
        ? points.Buying is not null
        : options.Rhythm is null || points.Rhythm is not null;
}
