using System.Globalization;
using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Ml.Training;

/// <summary>Champion against challenger, on the same rows that neither should have learned from, best later ones.</summary>
/// <param name="ChallengerWins">Whether the challenger takes the champion's place.</param>
/// <param name="Champion">How the champion did; null when it could not score the rows.</param>
/// <param name="Challenger">How the challenger did.</param>
/// <param name="AucDifference">The challenger's AUC less the champion's, with its 95 % interval; null when only metrics were
/// compared.</param>
/// <param name="Sentence">The verdict with its figures.</param>
public sealed record Contest(bool ChallengerWins, Metrics? Champion, Metrics Challenger, AucInterval? AucDifference,
    string Sentence)
{
    /// <summary>By how much the challenger's log-loss must be lower, as a share of the champion's, where nothing else speaks for
    /// it.</summary>
    public const double Margin = 0.001;

    /// <summary>Luck goes so far in one of twenty.</summary>
    private const double Luck = 1.645;

    /// <summary>Both models score the rows.</summary>
    /// <param name="champion">The model in use.</param>
    /// <param name="challenger">The model that would take its place, not trained on these rows.</param>
    /// <param name="later">Rows that neither has learned from.</param>
    /// <param name="labels">One per row, both kinds among them.</param>
    /// <exception cref="ArgumentException">The challenger cannot score the rows, or the labels are not one per row.</exception>
    public static Contest Judge(PropensityModel champion, PropensityModel challenger, Dataset later, ReadOnlySpan<bool> labels)
    {
        ArgumentNullException.ThrowIfNull(challenger);
        var challenging = challenger.Score(later);
        var contest = Judge(champion, later, labels, Metrics.Of(challenging, labels), out var reigning);
        return reigning is null ? contest : contest with { AucDifference = DeLong.Difference(challenging, reigning, labels) };
    }

    /// <summary>The champion scores the rows; how the challenger did on them is known, since it was judged before it learned from
    /// all rows.</summary>
    /// <inheritdoc cref="Judge(PropensityModel, PropensityModel, Dataset, ReadOnlySpan{bool})"/>
    public static Contest Judge(PropensityModel champion, Dataset later, ReadOnlySpan<bool> labels, Metrics challenger) =>
        Judge(champion, later, labels, challenger, out _);

    /// <summary>
    /// A challenger that knows newer days than the champion, and was judged before it learned from these rows: it takes the place
    /// unless it did worse than luck explains. The champion has learned from all that there was, and from some of the same
    /// customers on an earlier night.
    /// </summary>
    /// <param name="champion">The model in use.</param>
    /// <param name="later">Rows that neither has learned from.</param>
    /// <param name="labels">One per row, both kinds among them.</param>
    /// <param name="challenging">What the challenger said of the rows.</param>
    public static Contest JudgeNewer(
        PropensityModel champion, Dataset later, ReadOnlySpan<bool> labels, ReadOnlySpan<float> challenging)
    {
        var contest = Judge(champion, later, labels, Metrics.Of(challenging, labels), out var reigning);
        if (reigning is null || contest.ChallengerWins)
            return contest;
        var luck = Luck * Metrics.LogLossError(challenging, reigning, labels);
        var wins = contest.Challenger.LogLoss <= contest.Champion!.LogLoss + luck;
        return contest with
        {
            ChallengerWins = wins,
            Sentence = string.Create(CultureInfo.InvariantCulture,
                $"{contest.Sentence} Luck explains {luck:F4}{(wins ? ", and what is newer knows more." : " of it.")}"),
        };
    }

    /// <summary>How both did on the same rows is known.</summary>
    public static Contest Judge(Metrics champion, Metrics challenger)
    {
        ArgumentNullException.ThrowIfNull(champion);
        ArgumentNullException.ThrowIfNull(challenger);
        return new Contest(
            challenger.LogLoss < champion.LogLoss * (1 - Margin), champion, challenger, null,
            string.Create(CultureInfo.InvariantCulture,
                $"Log-loss {challenger.LogLoss:F4} against the champion's {champion.LogLoss:F4} on {challenger.Rows} held-out "
                    + $"rows."));
    }

    // The champion's probabilities come out, null when it cannot score the rows, so that they need not be worked out again.
    private static Contest Judge(PropensityModel champion, Dataset later, ReadOnlySpan<bool> labels, Metrics challenger,
        out float[]? reigning)
    {
        ArgumentNullException.ThrowIfNull(champion);
        ArgumentNullException.ThrowIfNull(later);
        ArgumentNullException.ThrowIfNull(challenger);
        try
        {
            reigning = champion.Score(later);
        }
        catch (ArgumentException gone)
        {
            reigning = null;
            return new Contest(true, null, challenger, null, $"The champion cannot score the new drop: {gone.Message}");
        }
        return Judge(Metrics.Of(reigning, labels), challenger);
    }
}
