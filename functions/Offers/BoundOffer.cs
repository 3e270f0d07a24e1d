using ReapFunctions.Contracts;
using ReapFunctions.Offers.Effects;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Risk;
using ReapFunctions.Rules;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>What is known of an offer that the policy keeps for a customer.</summary>
internal readonly record struct KeptFacts(
    Factors Factors, IReadOnlyList<string> Channels, IReadOnlyList<PendingRule>? Pending, double? Propensity, bool First);

/// <summary>What is known of the customer of a row.</summary>
/// <param name="group">The place of the customer's group in the plan by group; 0 without one.</param>
/// <param name="contactGroup">The place of the group whose contacts tell what one does to the customer.</param>
/// <param name="factors">What may make a yes of the customer likelier, see <see cref="BoundFactors"/>.</param>
internal readonly ref struct BoundCustomer(
    ValueRecord value, RiskRecord risk, MonthsAhead ahead, int group, int contactGroup, uint factors)
{
    public ValueRecord Value { get; } = value;

    public RiskRecord Risk { get; } = risk;

    public MonthsAhead Ahead { get; } = ahead;

    public int Group { get; } = group;

    public int ContactGroup { get; } = contactGroup;

    public uint Factors { get; } = factors;
}

/// <summary>One offer of the catalogue, tied to the columns of a bucket: who gets it, what it is worth, what to say.</summary>
internal sealed class BoundOffer
{
    private const double Year = 12;

    private readonly BoundRule[] rules;
    private readonly (BoundCondition When, double Weight, bool First)[] contexts;
    private readonly OfferChances chances;
    private readonly BoundEffects effects;
    private readonly (string Driver, double Share)[] savesCost;
    private readonly double[] levers;
    private readonly double costlyAbove, givesUp, leaves;
    private readonly ValueOptions value;
    private readonly bool[][] consents;
    private readonly IReadOnlyList<string>?[] channelSets;
    private readonly BoundTexts texts;
    private readonly string noConsent;
    private readonly bool isInbound;

    public BoundOffer(
        Offer offer, DecisionOptions config, Facts facts, OfferChances chances, BoundEffects effects, Lifetimes lifetimes,
        DateOnly asOf)
    {
        Offer = offer;
        (this.chances, this.effects) = (chances, effects);
        (givesUp, leaves) = (lifetimes.GivesUp(offer.Product), lifetimes.LeavesWith(offer.Product));
        var options = config.Offering;
        rules = [
            .. OfferRules.For(offer, options.Policy, config.Roles.Stops.Keys)
            .Select(rule => new BoundRule(rule.Layer, rule.Asked, facts, asOf))];
        Asked = AskedBy(offer, config.Roles);
        contexts = [.. options.Contexts
            .Where(context => OfferRules.Covers(context.Offers, context.Kinds, offer))
            .Select(context => (BoundCondition.Bind(context.When, facts, asOf), context.Weight / 100, context.First))];
        savesCost = [.. offer.SavesCost.Select(saved => (saved.Key, saved.Value))];
        levers = [
            .. GroupPlanOptions.WeightsOf(config.GroupPlan, offer.Lever, options.LeverWeights.GetValueOrDefault(offer.Lever))
            .Select(weight => Math.Round((1 + weight / 100) * (1 + offer.Weight / 100), 4))];
        value = config.Value;
        costlyAbove = options.CostlyAbove;
        consents = [.. offer.Channels.Select(channel => Consent(channel, facts))];
        channelSets = new IReadOnlyList<string>?[1 << offer.Channels.Count];
        texts = new BoundTexts(offer.Texts, facts);
        isInbound = options.InboundKinds.Contains(offer.Kind);
        noConsent = $"consent for {string.Join(" or ", offer.Channels)}: no";
    }

    public Offer Offer { get; }

    /// <summary>The fields that its rules ask for: that they are as they are is no news.</summary>
    public IReadOnlySet<string> Asked { get; }

    public string Title(int row) => texts.Title(row);

    public OfferTexts Texts(int row, Func<string, string?> extra) => texts.Fill(row, extra);

    /// <summary>Whether the policy keeps the offer for the customer; if not, the first rule that removed it.</summary>
    /// <remarks>Consent is asked last: lists show, when asked, who would qualify but for it.</remarks>
    /// <param name="kept">What is known of it when the policy keeps it.</param>
    public RemovedOffer? Removed(int row, in BoundCustomer customer, out KeptFacts kept)
    {
        kept = default;
        List<PendingRule>? pending = null;
        foreach (var rule in rules)
        {
            if (!rule.Holds(row, out var left))
                return rule.Removed(row, Offer, Title(row));
            if (left is not null)
                (pending ??= []).Add(left);
        }
        var channels = Channels(row);
        var factors = FactorsOf(row, customer);
        kept = new KeptFacts(
            factors, channels, pending, chances.Propensity(row),
            contexts.Any(context => context.First && context.When.Holds(row)));
        if (Offer.IsCare)
            return null;
        if (Costly(customer.Value, factors) is { } costly)
            return Refused(row, Layer.Suitability, HardStops.Costly, "Too costly for what the customer brings.", costly);
        if (factors.V <= 0)
            return Refused(row, Layer.Suitability, HardStops.Pays, "It would cost more than it brings.",
                $"worth {factors.V:0.00}, must be more than 0");
        if (channels.Count == 0 && !isInbound)
            return NoConsent(row) with { Pending = pending };
        return null;
    }

