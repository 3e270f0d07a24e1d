namespace ReapFunctions.Ml.Evaluation;

/// <summary>An AUC, or a difference of two, with its uncertainty.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Lower">Lower end of the 95 % interval.</param>
/// <param name="Upper">Upper end of the 95 % interval.</param>
public sealed record AucInterval(double Value, double StandardError, double Lower, double Upper);
