namespace ReapFunctions.Ml.Explanation;

/// <summary>Exact contributions to a model's raw score. Safe for use by several threads.</summary>
internal abstract class Explainer
{
    /// <summary>The mean raw score of the reference rows.</summary>
    public double Base { get; protected init; }
}
