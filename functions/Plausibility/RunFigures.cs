using ReapFunctions.Offers;
using ReapFunctions.Risk;
using ReapFunctions.Scorecards;
using ReapFunctions.Scoring;
using ReapFunctions.Value;

namespace ReapFunctions.Plausibility;

/// <summary>
/// What a run is judged by. Parts of buckets add up to the same figures in any order. Serialises to JSON as it is, and names
/// nobody.
/// </summary>
public sealed record RunFigures
{
    public long Customers { get; init; }

    public long Active { get; init; }

    /// <summary>Value of 12 months of active customers.</summary>
    public decimal Value { get; init; }

    /// <summary>The same without signs: 0 only when nobody has any value.</summary>
    public decimal AbsoluteValue { get; init; }

    /// <summary>By value decile: active customers.</summary>
    public IReadOnlyDictionary<int, long> Deciles { get; init; } = new Dictionary<int, long>();

    /// <summary>By risk band: active customers whose risk is known.</summary>
    public IReadOnlyDictionary<string, long> RiskBands { get; init; } = new Dictionary<string, long>();

    /// <summary>By target: all customers by bin of propensity, see <see cref="PropensityBins"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Propensities { get; init; } =
        new Dictionary<string, IReadOnlyList<long>>();

    public static RunFigures Sum(ScoredSnapshot scored, Decisions decisions)
    {
        var active = decisions.Values.Where(value => value.Active).ToArray();
        var known = decisions.Risks.Where((risk, row) =>
            decisions.Values[row].Active && risk.Band is not (null or RiskOptions.Unknown));
        return new RunFigures
        {
            Customers = decisions.Values.Length,
            Active = active.Length,
            Value = active.Sum(value => Money.Exact(value.Current)),
            AbsoluteValue = active.Sum(value => Math.Abs(Money.Exact(value.Current))),
            Deciles = Counts(active.Select(value => value.Decile)),
            RiskBands = Counts(known.Select(risk => risk.Band!)),
            Propensities = scored.Scores.OrderBy(target => target.Key, StringComparer.Ordinal)
                .ToDictionary(target => target.Key, target => PropensityBins.Count(target.Value.Propensity)),
        };
    }

    public static RunFigures operator +(RunFigures one, RunFigures other) => new()
    {
        Customers = one.Customers + other.Customers,
        Active = one.Active + other.Active,
        Value = one.Value + other.Value,
        AbsoluteValue = one.AbsoluteValue + other.AbsoluteValue,
        Deciles = Sums.Add(one.Deciles, other.Deciles, static (a, b) => a + b),
        RiskBands = Sums.Add(one.RiskBands, other.RiskBands, static (a, b) => a + b),
        Propensities = Sums.Add(one.Propensities, other.Propensities, static (a, b) => [.. a.Zip(b, static (x, y) => x + y)]),
    };

    private static Dictionary<TKey, long> Counts<TKey>(IEnumerable<TKey> keys)
        where TKey : notnull => keys.CountBy(key => key).OrderBy(count => count.Key)
            .ToDictionary(count => count.Key, count => (long)count.Value);
}
