using ReapFunctions.Scorecards.Causes;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Scorecards.Leavers;

namespace ReapFunctions.Scorecards;

/// <summary>One measure on two nights.</summary>
public sealed record MeasureMove(
    string Name, string Lever, double? Before, double? Now, double? Change, double? Goal, double? Gap);

/// <summary>What became of some customers' sums and measures between two nights.</summary>
public sealed record RowMove(
    string Name, long Customers, long Active, decimal Value, decimal? Lifetime, decimal CostToServe, decimal? ValueAtRisk,
    IReadOnlyList<MeasureMove> Measures);

/// <summary>How the scorecard moved between two runs: worked out when it is read, from the two as they were published.</summary>
public sealed record ScorecardMovement(
    string From, string To, RowMove Total, IReadOnlyList<RowMove> Deciles, IReadOnlyList<RowMove> Segments)
{
    /// <summary>By cause of dissatisfaction; none without care.json.</summary>
    public IReadOnlyList<RootCauseMove> RootCauses { get; init; } = [];

    /// <summary>By reason for leaving; none in a portfolio that asks for none.</summary>
    public IReadOnlyList<LeaverMove> Leavers { get; init; } = [];

    /// <summary>By group of the plan; null in a portfolio without a plan by group.</summary>
    public GroupMovement? Groups { get; init; }

    private static readonly ScorecardRow Nobody = new("", new ScorecardCell(), []);

    public static ScorecardMovement Between(Scorecard before, Scorecard now) => new(
        before.Run, now.Run, Move(before.Total, now.Total), Moves(before.Deciles, now.Deciles),
            Moves(before.Segments, now.Segments))
    {
        RootCauses = RootCauseMove.Between(before.RootCauses, now.RootCauses),
        Leavers = LeaverMove.Between(before.Leavers, now.Leavers),
    };

    private static RowMove[] Moves(IReadOnlyList<ScorecardRow> before, IReadOnlyList<ScorecardRow> now)
    {
        var earlier = before.ToDictionary(row => row.Name, StringComparer.Ordinal);
        var later = now.ToDictionary(row => row.Name, StringComparer.Ordinal);
        return [.. now.Select(row => row.Name).Concat(before.Select(row => row.Name)).Distinct()
            .Select(name => Move(
                earlier.GetValueOrDefault(name) ?? Nobody with { Name = name },
                later.GetValueOrDefault(name) ?? Nobody with { Name = name }))];
    }

    private static RowMove Move(ScorecardRow before, ScorecardRow now) => new(
        now.Name,
        now.Sums.Customers - before.Sums.Customers,
        now.Sums.Active - before.Sums.Active,
        now.Sums.Value - before.Sums.Value,
        Change(before.Sums.Lifetime, now.Sums.Lifetime),
        now.Sums.CostToServe - before.Sums.CostToServe,
        Change(before.Sums.ValueAtRisk, now.Sums.ValueAtRisk),
        [.. now.Measures
            .Select(measure => Move(before.Measures.FirstOrDefault(earlier => earlier.Name == measure.Name)?.Value, measure))]);

    /// <summary>Null where neither night has the number: nobody's counts as 0.</summary>
    private static decimal? Change(decimal? before, decimal? now) =>
        before is null && now is null ? null : (now ?? 0) - (before ?? 0);

    private static MeasureMove Move(double? before, Measure now) => new(
        now.Name,
        now.Lever,
        before,
        now.Value,
        before is { } was && now.Value is { } value ? Math.Round(value - was, 6) : null,
        now.Goal,
        now.Gap);
}
