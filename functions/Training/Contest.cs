using System.Globalization;
using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Training;

/// <summary>Champion against candidate, on the same rows of the newest drop, by log-loss.</summary>
public sealed record Contest(bool CandidateWins, string Sentence)
{
    /// <summary>
    /// By how much a candidate's log-loss must be lower, as a share of the champion's. The champion may have learned from some of
    /// these customers on an earlier night, so that a tie goes to it.
    /// </summary>
    public const double Margin = 0.001;

    /// <param name="heldOut">Rows that the candidate has not learned from when it was judged.</param>
    /// <param name="candidate">How the candidate did on them.</param>
    public static Contest Judge(PropensityModel champion, Dataset heldOut, bool[] labels, Metrics candidate)
    {
        var probabilities = new float[heldOut.Rows];
        try
        {
            champion.Score(heldOut, probabilities);
        }
        catch (ArgumentException gone)
        {
            return new Contest(true, $"The champion cannot score the new drop: {gone.Message}");
        }
        var reigning = Metrics.Of(probabilities, labels).LogLoss;
        return new Contest(
            candidate.LogLoss < reigning * (1 - Margin),
            string.Create(CultureInfo.InvariantCulture, $"Log-loss {candidate.LogLoss:F4} against the champion's {reigning:F4} on {heldOut.Rows} held-out rows."));
    }
}
