using ReapFunctions.Scorecards.Digests;

namespace ReapFunctions.Scorecards.Moves;

/// <summary>
/// What customers who have been erased since had in the change of value: of each group, what the scorecards count and the digests
/// know nothing of any more. What they brought before is of their earlier decile, what they bring now of their later one, so
/// deciles and segments close as the total does.
/// </summary>
internal sealed class ErasedCauses
{
    private readonly Dictionary<string, Known> groups = [];

    /// <param name="before">The digests of the earlier run.</param>
    /// <param name="now">Those of the later one.</param>
    public ErasedCauses(IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now)
    {
        Add(before, static (known, row) => known with { Then = known.Then.With(row) });
        Add(now, static (known, row) => known with { Now = known.Now.With(row) });
    }

    /// <summary>By group in the order of the scorecard, the total first.</summary>
    public IReadOnlyList<ValueCause> Of(Scorecard before, Scorecard now) =>
    [
        .. new[] { Of(CauseSums.Total, before.Total.Sums, now.Total.Sums) }.OfType<ValueCause>(),
        .. Rows(CauseSums.Decile, before.Deciles, now.Deciles),
        .. Rows(CauseSums.Segment, before.Segments, now.Segments),
    ];

    private void Add(IReadOnlyList<RunDigest> digests, Func<Known, DigestRow, Known> with)
    {
        foreach (var digest in digests)
            foreach (var row in digest.Rows.Where(row => row.Active))
                foreach (var group in CauseSums.GroupsOf(digest, row))
                    groups[group] = with(groups.GetValueOrDefault(group), row);
    }

    private IEnumerable<ValueCause> Rows(string prefix, IReadOnlyList<ScorecardRow> before, IReadOnlyList<ScorecardRow> now) =>
        before.Concat(now).Select(row => row.Name).Distinct(StringComparer.Ordinal)
            // A digest names at most 62 segments: of others nothing was known at any time.
            .Where(name => prefix == CauseSums.Decile || groups.ContainsKey(prefix + name))
            .Select(name => Of(prefix + name, SumsOf(before, name), SumsOf(now, name)))
            .OfType<ValueCause>();

    private static ScorecardCell SumsOf(IReadOnlyList<ScorecardRow> rows, string name) =>
        rows.FirstOrDefault(row => row.Name == name)?.Sums ?? new ScorecardCell();

    private ValueCause? Of(string group, ScorecardCell before, ScorecardCell now)
    {
        var known = groups.GetValueOrDefault(group);
        var customers = Math.Max(before.Active - known.Then.Customers, now.Active - known.Now.Customers);
        return customers <= 0
            ? null
            : new ValueCause(
                group, Migration.Erased, customers,
                now.Value - before.Value - (known.Now.Cents - known.Then.Cents) / 100m,
                (now.Lifetime ?? 0) - (before.Lifetime ?? 0) - (known.Now.Lifetime - known.Then.Lifetime) / 100m);
    }

    private readonly record struct Known(Sum Then, Sum Now);

    private readonly record struct Sum(long Customers, long Cents, long Lifetime)
    {
        public Sum With(DigestRow row) => new(Customers + 1, Cents + row.Cents, Lifetime + row.Lifetime);
    }
}
