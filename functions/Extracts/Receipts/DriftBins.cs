using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>How far a column has moved, before it is judged.</summary>
/// <param name="Degrees">Degrees of freedom.</param>
/// <param name="Scatter">1/n + 1/m: a chi-squared of as many degrees times this is what chance alone gives.</param>
internal sealed record ColumnMove(
    string Column, double Psi, int Degrees, double Scatter, string Bin, double Expected, double Actual)
{
    /// <summary>The chance of a move so far where nothing has changed.</summary>
    public double P => ChiSquared.UpperTail(Psi / Scatter, Degrees);
}

/// <summary>The rows of a column by bin, before and tonight.</summary>
internal sealed class DriftBins
{
    private readonly List<(string Name, double Expected, double Actual)> bins = [];

    /// <summary>One bin for each value.</summary>
    public static DriftBins ByValue(ColumnProfile latest, IReadOnlyList<ColumnProfile> before)
    {
        var made = new DriftBins();
        var values = before.Append(latest).SelectMany(profile => profile.Values!.Keys).Distinct().Order(StringComparer.Ordinal);
        foreach (var value in values)
            made.bins.Add(
                ($"'{value}'", before
                .Sum(profile => profile.Values!.GetValueOrDefault(value)), latest.Values!.GetValueOrDefault(value)));
        made.bins.Add(("missing", before.Sum(MissingOf), MissingOf(latest)));
        return made;

        static double MissingOf(ColumnProfile profile) => profile.SampledRows - profile.Values!.Values.Sum();
    }

    /// <summary>Bins between the deciles of the nights before, pooled.</summary>
    /// <param name="areAges">Whether the numbers are days after the drop's date, of dates: then bins are called by age.</param>
    public static DriftBins ByDecile(ColumnProfile latest, IReadOnlyList<ColumnProfile> before, bool areAges)
    {
        var made = new DriftBins();
        var known = before.Where(profile => profile.Quantiles is not null).ToList();
        var edges = Deciles(known);
        for (var bin = 0; bin <= edges.Count; bin++)
        {
            double? from = bin == 0 ? null : edges[bin - 1];
            double? to = bin == edges.Count ? null : edges[bin];
            made.bins.Add(
                (areAges ? Age(from, to) : Name(from, to), known
                .Sum(profile => Present(profile) * Share(profile, from, to)), Present(latest) * Share(latest, from, to)));
        }
        made.bins.Add(
            ("missing", before.Sum(profile => profile.SampledRows - Present(profile)), latest.SampledRows - Present(latest)));
        return made;
    }

    public ColumnMove Compare(string column)
    {
        // A bin that is empty on both sides says nothing and would only take up a degree of freedom.
        var used = bins.Where(bin => bin.Expected + bin.Actual > 0).ToList();
        double expected = used.Sum(bin => bin.Expected), actual = used.Sum(bin => bin.Actual);
        var terms = PopulationStability.Terms([.. used.Select(bin => (bin.Expected, bin.Actual))]);
        var largest = -1.0;
        var worst = (Name: "", Expected: 0.0, Actual: 0.0);
        foreach (var (term, bin) in terms.Zip(used))
        {
            if (term > largest)
                (largest, worst) = (term, (bin.Name, bin.Expected / expected, bin.Actual / actual));
        }
        return new(
            column, terms.Sum(), Math.Max(1, used.Count - 1), 1 / expected + 1 / actual, worst.Name, worst.Expected,
            worst.Actual);
    }

    /// <summary>The deciles of all nights together, each once.</summary>
    private static List<double> Deciles(List<ColumnProfile> profiles)
    {
        var total = profiles.Sum(Present);
        var candidates = profiles.SelectMany(profile => profile.Quantiles!).Distinct().Order().ToArray();
        var edges = new List<double>();
        for (var decile = 1; decile <= 9; decile++)
        {
            var edge = candidates.First(
                value =>
                profiles.Sum(profile => Present(profile) * Below(profile.Quantiles!, value))
                    >= total * decile / 10 - 1e-9 * total);
            if ((edges.Count == 0 || edge > edges[^1]) && edge < candidates[^1])
                edges.Add(edge);
        }
        return edges;
    }

    private static double Present(ColumnProfile profile)
    {
        var values = profile.Values?.Values.Sum();
        return values ?? profile.SampledRows * (1 - MissingShare(profile));
    }

    private static double MissingShare(ColumnProfile profile) => profile.Rows == 0 ? 0 : (double)profile.Missing / profile.Rows;

    /// <summary>The share of values above one edge and up to another; 0 of a column that has none left.</summary>
    private static double Share(ColumnProfile profile, double? from, double? to) => profile.Quantiles is null
        ? 0
        : (to is { } upper ? Below(profile.Quantiles!, upper) : 1) - (from is { } lower ? Below(profile.Quantiles!, lower) : 0);

    /// <summary>The share of values up to one, from quantiles at equal steps.</summary>
    private static double Below(IReadOnlyList<double> quantiles, double value)
    {
        var steps = quantiles.Count - 1;
        if (value < quantiles[0])
            return 0;
        var last = steps;
        while (quantiles[last] > value)
            last--;
        if (last == steps)
            return 1;
        var width = quantiles[last + 1] - quantiles[last];
        return (last + (value - quantiles[last]) / width) / steps;
    }

    private static string Name(double? from, double? to) => (from, to) switch
    {
        (null, { } upper) => FormattableString.Invariant($"up to {upper:G6}"),
        ({ } lower, null) => FormattableString.Invariant($"above {lower:G6}"),
        ({ } lower, { } upper) => FormattableString.Invariant($"{lower:G6} to {upper:G6}"),
        _ => "present",
    };

    /// <summary>The same of days after the drop's date: 10 days before it are an age of 10 days.</summary>
    private static string Age(double? from, double? to) => (from, to) switch
    {
        (null, { } upper) => FormattableString.Invariant($"{-upper:G6} days old or older"),
        ({ } lower, null) => FormattableString.Invariant($"younger than {-lower:G6} days"),
        ({ } lower, { } upper) => FormattableString.Invariant($"{-upper:G6} to {-lower:G6} days old"),
        _ => "present",
    };
}
