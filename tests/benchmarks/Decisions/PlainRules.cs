using System.Globalization;
using System.Text.RegularExpressions;
using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Rules;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Value;

namespace ReapFunctions.Benchmarks.Decisions;

/// <summary>
/// The same decisions the straightforward way, as the peer: a dictionary of facts per customer, rules interpreted from their JSON
/// records, texts filled by a regular expression. One thread, nothing prepared but parsing.
/// </summary>
internal sealed partial class PlainRules(
    DecisionOptions config, ScoredSnapshot scored, IReadOnlyList<string> factNames, Facts facts, ValueCutPoints cuts)
{
    private readonly Lifetimes lifetimes = new(config.Value, config.Roles, scored, config.TakeUps, cuts);

    /// <summary>What was decided about one customer.</summary>
    public sealed record Decided(
        IReadOnlyList<(string Offer, double Priority, string Said)> Kept,
        IReadOnlyList<(string Offer, string Rule, string Because)> Removed);

    public Decided Of(int row, ValueRecord value, Risk.RiskRecord risk)
    {
        var known = factNames.ToDictionary(name => name, name => Fact(facts[name], row), StringComparer.Ordinal);
        var kept = new List<(string, double, string)>();
        var removed = new List<(string, string, string)>();
        foreach (var offer in config.Offering.Offers.Where(offer => offer.Kind != OfferKind.Service))
        {
            if (Broken(offer, known) is { } rule)
            {
                removed.Add((offer.Name, rule.Name, Fill(rule.Because, known)));
                continue;
            }
            var factors = FactorsOf(offer, known, value, risk, row);
            var refused = offer.IsCare ? null
                : offer.Cost > config.Offering.CostlyAbove && value.Band is (ValueBand.Low or ValueBand.Negative)
                    && factors.V < offer.Cost
                    ? HardStops.Costly
                : factors.V <= 0 ? HardStops.Pays
                : offer.Channels.All(channel => known[$"consent.{channel}"] is not true) ? HardStops.Consent
                : null;
            if (refused is not null)
                removed.Add((offer.Name, refused, refused));
            else
                kept.Add((offer.Name, factors.Priority, Say(offer.Texts, known)));
        }
        return new Decided(
            [.. kept.OrderByDescending(offer => offer.Item2).ThenBy(offer => offer.Item1, StringComparer.Ordinal)], removed);
    }

    private PolicyRule? Broken(Offer offer, Dictionary<string, object?> known) =>
        OfferRules.For(offer, config.Offering.Policy, config.Roles.Stops.Keys).Select(layered => layered.Asked)
            .FirstOrDefault(rule => !PartCondition.AsksHistory(rule.Must) && !Holds(rule.Must, known));

    private bool Holds(Condition condition, Dictionary<string, object?> known)
    {
        if (condition.All is { } all)
            return all.All(part => Holds(part, known));
        if (condition.Any is { } any)
            return any.Any(part => Holds(part, known));
        if (condition.Not is { } not)
            return !Holds(not, known);
        var value = known[condition.Field!];
        if (condition.Missing is { } missing)
            return missing == value is null;
        var wanted = condition.In ?? (condition.Is is { } one2 ? [one2] : null);
        var number = value switch { double given => given, DateOnly day => day.DayNumber, _ => double.NaN };
        return value is not null
            && (wanted is null || wanted.Any(text => text.Text == Text(value)))
            && !(number < condition.AtLeast) && !(number > condition.AtMost) && !(number <= condition.MoreThan)
            && !(number >= condition.LessThan)
            && !(number < scored.Run.Date.DayNumber - condition.WithinDays)
            && !(number >= scored.Run.Date.DayNumber - condition.OlderThanDays);
    }

    private Factors FactorsOf(Offer offer, Dictionary<string, object?> known, ValueRecord value, Risk.RiskRecord risk, int row)
    {
        var c = config.Offering.Contexts
            .Where(context => OfferRules.Covers(context.Offers, context.Kinds, offer) && Holds(context.When, known))
            .Aggregate(1.0, (product, context) => product * (1 + context.Weight / 100));
        var margin = offer.MonthlyMargin ?? config.Value.MarginOf(offer.Product ?? "", value.PriceLevel);
        var saved = offer.SavesCost.Sum(saved => saved.Value * value.CostBy.FirstOrDefault(line => line.Name == saved.Key).Value);
        var months = offer.Months ?? value.DiscountedMonths ?? 12;
        var p = offer.Target is { } target ? scored.Scores[target].Propensity[row] : offer.Acceptance ?? 1;
        var there = new double[value.Active ? config.Value.Lifetime.HorizonMonths : 12];
        if (!value.Active || !lifetimes.TryAhead(value, row, there))
            Array.Fill(there, 1);
        var unasked = offer.Target is null
            ? months
            : Math.Round(
                lifetimes.Ahead(row, there).Without(
                    Survival.Hazard(p, config.Value.Lifetime.ChurnMonths), lifetimes.GivesUp(offer.Product)).Months,
                2);
        var atRisk = offer.SavesMonths is { } within && value.Lifetime is { } lifetime
            ? lifetime * Math.Max(0, lifetimes.Ahead(row, there).Kept(within) / there.Sum() - 1)
            : risk.ValueAtRisk ?? 0;
        var v = margin * unasked + saved / 12 * months + offer.Saves * atRisk - offer.Cost;
        var group = config.GroupPlan?.Groups.FirstOrDefault(group => group.Fits(value.Segment, value.Band));
        var lever = group?.LeverWeights.TryGetValue(offer.Lever, out var own) == true
            ? own
            : config.Offering.LeverWeights.GetValueOrDefault(offer.Lever);
        return new Factors(Math.Round(p, 6), Math.Max(0, Math.Round(c, 4)), Money.Round(v),
            Math.Round((1 + lever / 100) * (1 + offer.Weight / 100), 4));
    }

    private static string Say(OfferTexts texts, Dictionary<string, object?> known) => string.Join(
        '\n', new[] { texts.Title, texts.Reason, texts.SayFirst, texts.PriceEffect, texts.MustSay }
            .Concat(texts.Objections.SelectMany(objection => new[] { objection.Says, objection.Answer })).OfType<string>()
                .Select(text => Fill(text, known)));

    private static string Fill(string text, Dictionary<string, object?> known) => Field().Replace(text, match =>
        known.GetValueOrDefault(match.Groups[1].Value) switch
        {
            null => match.Groups[3].Success ? match.Groups[3].Value : "not known",
            double number =>
                number.ToString(match.Groups[2].Success ? match.Groups[2].Value : "0.##", CultureInfo.InvariantCulture),
            var other => Text(other),
        });

    private static object? Fact(SnapshotColumn column, int row) => column.IsMissing(row) ? null : column.Kind switch
    {
        ColumnKind.Text => column.Text(row),
        ColumnKind.Flag => column.Number(row) != 0,
        ColumnKind.Date => DateOnly.FromDayNumber((int)column.Number(row)),
        _ => column.Number(row),
    };

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    [GeneratedRegex(@"\{([^:|}]+)(?::([^|}]+))?(?:\|([^}]+))?\}")]
    private static partial Regex Field();
}
