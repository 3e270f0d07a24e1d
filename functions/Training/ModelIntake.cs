using ReapFunctions.Contracts;
using ReapFunctions.Ml;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.ModelFiles;
using ReapFunctions.Ml.Training;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;

namespace ReapFunctions.Training;

/// <summary>What became of a model that was brought.</summary>
/// <param name="Faults">What of the portfolio's columns does not fit it; empty when it was taken.</param>
/// <param name="Model">The model as it stands now; null when it was not taken.</param>
/// <param name="Verdict">How it did beside the champion, in a sentence.</param>
/// <param name="Wins">Whether it did better than the champion.</param>
/// <param name="Card">Its figures; null when it was not taken.</param>
public sealed record TakenModel(
    IReadOnlyList<ColumnFault> Faults, Champion? Model, string Verdict = "", bool Wins = false, ModelCard? Card = null);

/// <summary>
/// Takes a model that somebody brings for a target: held against the portfolio's columns, judged on the customers of the newest
/// drop that the champion was judged on, and kept.
/// </summary>
public sealed class ModelIntake(
    PortfolioSources sources, DropStore drops, TrainingRows rows, ModelStore models, ChampionStore champions)
{
    private static readonly PropensityOptions Options = new();

    /// <param name="zip">A <c>model.zip</c> of ML.NET; can seek.</param>
    /// <param name="asChampion">Whether it is to score from the next run on, whatever the verdict.</param>
    /// <exception cref="ModelFileException">It is no binary model that ML.NET can load.</exception>
    /// <exception cref="NotTrainableException">There is nothing to judge it on.</exception>
    public async Task<TakenModel> TakeAsync(Target target, Stream zip, bool asChampion, CancellationToken cancellationToken)
    {
        if (await drops.LatestDateAsync(cancellationToken) is not { } date)
            throw new NotTrainableException("No extract has been cleaned yet, so that no model can be judged. Upload one first.");
        var extracts = await drops.OfDateAsync(date, cancellationToken);
        if (extracts.All(extract => extract.Source != sources.Snapshot.Source))
            throw new NotTrainableException(
                $"The drop of {date:yyyy-MM-dd} has no clean extract of {sources.Snapshot.Source}, so that no model can be "
                + "judged. Upload one first.");
        var drop = await rows.OfDropAsync(date, extracts, cancellationToken);
        var examples = (await drop.ExamplesAsync(target, cancellationToken)).OfNewest;
        if (Array.TrueForAll(examples.Labels, label => label == examples.Labels[0]))
            throw new NotTrainableException($"All customers of {date:yyyy-MM-dd} have the same label: no model can be judged.");
        var data = examples.Data;
        var model = PropensityModel.Load(zip, data);
        if (model.Check(data) is { Count: > 0 } faults)
            return new TakenModel(faults, null);
        var scores = model.Score(data);
        if (!Array.TrueForAll(scores, score => score is >= 0 and <= 1))
            throw new ModelFileException(
                $"The model gives customers of {date:yyyy-MM-dd} what is no probability from 0 to 1. Look at how it scores "
                + "missing and large values, train it again and calibrate it.");
        var unseen = HeldOutRows.Draw(data, examples.Labels, Options);
        if (!model.CanExplain)
            model = model.WithReference(unseen.Data);
        var card = CardOf(model, unseen, Array.ConvertAll(unseen.Rows, row => scores[row]));
        var before = await champions.FindAsync(target.Name, cancellationToken);
        var contest = before?.Version is { } version
            ? await unseen.JudgeAsync(models, before, version, card.HoldOut, date, cancellationToken)
            : null;
        return await KeepAsync(target, new TrainedPropensity(model, card), contest, date, asChampion, cancellationToken);
    }

    private async Task<TakenModel> KeepAsync(
        Target target, TrainedPropensity brought, Contest? contest, DateOnly date, bool asChampion,
        CancellationToken cancellationToken)
    {
        var version = await models.SaveAsync(target.Name, date, brought, cancellationToken);
        var verdict = contest?.Sentence ?? "There is no champion to compare it with.";
        var kept = new Champion(target.Name, version, date, $"Brought. {verdict}");
        if (asChampion)
        {
            await champions.SetAsync(kept, cancellationToken);
            await champions.RemoveChallengerAsync(target.Name, cancellationToken);
        }
        else
            await champions.SetChallengerAsync(kept, cancellationToken);
        return new TakenModel([], kept, verdict, contest?.ChallengerWins ?? true, brought.Card);
    }

    private static ModelCard CardOf(PropensityModel model, HeldOutRows unseen, float[] scores) => new()
    {
        Rows = 0,
        Positives = 0,
        Seed = Options.Seed,
        Algorithm = $"brought, {model.Summary}",
        Features = model.Columns,
        Unused = [],
        Settings = new Dictionary<string, double>(),
        Importance = model.Importance(unseen.Data),
        HoldOut = Metrics.Of(scores, unseen.Labels),
    };
}
