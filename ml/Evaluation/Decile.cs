namespace ReapFunctions.Ml.Evaluation;

/// <summary>One tenth of the rows, ordered by falling score.</summary>
/// <param name="Number">1 (highest scores) to 10.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Positives">Of these, positive.</param>
/// <param name="MeanProbability">Their mean predicted probability.</param>
/// <param name="Lift">Its share of positives over that of all rows.</param>
/// <param name="Gain">The part of all positives found in this and better deciles, 0 to 1.</param>
public sealed record Decile(int Number, int Rows, int Positives, double MeanProbability, double Lift, double Gain);
