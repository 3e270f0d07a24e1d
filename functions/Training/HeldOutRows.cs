using ReapFunctions.Ml;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Training;
using ReapFunctions.Scoring;

namespace ReapFunctions.Training;

/// <summary>The examples that a training with these options holds out, to judge models on.</summary>
/// <param name="Rows">Their places among the examples.</param>
internal sealed record HeldOutRows(int[] Rows, Dataset Data, bool[] Labels)
{
    /// <param name="data">The features of all examples.</param>
    /// <param name="labels">Their labels.</param>
    public static HeldOutRows Draw(Dataset data, bool[] labels, PropensityOptions options)
    {
        var (_, rows) = options.HoldOut(labels);
        return new HeldOutRows(rows, data.Select(rows), Array.ConvertAll(rows, row => labels[row]));
    }

    /// <summary>
    /// Holds a challenger against the champion. A champion of this drop has learned from all its rows in the end: how it did
    /// before that stands on its card.
    /// </summary>
    /// <param name="version">The champion's.</param>
    /// <param name="challenger">How it did on these rows.</param>
    /// <param name="date">The drop's.</param>
    public async Task<Contest> JudgeAsync(
        ModelStore models, Champion champion, string version, Metrics challenger, DateOnly date,
        CancellationToken cancellationToken) =>
        champion.TrainedOn == date
            ? Contest.Judge((await models.CardAsync(champion.Target, version, cancellationToken)).HoldOut, challenger)
            : Contest.Judge(
                await models.LoadAsync(champion.Target, version, cancellationToken), Data, Labels, challenger);

    /// <summary>The same of a challenger that was trained on this drop.</summary>
    /// <param name="challenger">It was judged on these rows before it learned from all.</param>
    public async Task<Contest> JudgeAsync(
        ModelStore models, Champion champion, string version, TrainedPropensity challenger, DateOnly date,
        CancellationToken cancellationToken) =>
        champion.TrainedOn < date
            ? Contest.JudgeNewer(
                await models.LoadAsync(champion.Target, version, cancellationToken), Data, Labels, challenger.Judged.Span)
            : await JudgeAsync(models, champion, version, challenger.Card.HoldOut, date, cancellationToken);
}
