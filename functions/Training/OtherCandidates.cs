using Microsoft.Extensions.Logging;
using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Models;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Training;

/// <summary>
/// Lets other candidates stand against the library's: they learn from the same rows and columns, and the lowest log-loss on the
/// same hold-out wins. One of them is ML.NET's FastTree (<see cref="FastTreeCandidate"/>).
/// </summary>
public sealed class OtherCandidates(IEnumerable<ICandidateTrainer> trainers, ILogger<OtherCandidates> log)
{
    private readonly ICandidateTrainer[] trainers = [.. trainers];

    /// <param name="own">The library's model, judged on the hold-out that <paramref name="options"/> draw.</param>
    /// <param name="data">The rows that it was trained on.</param>
    /// <returns>The best model, learned from all rows; its card names the log-loss of every candidate.</returns>
    public TrainedPropensity Best(
        TrainedPropensity own, Dataset data, bool[] labels, PropensityOptions options, CancellationToken cancellationToken)
    {
        if (trainers.Length == 0)
            return own;
        var (kept, heldOut) = Splits.Stratified(labels, options.HoldOutShare, options.Seed);
        // What the library refused as a leak is refused here too.
        var features = data.Without(data.Columns.Select(column => column.Name).Except(own.Card.Features));
        var best = own;
        foreach (var trainer in trainers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var candidate = trainer.Train(features.Select(kept), Labels(labels, kept), options.Seed);
                var judged = Metrics.Of(candidate.Score(features.Select(heldOut)), Labels(labels, heldOut));
                best = judged.LogLoss < best.Card.HoldOut.LogLoss
                    ? Winner(trainer, trainer.Train(features, labels, options.Seed), judged, best.Card)
                    : best with { Card = Named(best.Card, trainer, judged) };
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The night must not wait for a candidate that cannot learn from its data: the library's own stands.
                log.CandidateFailed(fault, trainer.Name);
            }
        }
        return best;
    }

    private static TrainedPropensity Winner(ICandidateTrainer trainer, PropensityModel model, Metrics judged, ModelCard card) =>
        new(
        model,
        Named(card, trainer, judged) with
        {
            Algorithm = trainer.Name,
            Features = model.Features,
            Settings = trainer.Settings,
            HoldOut = judged
        });

    private static ModelCard Named(ModelCard card, ICandidateTrainer trainer, Metrics judged) =>
        card with { Candidates = new Dictionary<string, double>(card.Candidates) { [trainer.Name] = judged.LogLoss } };

    private static bool[] Labels(bool[] labels, int[] rows) => Array.ConvertAll(rows, row => labels[row]);
}
