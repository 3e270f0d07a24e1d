namespace ReapFunctions.Ml.Evaluation;

/// <summary>How far later rows of a column have moved from the reference.</summary>
/// <param name="Column">The column.</param>
/// <param name="Index">The population stability index.</param>
/// <param name="Threshold">Above it the move is more than chance and more than the convention tolerates.</param>
/// <param name="Bin">The bin that moved most.</param>
/// <param name="Rises">Whether that bin has a larger share now.</param>
public sealed record Stability(string Column, double Index, double Threshold, string Bin, bool Rises)
{
    /// <summary>Whether the column has drifted.</summary>
    public bool HasDrifted => Index > Threshold;
}
