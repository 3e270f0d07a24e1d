using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Training;

/// <summary>A fitted, not yet calibrated model, with the scores of rows that its parts have not seen.</summary>
/// <param name="Featurizer">Makes the vector.</param>
/// <param name="Predictor">Scores it.</param>
/// <param name="UnseenRows">Positions, within the rows given to the fit, that were scored by parts that had not seen them.</param>
/// <param name="UnseenScores">Their scores.</param>
internal sealed record Fitted(Featurizer Featurizer, Predictor Predictor, int[] UnseenRows, double[] UnseenScores);
