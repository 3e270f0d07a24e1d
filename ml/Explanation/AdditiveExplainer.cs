using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Contributions of an additive model: each column's effects less their mean.</summary>
internal sealed class AdditiveExplainer : Explainer
{
    private readonly Featurizer featurizer;
    private readonly AdditiveModel model;
    private readonly double[] means;

    public AdditiveExplainer(AdditiveModel model, double[] means, Featurizer featurizer)
    {
        this.model = model;
        this.means = means;
        this.featurizer = featurizer;
        Base = model.Bias + means.Sum();
    }

    public override void Explain(InputRows rows, Memory<float> contributions, int threads)
    {
        var columns = featurizer.Inputs.Length;
        var slots = new float[featurizer.Slots.Length];
        var sums = new double[columns];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.FillSlots(row, slots);
            for (var column = 0; column < columns; column++)
                sums[column] = -means[column];
            foreach (var function in model.Functions)
                sums[featurizer.Slots[function.Slot].Input] += function.Of(slots[function.Slot]);
            for (var column = 0; column < columns; column++)
                contributions.Span[(row * columns) + column] = (float)sums[column];
        }
    }
}
