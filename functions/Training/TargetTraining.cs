using Microsoft.Extensions.Logging;
using ReapFunctions.Ml.Training;
using ReapFunctions.Scoring;

namespace ReapFunctions.Training;

/// <summary>Trains one target on a drop and lets the candidate stand against the champion.</summary>
public sealed class TargetTraining(ModelStore models, ChampionStore champions, ILogger<TargetTraining> log)
{
    /// <param name="examples">Which customers are learned from, and of what.</param>
    /// <param name="features">The customers' features.</param>
    /// <param name="trainedOn">The drop's date.</param>
    /// <returns>The champion after training: the candidate, the one before, or none where nothing can be learned.</returns>
    public async Task<Champion> TrainAsync(
        Target target, LabelledRows examples, FeatureTable features, DateOnly trainedOn, CancellationToken cancellationToken)
    {
        var before = await champions.FindAsync(target.Name, cancellationToken);
        var after = await CandidateAsync(target, examples, features, trainedOn, before, cancellationToken);
        if (after != before)
            await champions.SetAsync(after, cancellationToken);
        log.Trained(target.Name, after.Version ?? "none", after.Reason);
        return after;
    }

    private async Task<Champion> CandidateAsync(
        Target target, LabelledRows examples, FeatureTable features, DateOnly trainedOn, Champion? before,
        CancellationToken cancellationToken)
    {
        var data = features.For(target).Select(examples.Rows);
        var options = new PropensityOptions();
        try
        {
            var trained = await Task.Run(
                () => PropensityTrainer.Train(data, examples.Labels, options, cancellationToken: cancellationToken),
                cancellationToken);
            var unseen = HeldOutRows.Draw(data, examples.Labels, options);
            var card = trained.Card with { Importance = trained.Model.Importance(unseen.Data) };
            var version = await models.SaveAsync(target.Name, trainedOn, trained with { Card = card }, cancellationToken);
            if (before?.Version is not { } reigning)
                return new Champion(target.Name, version, trainedOn, "The first model of its target.");
            if (reigning == version)
                return before;

            var champion = await models.LoadAsync(target.Name, reigning, cancellationToken);
            var verdict = Contest.Judge(champion, unseen.Data, unseen.Labels, trained.Card.HoldOut);
            return verdict.ChallengerWins
                ? new Champion(target.Name, version, trainedOn, verdict.Sentence)
                : Stays(before, trainedOn, verdict.Sentence);
        }
        catch (NotTrainableException reason)
        {
            log.NothingLearned(target.Name, trainedOn, reason.Message);
            return before?.Version is null
                ? new Champion(target.Name, null, trainedOn, reason.Message)
                : Stays(before, trainedOn, reason.Message);
        }
    }

    private Champion Stays(Champion champion, DateOnly trainedOn, string reason)
    {
        log.Stays(champion.Target, champion.Version!, trainedOn, reason);
        return champion with { LastChallenge = new Challenge(trainedOn, reason) };
    }
}
