using ReapFunctions.Offers.Effects;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Risk;
using ReapFunctions.Rules;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>The offer records of one bucket: everything tied to its columns once, then row by row.</summary>
internal sealed class OfferBucket
{
    private const int Year = 12;

    private readonly OfferOptions options;
    private readonly ScoredSnapshot scored;
    private readonly ValueRecord[] values;
    private readonly RiskRecord[] risks;
    private readonly Lifetimes lifetimes;
    private readonly double[] months;
    private readonly BoundOffer[] catalogue;
    private readonly BoundOffer[] services;
    private readonly (string Team, BoundCondition When)[] routes;
    private readonly (string Channel, SnapshotColumn Consent)[] consents;
    private readonly IReadOnlyList<string>?[] consentSets;
    private readonly (string Name, SnapshotColumn Holds)[] stops;
    private readonly ControlGroup control;
    private readonly BoundEffects effects;
    private readonly BoundFactors factors;
    private readonly CustomerCare? care;
    private readonly GroupPlanOptions? plan;
    private readonly Dictionary<string, ReasonWords> whys;
    private readonly KnownTexts lowered = new();

    public OfferBucket(
        DecisionOptions config, ScoredSnapshot scored, ValueRecord[] values, RiskRecord[] risks, ValueCutPoints cutPoints)
    {
        options = config.Offering;
        plan = config.GroupPlan;
        (this.scored, this.values, this.risks) = (scored, values, risks);
        lifetimes = new Lifetimes(config.Value, config.Roles, scored, config.TakeUps, cutPoints);
        months = new double[config.Value.Lifetime.HorizonMonths];
        var asOf = scored.Run.Date;
        control = new ControlGroup(options.Control, asOf);
        care = CustomerCare.Of(scored, config, values, risks, control);
        var facts = new CustomerFacts(scored, config.Roles, values, risks, care);
        effects = new BoundEffects(options, config.ContactEffects, facts, asOf);
        factors = new BoundFactors(options, facts, asOf);
        BoundOffer Bind(Offer offer) =>
            new(offer, config, facts, new OfferChances(offer, scored, cutPoints, factors), effects, lifetimes, asOf);
        catalogue = [.. options.Offers.Where(offer => offer.Kind != OfferKind.Service).Select(Bind)];
        services = [.. options.Offers.Where(offer => offer.Kind == OfferKind.Service).Select(Bind)];
        routes = [.. options.Routes.Select(route => (route.Team, BoundCondition.Bind(route.When, facts, asOf)))];
        consents = [.. config.Roles.Consents.Keys.Order(StringComparer.Ordinal)
            .Select(channel => (channel, facts[FactNames.Consent + channel]))];
        consentSets = new IReadOnlyList<string>?[1 << consents.Length];
        stops = [(HardStops.Vulnerable, facts[FactNames.Vulnerable]), (HardStops.OpenComplaint, facts[FactNames.OpenComplaint]),
            .. config.Roles.Stops.Keys.Order(StringComparer.Ordinal).Select(stop => (stop, facts[FactNames.Stop + stop]))];
        whys = scored.Scores.Keys
            .ToDictionary(target => target, target => new ReasonWords(config.Reasons, target, scored.Customers));
    }

    public OfferRecord Of(int row)
    {
        var kept = new List<(BoundOffer Offer, KeptFacts Facts)>(catalogue.Length);
        var removed = new List<RemovedOffer>(catalogue.Length);
        var customer = new BoundCustomer(
            values[row], risks[row], Ahead(row), plan?.PlaceOf(values[row].Segment, values[row].Band) ?? 0,
            effects.PlaceOf(row), factors.Of(row));
        foreach (var offer in catalogue)
        {
            if (offer.Removed(row, customer, out var facts) is { } gone)
                removed.Add(gone);
            else
                kept.Add((offer, facts));
        }
        kept.Sort(ByPriority);
        return new OfferRecord
        {
            CustomerId = values[row].CustomerId,
            Run = scored.Run,
            Segment = values[row].Segment,
            Active = values[row].Active,
            ValueBand = values[row].Band,
            ValueDecile = values[row].Decile,
            RiskBand = risks[row].Band,
            Reasons = risks[row].Reasons,
            Control = control.Contains(values[row].CustomerId),
            Stop = Stop(row),
            Recovery = care?.Plans[row],
            ComparedBy = care?.Compared[row],
            Asleep = values[row].Rhythm is { Asleep: true } rhythm ? rhythm : null,
            Team = Array.Find(routes, route => route.When.Holds(row)).Team
                ?? options.StandardOf(values[row].Band, values[row].Active)?.Team
                ?? (values[row].Active ? plan?.OwnerOf(values[row].Segment, values[row].Band) : null),
            ContactGroup = effects.NameOf(customer.ContactGroup),
            ResponseFactors = factors.Names(customer.Factors),
            Consents = Consents(row),
            Offers = Keep(kept, row),
            Service = Service(row, customer),
            Removed = removed,
        };
    }