    /// <summary>
    /// Where an offer costs much and the customer brings little, a yes must bring back twice what it costs.
    /// </summary>
    private string? Costly(ValueRecord customer, Factors factors)
    {
        if (Offer.Cost <= costlyAbove || customer.Band is not (ValueBand.Low or ValueBand.Negative))
            return null;
        return factors.V >= Offer.Cost
            ? null
            : $"cost {Offer.Cost:0.##} in value.band {EnumName.Of(customer.Band)}, brings {factors.V + Offer.Cost:0.00}";
    }

    private static HashSet<string> AskedBy(Offer offer, Roles roles)
    {
        var fields = offer.Rules.SelectMany(rule => rule.Must.Fields)
            // A product is asked for by its name, and learned from by its column.
            .Append(FactNames.Holds + offer.Product);
        return [.. fields.Select(field =>
            field.StartsWith(FactNames.Holds, StringComparison.Ordinal)
                && roles.Holdings.TryGetValue(field[FactNames.Holds.Length..], out var held)
                ? held.Field
                : field)];
    }

    private RemovedOffer NoConsent(int row) =>
        Refused(row, Layer.Eligibility, HardStops.Consent, "The customer has not agreed to be contacted with offers.", noConsent);

    private RemovedOffer Refused(int row, Layer layer, string rule, string because, string compared) =>
        new(Offer.Name, Title(row), layer, rule, because, compared);

    private Factors FactorsOf(int row, in BoundCustomer customer)
    {
        var c = 1.0;
        foreach (var (when, weight, _) in contexts)
            c *= when.Holds(row) ? 1 + weight : 1;
        var p = Math.Round(chances.OfYes(row, customer.Factors), 6);
        var e = effects.Of(customer.ContactGroup, Offer.Kind, customer.Risk.ValueAtRisk);
        return new Factors(
            p, Math.Max(0, Math.Round(c, 4)), Money.Round(Worth(row, customer) + (p > 0 ? e / p : 0)), levers[customer.Group],
            Money.Round(e));
    }

    /// <summary>What a yes brings beyond what would come without it, less what it costs.</summary>
    private double Worth(int row, in BoundCustomer customer)
    {
        var (record, months) = (customer.Value, Offer.Months ?? customer.Value.DiscountedMonths ?? Year);
        var (brings, risen) = Months(row, customer, months);
        var margin = Offer.MonthlyMargin
            ?? (Offer.Product is { } product ? value.MarginOf(product, record.PriceLevel)
                : Offer.Kind == OfferKind.WinBack ? MonthlyOf(record)
                : 0);
        var raised = Offer is { MonthlyMargin: null, Product: { } sold } ? value.RaisedOf(sold, record.PriceLevel) * risen : 0;
        var kept = Offer.Saves > 0 ? Offer.Saves * AtRisk(customer) : Stays(customer, brings);
        var v = margin * Math.Round(brings, 2) + raised + kept - Offer.Cost;
        foreach (var (driver, share) in savesCost)
            v += share * CostOf(record, driver) / Year * months;
        return v;
    }

    /// <summary>
    /// The months in which the offer brings its margin, and the same x the share by which prices have risen by then: those of who
    /// stays the longer for holding the product, in which they would not have it unasked.
    /// </summary>
    private (double Months, double Risen) Months(int row, in BoundCustomer customer, double all)
    {
        if (Offer.Months is { } given)
            return (given, given * customer.Ahead.Rise(given));
        return chances.Propensity(row) is { } propensity
            ? customer.Ahead.Without(Survival.Hazard(propensity, value.Lifetime.ChurnMonths), givesUp, leaves)
            : Offer.Product is not null ? customer.Ahead.Without(hazard: 0, givesUp, leaves) : (all, 0);
    }

    /// <summary>
    /// What a customer brings more who stays the longer for holding the product, in the months in which they would not have it
    /// unasked.
    /// </summary>
    private double Stays(in BoundCustomer customer, double unasked) =>
        leaves != 1 && customer.Value.Lifetime is { } lifetime && customer.Ahead.Sum is > 0 and var expected
            && customer.Ahead.Leaving(leaves) is var stays
            ? lifetime * (stays / expected - 1) * Math.Clamp(unasked / stays, 0, 1)
            : 0;

    /// <summary>What a former customer brought in a month of their last 12.</summary>
    private static double MonthlyOf(ValueRecord former) =>
        Math.Max(0, former.Current) / Math.Clamp(former.TenureMonths ?? Year, 1, Year);

    /// <summary>
    /// What is lost with who leaves within the months that a yes saves some of; nothing where it is not known.
    /// </summary>
    private double AtRisk(in BoundCustomer customer) =>
        customer.Risk.ValueAtRisk is not { } window ? 0
        : Offer.SavesMonths is not { } months ? window
        : customer.Value.Lifetime is { } lifetime && customer.Ahead.Sum is > 0 and var expected
            ? lifetime * Math.Max(0, customer.Ahead.Kept(months) / expected - 1)
        : 0;

    private IReadOnlyList<string> Channels(int row)
    {
        var mask = 0;
        for (var i = 0; i < consents.Length; i++)
            mask |= Offer.IsCare || consents[i][row] ? 1 << i : 0;
        return channelSets[mask] ??= [.. Offer.Channels.Where((_, i) => (mask & (1 << i)) != 0)];
    }

    private static double CostOf(ValueRecord value, string driver)
    {
        for (var i = 0; i < value.CostBy.Count; i++)
        {
            if (value.CostBy[i].Name == driver)
                return value.CostBy[i].Value;
        }
        return 0;
    }

    private static bool[] Consent(string channel, Facts facts)
    {
        var column = facts[FactNames.Consent + channel];
        return [.. Enumerable.Range(0, facts.Rows).Select(row => column.Flag(row) == true)];
    }
}
