namespace ReapFunctions.Scorecards.Plans;

/// <summary>What promises of plans have been worth: realised over promised by lever, from all plans that were kept.</summary>
/// <remarks>
/// Empirical Bayes, as in a meta-analysis with random effects (DerSimonian and Laird 1986): the levers' ratios, each with the
/// variance of its realised money, are shrunk to the portfolio's mean the more the less is known of them; the mean itself to 1,
/// which is what plans say without experience, with a standard deviation of <see cref="Doubt"/>. The intervals hold what is not
/// known of the mean too (Morris 1983). A result without any width, where nobody's value has moved, tells nothing of contacts.
/// </remarks>
/// <param name="Mean">Of all levers; 1 where nothing is known.</param>
/// <param name="Levers">By lever that plans had: its worth, not below 0.</param>
/// <param name="Low">By the same levers: the lower end of its 95 % interval, not below 0.</param>
/// <param name="High">Likewise the upper end.</param>
/// <param name="Plans">Plans and selections whose result is in it.</param>
public sealed record PlanWorth(
    double Mean, IReadOnlyDictionary<string, double> Levers, IReadOnlyDictionary<string, double> Low,
    IReadOnlyDictionary<string, double> High, int Plans)
{
    private static readonly Dictionary<string, double> None = [];

    public static readonly PlanWorth Unknown = new(1, None, None, None, 0);

    private const double Doubt = 0.5;
    private const double Z95 = 1.96;
    private const double Least = 1e-9;

    /// <param name="results">By plan and selection: what has come of it.</param>
    public static PlanWorth Of(IReadOnlyCollection<IReadOnlyList<PlanLine>> results)
    {
        var levers = results.SelectMany(lines => lines)
            .Where(line => line is { Ratio: not null, Realised: not null }
                && line.Realised.High > line.Realised.Low && line.Group.StartsWith("lever:", StringComparison.Ordinal))
            .GroupBy(line => line.Group["lever:".Length..], StringComparer.Ordinal)
            .Select(lever => (Lever: lever.Key, Known: Together([.. lever.Select(RatioOf)]))).ToArray();
        if (levers.Length == 0)
            return Unknown;
        var between = Between([.. levers.Select(lever => lever.Known)]);
        var weights = levers.Select(lever => 1 / (lever.Known.Variance + between)).Append(1 / (Doubt * Doubt)).ToArray();
        var mean = levers.Select(lever => lever.Known.Ratio).Append(1).Zip(weights, (ratio, weight) => ratio * weight).Sum()
            / weights.Sum();
        var shrunk = levers.OrderBy(lever => lever.Lever, StringComparer.Ordinal)
            .Select(lever => (lever.Lever, Known: Shrunk(lever.Known, (mean, 1 / weights.Sum()), between))).ToArray();
        static double Share(double ratio) => Math.Round(Math.Max(0, ratio), 4);
        Dictionary<string, double> End(double z) => shrunk.ToDictionary(
            lever => lever.Lever, lever => Share(lever.Known.Ratio + z * Math.Sqrt(lever.Known.Variance)));
        return new PlanWorth(
            Share(mean), End(0), End(-Z95), End(Z95),
            results.Count(lines => lines.Any(line => line.Ratio is not null)));
    }

    /// <summary>What a lever's promises are worth.</summary>
    public double Of(string lever) => Levers.GetValueOrDefault(lever, Mean);

    private static (double Ratio, double Variance) RatioOf(PlanLine line)
    {
        var error = (line.Realised!.High - line.Realised.Low) / (2 * Z95) / (double)line.Due;
        return (line.Ratio!.Value, error * error);
    }

    private static (double Ratio, double Variance) Pooled((double Ratio, double Variance)[] known)
    {
        var weights = known.Sum(ratio => 1 / Math.Max(ratio.Variance, Least));
        return (known.Sum(ratio => ratio.Ratio / Math.Max(ratio.Variance, Least)) / weights, 1 / weights);
    }

    /// <summary>
    /// One lever's ratio from all its promises. They may be of the same customers, and are all judged by the same night: the
    /// deviation of their mean is no less than theirs, whatever they have to do with each other, so that a promise kept twice is
    /// one.
    /// </summary>
    private static (double Ratio, double Variance) Together((double Ratio, double Variance)[] promises)
    {
        var ratio = Pooled(promises).Ratio;
        var weights = promises.Sum(promise => 1 / Math.Max(promise.Variance, Least));
        var deviation = promises.Sum(promise => Math.Sqrt(promise.Variance) / Math.Max(promise.Variance, Least)) / weights;
        return (ratio, deviation * deviation);
    }

    /// <summary>Variance between levers beyond what chance makes: the moments of DerSimonian and Laird, not below 0.</summary>
    private static double Between((double Ratio, double Variance)[] known)
    {
        var weights = known.Select(lever => 1 / lever.Variance).ToArray();
        var (sum, mean) = (weights.Sum(), Pooled(known).Ratio);
        var q = known.Zip(weights, (lever, weight) => weight * (lever.Ratio - mean) * (lever.Ratio - mean)).Sum();
        var c = sum - weights.Sum(weight => weight * weight) / sum;
        return c <= 0 ? 0 : Math.Max(0, (q - (known.Length - 1)) / c);
    }

    /// <summary>What is not known of the mean comes on top, as much of it as the lever takes from the mean.</summary>
    private static (double Ratio, double Variance) Shrunk(
        (double Ratio, double Variance) lever, (double Ratio, double Variance) mean, double between)
    {
        // With one lever nothing is known of how they differ: it is shrunk as the mean is.
        var prior = Math.Max(between, Doubt * Doubt / 4);
        var own = 1 / (1 / lever.Variance + 1 / prior);
        var ofMean = own / prior;
        return ((lever.Ratio / lever.Variance + mean.Ratio / prior) * own, own + ofMean * ofMean * mean.Variance);
    }
}
