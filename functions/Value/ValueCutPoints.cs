using ReapFunctions.Runs;
using ReapFunctions.Value.Buying;
using ReapFunctions.Value.Rhythms;

namespace ReapFunctions.Value;

/// <summary>
/// The values that part the deciles, kept from the base period: a customer who rises by a decile really rose, whatever became
/// of the others. Serialises to JSON as it is.
/// </summary>
/// <param name="Base">The run whose customers made the cut points, such as <c>2026-11-21.1</c>.</param>
/// <param name="Cuts">Nine values, falling: decile 1 is at or above the first, decile 10 below the last.</param>
/// <param name="Typical">By component of the current value: its mean over the base period.</param>
/// <param name="Buying">What purchases were expected by in the base period; null where the lifetime does not stand on
/// them.</param>
public sealed record ValueCutPoints(
    string Base, IReadOnlyList<double> Cuts, IReadOnlyDictionary<string, double> Typical, BuyingFit? Buying = null)
{
    /// <summary>By target: its mean propensity over the base period; empty where it is not known.</summary>
    public IReadOnlyDictionary<string, double> Chances { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// By product: the hazard per month with which who holds it gives it up and stays; empty where it is not known.
    /// </summary>
    public IReadOnlyDictionary<string, double> GivenUp { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// By product: the odds of leaving of who holds it over those of the same customer without; empty where it is not known.
    /// </summary>
    public IReadOnlyDictionary<string, double> Leaving { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// By what share a customer pays more after their term has ended than before, renewed or not; null where it is not known.
    /// </summary>
    public double? TermEndRise { get; init; }

    /// <summary>By group of customers alike: what one of them spends in all in 12 months; see <see cref="Wallets"/>.</summary>
    public IReadOnlyDictionary<string, double> Wallets { get; init; } = new Dictionary<string, double>();

    /// <summary>How rhythms differ from customer to customer; null where it is not known.</summary>
    public RhythmFit? Rhythm { get; init; }

    /// <summary>Cut points from the base period's buckets, in any order: the same bytes whatever the buckets.</summary>
    /// <exception cref="ArgumentException">No customer in any part.</exception>
    public static ValueCutPoints From(RunId run, IEnumerable<ValueBasePart> parts)
    {
        var values = new List<double>();
        var sums = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            values.AddRange(part.Values);
            foreach (var (name, sum) in part.Sums)
                sums[name] = sums.GetValueOrDefault(name) + sum;
        }
        var typical = sums.ToDictionary(sum => sum.Key, sum => Money.Round((double)sum.Value / Math.Max(1, values.Count)));
        return new ValueCutPoints(run.ToString(), CutsOf(values), typical);
    }

    /// <summary>Cut points from values alone; nothing is typical.</summary>
    /// <exception cref="ArgumentException">No value.</exception>
    public static ValueCutPoints From(RunId run, IReadOnlyCollection<double> values) =>
        new(run.ToString(), CutsOf(values), new Dictionary<string, double>());

    private static double[] CutsOf(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("Cut points need the value of at least one customer.", nameof(values));
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var cuts = new double[9];
        for (var k = 1; k <= 9; k++)
            cuts[k - 1] = sorted[Math.Min(sorted.Length - 1, sorted.Length - (int)((long)sorted.Length * k / 10))];
        return cuts;
    }

    /// <summary>1 (best) to 10.</summary>
    public int Decile(double value)
    {
        for (var k = 0; k < Cuts.Count; k++)
        {
            if (value >= Cuts[k])
                return k + 1;
        }
        return Cuts.Count + 1;
    }
}
