using ReapFunctions.Ml;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Training;

/// <summary>The examples that a training with these options holds out, to judge models on.</summary>
/// <param name="Rows">Their places among the examples.</param>
internal sealed record HeldOutRows(int[] Rows, Dataset Data, bool[] Labels)
{
    /// <param name="data">The features of all examples.</param>
    /// <param name="labels">Their labels.</param>
    public static HeldOutRows Draw(Dataset data, bool[] labels, PropensityOptions options)
    {
        var (_, rows) = Splits.Stratified(labels, options.HoldOutShare, options.Seed);
        return new HeldOutRows(rows, data.Select(rows), Array.ConvertAll(rows, row => labels[row]));
    }
}
