namespace ReapFunctions.Ml.Models;

/// <summary>What turns a row's feature slots into a raw score.</summary>
internal abstract class Predictor
{
    /// <summary>The raw score (log-odds for models trained here), summed in double and rounded to float once.</summary>
    public abstract float Score(ReadOnlySpan<float> slots);
}
