namespace ReapFunctions.Ml.Training;

/// <summary>How far a training is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Done">Share done of the whole, 0 to 1; never falls.</param>
public readonly record struct TrainingProgress(string Step, double Done);
