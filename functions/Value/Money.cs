namespace ReapFunctions.Value;

/// <summary>
/// Amounts of money. Records carry them rounded to a hundredth of the currency, and totals add hundredths, so that a total
/// is the sum of what anybody can read in the records, whatever the order of adding.
/// </summary>
internal static class Money
{
    public static double Round(double amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    /// <summary>The amount as a decimal of two places: these add exactly.</summary>
    public static decimal Exact(double amount) => decimal.Round((decimal)amount, 2, MidpointRounding.AwayFromZero);
}
