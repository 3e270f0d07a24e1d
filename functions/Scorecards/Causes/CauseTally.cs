using ReapFunctions.Care;
using ReapFunctions.Offers;
using ReapFunctions.Risk;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Causes;

/// <summary>What the causes of one bucket's cases come to.</summary>
internal static class CauseTally
{
    /// <returns>None in a portfolio without care.json.</returns>
    public static IReadOnlyList<RootCause> Of(ScoredSnapshot scored, Decisions decisions, CareOptions? options)
    {
        if (options is null || scored.Cases.Count == 0)
            return [];
        var places = decisions.Values.Select((value, row) => (value.CustomerId, row))
            .ToDictionary(numbered => numbered.CustomerId, numbered => numbered.row, StringComparer.Ordinal);
        var rows = new List<RootCause>();
        foreach (var cases in scored.Cases.GroupBy(found => found.CustomerId, StringComparer.Ordinal))
        {
            if (places.TryGetValue(cases.Key, out var row) && decisions.Values[row].Active)
                rows.AddRange(OfCustomer([.. cases], decisions.Values[row], decisions.Risks[row], options, scored.Run.Date));
        }
        return RootCause.Sum(rows);
    }

    /// <summary>A customer counts once in each row, with all cases that belong to it.</summary>
    private static IEnumerable<RootCause> OfCustomer(
        CustomerCase[] cases, ValueRecord value, RiskRecord risk, CareOptions options, DateOnly asOf) =>
        cases.SelectMany(found => Cuts(found, value).Select(cut => (Case: found, cut.By, cut.Name)))
            .GroupBy(cut => (Cause: options.Known(cut.Case.Cause), cut.By, cut.Name))
            .Select(row => row.Select(cut => Row(row.Key, cut.Case, cases, options, asOf))
                .Aggregate((left, right) => left + right) with
            {
                Customers = 1,
                ValueAtRisk = Money.Exact(risk.ValueAtRisk ?? 0),
            });

    private static IEnumerable<(string By, string Name)> Cuts(CustomerCase found, ValueRecord value)
    {
        yield return (RootCause.Total, RootCause.Total);
        yield return ("band", EnumName.Of(value.Band));
        yield return ("segment", value.Segment ?? ScorecardPart.NoSegment);
        yield return ("product", found.Product ?? ScorecardPart.NoSegment);
        yield return ("region", found.Region ?? ScorecardPart.NoSegment);
        yield return ("channel", found.Channel ?? ScorecardPart.NoSegment);
    }

    private static RootCause Row(
        (string Cause, string By, string Name) key, CustomerCase found, CustomerCase[] all, CareOptions options, DateOnly asOf)
    {
        var isSolved = found is { Voiced: false, SolvedOn: not null };
        var overdue = CareState.Overdue(found, options, asOf);
        return new RootCause(
            key.Cause, key.By, key.Name, 0, 0, 1, found.Voiced ? 1 : 0, isSolved ? 1 : 0,
            isSolved ? found.SolvedOn!.Value.DayNumber - found.On.DayNumber : 0, isSolved && overdue == 0 ? 1 : 0,
            found.IsOpen && overdue > 0 ? 1 : 0, isSolved && CareState.IsBack(found, all, options) ? 1 : 0)
        {
            Title = options.TitleOf(key.Cause),
            PromisedDays = options.PromisedDays(key.Cause),
        };
    }
}
