using ReapFunctions.Offers;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>By what promises are judged some days later: the change of the value of customers.</summary>
/// <remarks>
/// A promise is what a contact brings more of lifetime value (of the value of 12 months, where the portfolio has none). Held
/// against it is the change of that value; <see cref="PromiseTime"/> says when which part of a promise shows in it.
/// </remarks>
/// <param name="days">Since the run of the promise; above 0.</param>
internal sealed class PlanMeasure(DecisionOptions config, int days)
{
    /// <summary>
    /// Of how outcomes are worked out, in the names under which they are kept: those of before are worked out anew. Raise it when
    /// <see cref="PlanOutcome"/>, or anything that it is worked out by, says something else.
    /// </summary>
    public const int Version = 5;

    private const double DaysOfYear = 365;
    private const int Year = 12;

    /// <summary>Contacts take their time: in the first month nothing is held against what is due.</summary>
    private const int Early = 30;

    private readonly ValueOptions value = config.Value;

    /// <summary>How much of the last 12 months was before the promise; nothing where revenue is known of one month.</summary>
    private readonly double notYet = PromiseTime.HasYear(config) ? Math.Max(0, 1 - days / DaysOfYear) : 0;

    /// <summary>What is compared: <c>lifetime</c>, or <c>current</c> where the portfolio has no lifetime value.</summary>
    public string Name => value.Lifetime.IsKnown ? "lifetime" : "current";

    /// <summary>The last of one look a night.</summary>
    public Look Look { get; } = new(days);

    public bool IsEarly => days < Early;

    /// <summary>The share of a promise that is due, 0 to 1.</summary>
    public decimal Due(PromiseTime time) => time.Due(days);

    /// <summary>What a customer is worth, in currency.</summary>
    public decimal Of(DigestRow row) => (value.Lifetime.IsKnown ? row.Lifetime : row.Cents) / 100m;

    /// <summary>What a customer is worth more than before; who has left is worth nothing.</summary>
    /// <param name="isNow">Not active where the customer is no more.</param>
    /// <param name="products">The later night's products in the order of its holdings.</param>
    public decimal Change(RunDigest digest, DigestRow was, DigestRow isNow, IReadOnlyList<string> products) => isNow.Active
        ? Of(isNow) - Of(was) + (decimal)Math.Round(NotShown(digest, was, isNow, products), 2)
        : -Of(was);

    /// <summary>
    /// What products come by since, less those given up, will bring over what the last 12 months show of it: from the day of the
    /// promise on, so of who came by one later a little too little.
    /// </summary>
    private double NotShown(RunDigest digest, DigestRow was, DigestRow isNow, IReadOnlyList<string> products)
    {
        var margin = 0.0;
        foreach (var product in notYet > 0 ? products : [])
        {
            var holds = RunDigest.Holds(isNow, products, product);
            if (holds != digest.Holds(was, product) && value.ProductMargins.ContainsKey(product))
                margin += (holds ? 1 : -1) * value.MarginOf(product, was.PriceLevel > 0 ? was.PriceLevel : 1);
        }
        return margin == 0 ? 0 : margin * (value.Lifetime.IsKnown ? isNow.Months : Year) * notYet;
    }
}
