using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Boosting;

/// <summary>What boosting gives: the start value, the trees kept and the validation loss of that length.</summary>
/// <param name="Start">Log-odds before the first tree.</param>
/// <param name="Trees">The trees up to the best length.</param>
/// <param name="Features">The bins that the trees test.</param>
/// <param name="ValidationLoss">Log-loss on the validation rows, NaN without any.</param>
internal sealed record BoostedTrees(double Start, IReadOnlyList<BinTree> Trees, FeatureBins[] Features, double ValidationLoss)
{
    public double Score(BinnedTable table, int row)
    {
        var score = Start;
        foreach (var tree in Trees)
            score += tree.Score(table, row);
        return score;
    }
}
