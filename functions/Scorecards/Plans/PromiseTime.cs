using ReapFunctions.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>
/// When what a contact promises shows in the value of the customer, which is when it is due: values stand on the revenue and cost
/// of the last 12 months, on what customers are now, and on whether they are customers still.
/// </summary>
/// <remarks>
/// <code>
/// a product                  at once: <see cref="PlanMeasure"/> puts beside the value what 12 months do not show of it yet
/// a cost by category         at once, such as that of bills on paper
/// customers who stay         over the months within which they would have left
/// a counted cost, all else   over 12 months
/// </code>
/// </remarks>
/// <param name="AtOnce">The share that shows at once, 0 to 1.</param>
/// <param name="Months">Over which the rest shows, 1 to 36.</param>
internal readonly record struct PromiseTime(double AtOnce, int Months)
{
    private const int Year = 12;
    private const int MaxMonths = 36;
    private const int Parts = 24;
    private const double DaysOfMonth = 365 / 12.0;

    private static readonly PromiseTime Now = new(1, Year);
    private static readonly PromiseTime OverAYear = new(0, Year);

    /// <summary>In six bits: to 36 months, then the share at once of what else takes a year; 0 where not known.</summary>
    public byte Code => (byte)(
        AtOnce > 0 ? MaxMonths + 1 + (int)Math.Round(AtOnce * Parts) : Math.Clamp(Months, 1, MaxMonths));

    public static PromiseTime Of(int code) =>
        code > MaxMonths ? new((code - MaxMonths - 1) / (double)Parts, Year) : code > 0 ? new(0, code) : OverAYear;

    /// <param name="value">Of whom is contacted; null for anybody.</param>
    public static PromiseTime Of(Offer offer, DecisionOptions config, ValueRecord? value) =>
        offer.Saves > 0 ? Staying(offer.SavesMonths, config)
        : offer.Product is { } product && config.Value.ProductMargins.ContainsKey(product) ? Now
        : offer.SavesCost.Count > 0 ? new PromiseTime(OfCategories(offer, config.Value, value), Year)
        : HasYear(config) ? OverAYear
        : Now;

    /// <summary>Of the offers of a target; where there is none, of staying.</summary>
    public static PromiseTime Of(string target, DecisionOptions config) =>
        config.Offering.Offers.FirstOrDefault(offer => offer.Target == target) is { } offer
            ? Of(offer, config, null)
            : Staying(null, config);

    /// <summary>The share of the promise that is due, 0 to 1.</summary>
    /// <param name="days">After the promise.</param>
    public decimal Due(int days) => (decimal)(AtOnce + (1 - AtOnce) * Math.Min(1, days / (Months * DaysOfMonth)));

    /// <summary>Whether revenue is of the last 12 months, and not that of a month.</summary>
    public static bool HasYear(DecisionOptions config) => config.Roles.Measures.ContainsKey(config.Value.RevenueYear);

    private static PromiseTime Staying(int? months, DecisionOptions config) =>
        new(0, months ?? (int)Math.Ceiling(config.Value.Lifetime.ChurnMonths));

    /// <summary>The share of the costs saved that is by category.</summary>
    private static double OfCategories(Offer offer, ValueOptions options, ValueRecord? value)
    {
        var (all, byCategory) = (0.0, 0.0);
        foreach (var cost in value?.CostBy ?? [])
        {
            var saved = offer.SavesCost.GetValueOrDefault(cost.Name) * cost.Value;
            all += saved;
            byCategory += options.CostToServe.Any(driver => driver.Name == cost.Name && driver.Field is not null) ? saved : 0;
        }
        return all > 0 ? Math.Clamp(byCategory / all, 0, 1) : 0;
    }
}
