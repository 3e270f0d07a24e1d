using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Exact contributions of the raw columns to a model's raw score. Safe for use by several threads.</summary>
internal abstract class Explainer
{
    /// <summary>The mean raw score of the reference rows.</summary>
    public double Base { get; protected init; }

    /// <param name="rows">The bound table.</param>
    /// <param name="contributions">Row by row, one value per raw column.</param>
    /// <param name="threads">Threads to use.</param>
    public abstract void Explain(InputRows rows, Memory<float> contributions, int threads);
}
