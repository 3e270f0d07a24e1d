using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Ml.Training;
using ReapFunctions.Scoring;
using ReapFunctions.Training;
using ReapFunctions.Value;

namespace ReapFunctions.Night;

/// <summary>
/// A target's champion, or the model that was brought to take its place, with its card; the card is null where no model could be
/// learned.
/// </summary>
/// <param name="LastChallenge">The latest training that left it the champion, and why.</param>
public sealed record ModelSummary(
    string Target,
    string? Version,
    bool Champion,
    DateOnly TrainedOn,
    string Reason,
    ModelCard? Card,
    Challenge? LastChallenge = null);

/// <summary>The champions, and how the latest training stands.</summary>
/// <param name="BasePeriod">The run whose customers the value deciles are measured by; null before the first training.</param>
public sealed record ModelsAnswer(IReadOnlyList<ModelSummary> Models, TrainingState? Training, string? BasePeriod = null);

/// <summary>Shows champions and cards.</summary>
public sealed class GetModels(
    TargetOptions targets,
    ChampionStore champions,
    ModelStore models,
    TrainingStore training,
    BasePeriodStore basePeriod)
{
    [Function(nameof(GetModels))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/models")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var known = await champions.AllAsync(cancellationToken);
        var summaries = new List<ModelSummary>();
        foreach (var target in targets.All)
        {
            if (known.TryGetValue(target.Name, out var champion))
                summaries.Add(await SummaryAsync(champion, champion.Version is not null, cancellationToken));
            if (await champions.FindChallengerAsync(target.Name, cancellationToken) is { } challenger)
                summaries.Add(await SummaryAsync(challenger, isChampion: false, cancellationToken));
        }
        var points = await basePeriod.FindAsync(cancellationToken);
        return Results.Ok(new ModelsAnswer(summaries, await training.FindAsync(cancellationToken), points?.Base));
    }

    private async Task<ModelSummary> SummaryAsync(Champion champion, bool isChampion, CancellationToken cancellationToken) =>
        new(champion.Target,
            champion.Version,
            Champion: isChampion,
            champion.TrainedOn,
            champion.Reason,
            champion.Version is { } version ? await models.CardAsync(champion.Target, version, cancellationToken) : null,
            champion.LastChallenge);
}
