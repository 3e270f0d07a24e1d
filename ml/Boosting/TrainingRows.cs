using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Boosting;

/// <summary>Binned rows with their labels and weights (empty: all 1).</summary>
internal sealed record TrainingRows(BinnedTable Table, bool[] Labels, float[] Weights);
