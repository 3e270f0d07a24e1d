using Microsoft.Extensions.Logging;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Training;
using ReapFunctions.Scoring;

namespace ReapFunctions.Training;

/// <summary>Trains one target on a drop and lets the candidate stand against the champion.</summary>
public sealed class TargetTraining(ModelStore models, ChampionStore champions, ILogger<TargetTraining> log)
{
    /// <param name="drop">The drop that is learned from.</param>
    /// <param name="options">How.</param>
    /// <returns>The champion after training: the candidate, the one before, or none where nothing can be learned.</returns>
    public async Task<Champion> TrainAsync(
        Target target, TrainingDrop drop, PropensityOptions options, CancellationToken cancellationToken)
    {
        var before = await champions.FindAsync(target.Name, cancellationToken);
        var after = await CandidateAsync(target, drop, before, options, cancellationToken);
        if (after != before)
            await champions.SetAsync(after, cancellationToken);
        log.Trained(target.Name, after.Version ?? "none", after.Reason);
        return after;
    }

    private async Task<Champion> CandidateAsync(
        Target target, TrainingDrop drop, Champion? before, PropensityOptions options, CancellationToken cancellationToken)
    {
        var trainedOn = drop.Date;
        try
        {
            var examples = await drop.ExamplesAsync(target, cancellationToken);
            var trained = await LearnAsync(examples, options, cancellationToken);
            var unseen = HeldOutRows.Draw(examples.Data, examples.Labels, examples.With(options));
            var card = trained.Card with
            {
                Importance = trained.Model.Importance(unseen.Data),
                AsOf = examples.AsOf,
                Until = examples.Until,
                Windows = examples.Windows,
                Asked = examples.Asked,
                OutOfTime = await OutOfTimeAsync(target, drop, examples, options, cancellationToken),
            };
            var version = await models.SaveAsync(target.Name, trainedOn, trained with { Card = card }, cancellationToken);
            if (before?.Version is not { } reigning)
                return new Champion(target.Name, version, trainedOn, "The first model of its target.");
            if (reigning == version)
                return before;

            var verdict = await unseen.JudgeAsync(
                models, before, reigning, trained, trainedOn, cancellationToken);
            return verdict.ChallengerWins
                ? new Champion(target.Name, version, trainedOn, verdict.Sentence)
                : Stays(before, trainedOn, verdict.Sentence);
        }
        catch (NotTrainableException reason)
        {
            log.NothingLearned(target.Name, trainedOn, reason.Message);
            return before?.Version is null
                ? new Champion(target.Name, null, trainedOn, reason.Message) { AwaitsDrop = reason is NoEarlierDropException }
                : Stays(before, trainedOn, reason.Message);
        }
    }

    private static Task<TrainedPropensity> LearnAsync(
        TargetExamples examples, PropensityOptions options, CancellationToken cancellationToken) => Task.Run(
        () => PropensityTrainer.Train(
            examples.Data, examples.Labels, examples.With(options), cancellationToken: cancellationToken),
        cancellationToken);

    /// <summary>How a training like this one does on days that come after all that it knows.</summary>
    /// <param name="examples">Those of the days after.</param>
    private static async Task<OutOfTime?> OutOfTimeAsync(
        Target target, TrainingDrop drop, TargetExamples examples, PropensityOptions options, CancellationToken cancellationToken)
    {
        if (await drop.ExamplesBeforeAsync(target, cancellationToken) is not { } before)
            return null;
        try
        {
            var trained = await LearnAsync(before, options with { Refit = false }, cancellationToken);
            var after = examples.OfNewest;
            return new OutOfTime(before.Until, Metrics.Of(trained.Model.Score(after.Data), after.Labels));
        }
        catch (NotTrainableException)
        {
            return null;
        }
    }

    private Champion Stays(Champion champion, DateOnly trainedOn, string reason)
    {
        log.Stays(champion.Target, champion.Version!, trainedOn, reason);
        return champion with { LastChallenge = new Challenge(trainedOn, reason) };
    }
}
