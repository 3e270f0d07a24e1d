namespace ReapFunctions.Ml.Evaluation;

/// <summary>A feature that knows the answer, or may.</summary>
/// <param name="Feature">The column.</param>
/// <param name="Kind">What gives it away.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Refused">Whether models are not to learn from it unless told otherwise; else it is only reported.</param>
public sealed record Leak(string Feature, LeakKind Kind, string Reason, bool Refused);