    private static int ByPriority((BoundOffer Offer, KeptFacts Facts) one, (BoundOffer Offer, KeptFacts Facts) other)
    {
        if (one.Facts.First != other.Facts.First)
            return one.Facts.First ? -1 : 1;
        var falling = other.Facts.Factors.Priority.CompareTo(one.Facts.Factors.Priority);
        return falling != 0 ? falling : string.CompareOrdinal(one.Offer.Offer.Name, other.Offer.Offer.Name);
    }

    private string? Stop(int row) => Array.Find(stops, stop => stop.Holds.Flag(row) == true).Name;

    private IReadOnlyList<string> Consents(int row)
    {
        var mask = 0;
        for (var i = 0; i < consents.Length; i++)
            mask |= consents[i].Consent.Flag(row) == true ? 1 << i : 0;
        return consentSets[mask] ??= [.. consents.Where((_, i) => (mask & (1 << i)) != 0).Select(consent => consent.Channel)];
    }

    /// <summary>The first service offer whose rules hold; the checks made sure that one has none.</summary>
    private KeptOffer Service(int row, in BoundCustomer customer)
    {
        foreach (var service in services)
        {
            if (service.Removed(row, customer, out var facts) is null)
                return Keep(service, row, facts);
        }
        throw new InvalidOperationException("No service offer is without rules.");
    }

    /// <summary>What lies ahead of a customer; a year where that is not known.</summary>
    private MonthsAhead Ahead(int row)
    {
        if (values[row].Active && lifetimes.TryAhead(values[row], row, months))
            return lifetimes.Ahead(row, months);
        Array.Fill(months, 1, 0, Math.Min(Year, months.Length));
        return lifetimes.Ahead(row, months.AsSpan(0, Math.Min(Year, months.Length)));
    }

    private KeptOffer[] Keep(List<(BoundOffer Offer, KeptFacts Facts)> kept, int row)
    {
        var offers = new KeptOffer[kept.Count];
        for (var i = 0; i < offers.Length; i++)
            offers[i] = Keep(kept[i].Offer, row, kept[i].Facts);
        return offers;
    }

    private KeptOffer Keep(BoundOffer bound, int row, KeptFacts facts)
    {
        var offer = bound.Offer;
        return new KeptOffer(
            offer.Name, offer.Kind, offer.Lever, offer.GroupName, facts.Factors, facts.Channels,
                scored.Run.Date.AddDays(offer.ValidDays),
            bound.Texts(row, name => name == "why" ? Why(bound, row) : Lowered(risks[row].Reasons)), facts.Pending,
            facts.Propensity, facts.First);
    }

    private string? Why(BoundOffer bound, int row) =>
        bound.Offer.Target is { } target && scored.Scores.TryGetValue(target, out var scores)
            ? Lowered(whys[target].Reasons(row, scores.Contributions[row], up: true, max: 1, bound.Asked))
            : null;

    /// <summary>The first reason, to stand within a sentence: without its capital and its full stop.</summary>
    private string? Lowered(IReadOnlyList<string> reasons)
    {
        if (reasons.Count == 0)
            return null;
        var first = reasons[0];
        return lowered.Get(first)
            ?? lowered.Add(first, (IsName(first) ? first[..1] : first[..1].ToLowerInvariant()) + first[1..].TrimEnd('.'));
    }

    /// <summary>Whether a sentence begins with a column's name, or a name such as DSL: it keeps its capital anywhere.</summary>
    private bool IsName(string sentence) =>
        (sentence.Length > 1 && (char.IsUpper(sentence[1]) || char.IsDigit(sentence[1])))
        || scored.Customers.Columns.Any(column => sentence.StartsWith(column.Name, StringComparison.Ordinal)
            && (sentence.Length == column.Name.Length || !char.IsLetterOrDigit(sentence[column.Name.Length])));
}
