namespace ReapFunctions.Benchmarks.Decide;

/// <summary>What a decision of one night is truly worth, beside the same decision by simpler policies.</summary>
/// <param name="Name">The figure.</param>
/// <param name="Oracle">
/// By who knows the truth: the most there is, or the least where <paramref name="IsShare"/> is false.
/// </param>
/// <param name="Likely">
/// By who knows all of the customers but the hidden traits that only their answers show, how the synthetic telco works included:
/// the most that could be had by anybody who reads the columns. Null where such traits play no part.
/// </param>
/// <param name="Propensity">
/// By propensity only; null where that is ours, or says nothing. The same for those that follow.
/// </param>
/// <param name="Unit">Of the amounts, which are per customer of the night.</param>
/// <param name="IsShare">
/// Whether amounts are shown as shares of the oracle's; false for those that are shares already, of which less is better.
/// </param>
internal sealed record PolicyOutcome(
    string Name, double Ours, double Oracle, double? Propensity = null, double? Value = null, double? Random = null,
    string Unit = "EUR", bool IsShare = true, double? Likely = null)
{
    /// <summary>An amount as it is shown.</summary>
    public double? Shown(double? amount) => IsShare ? amount / Oracle : amount;
}
