using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Contributions of a linear model: weight times (value - mean), added up over a column's slots.</summary>
internal sealed class LinearExplainer : Explainer
{
    private readonly Featurizer featurizer;
    private readonly LinearModel model;
    private readonly float[] means;

    public LinearExplainer(LinearModel model, float[] means, Featurizer featurizer)
    {
        this.model = model;
        this.means = means;
        this.featurizer = featurizer;
        double sum = model.Bias;
        for (var slot = 0; slot < means.Length; slot++)
            sum += (double)model.Weights[slot] * means[slot];
        Base = sum;
    }

    public override void Explain(InputRows rows, Memory<float> contributions, int threads)
    {
        var columns = featurizer.Inputs.Length;
        const int ChunkRows = 1024;
        Parallel.For(0, (rows.Rows + ChunkRows - 1) / ChunkRows, new ParallelOptions { MaxDegreeOfParallelism = threads }, chunk =>
        {
            var slots = new float[featurizer.Slots.Length];
            var sums = new double[columns];
            for (var row = chunk * ChunkRows; row < Math.Min(rows.Rows, (chunk + 1) * ChunkRows); row++)
            {
                rows.FillSlots(row, slots);
                Array.Clear(sums);
                for (var slot = 0; slot < slots.Length; slot++)
                    sums[featurizer.Slots[slot].Input] += (double)model.Weights[slot] * (slots[slot] - means[slot]);
                for (var column = 0; column < columns; column++)
                    contributions.Span[(row * columns) + column] = (float)sums[column];
            }
        });
    }
}
