using ReapFunctions.Snapshots;
using ReapFunctions.Value.Buying;

namespace ReapFunctions.Value.Rhythms;

/// <summary>
/// How rhythms differ from customer to customer: what they do comes as a Poisson process whose rate a day is
/// gamma(r, alpha) over customers (the NBD model: Ehrenberg 1959; Schmittlein, Bemmaor and Morrison 1985). Fitted once on the
/// base period. Serialises to JSON as it is.
/// </summary>
public sealed record RhythmFit(double R, double Alpha)
{
    /// <summary>More customers make the fit no better, only slower.</summary>
    private const int MaxCustomers = 20_000;

    /// <summary>Fewer rhythms say nothing about how they differ.</summary>
    private const int MinCustomers = 100;

    /// <summary>The fit of a snapshot's customers, every so manieth of them when there are many.</summary>
    /// <returns>Null where no columns tell of a rhythm, or too few customers have one.</returns>
    public static RhythmFit? Fit(ValueOptions options, Snapshot customers, DateOnly asOf)
    {
        if (options.Rhythm is not { } rhythm || options.Lifetime.Model == LifetimeModel.Buying)
            return null;
        var columns = new RhythmColumns(rhythm, customers, asOf);
        var step = Math.Max(1, customers.Rows / MaxCustomers);
        var known = Enumerable.Range(0, customers.Rows).Where(row => row % step == 0)
            .Select(columns.Of).OfType<Purchases>().ToArray();
        return known.Length >= MinCustomers ? Fit(known) : null;
    }

    /// <summary>The parameters of greatest likelihood of the repeats within the days observed.</summary>
    /// <exception cref="ArgumentException">No customer.</exception>
    public static RhythmFit Fit(IReadOnlyList<Purchases> customers)
    {
        if (customers.Count == 0)
            throw new ArgumentException("A model of rhythms needs customers.", nameof(customers));
        var groups = customers.GroupBy(known => (known.Repeats, known.Age)).Select(group => (group.Key, Count: group.Count()))
            .OrderBy(group => group.Key).ToArray();
        var best = Simplex.Minimise(
            logs => -groups.Sum(group => group.Count * Of(logs).LogLikelihood(group.Key.Repeats, group.Key.Age)), [0, 2]);
        return Of(best);
    }

    /// <summary>ln of the chance of so many repeats within so many days: negative binomial.</summary>
    public double LogLikelihood(double repeats, double days) =>
        Gamma.Log(R + repeats) - Gamma.Log(R) - Gamma.Log(repeats + 1)
        + R * Math.Log(Alpha / (Alpha + days)) + (repeats == 0 ? 0 : repeats * Math.Log(days / (Alpha + days)));

    /// <summary>
    /// The chance that nothing comes for so many days after the last, of who keeps a rhythm of so many repeats within so many
    /// days: ((alpha + t) / (alpha + t + s))^(r + x).
    /// </summary>
    public double Silence(double repeats, double within, double quiet) =>
        Math.Pow((Alpha + within) / (Alpha + within + quiet), R + repeats);

    /// <summary>The days of silence from which on that is below a chance.</summary>
    internal double QuietAt(double repeats, double within, double chance) =>
        (Alpha + within) * (Math.Pow(chance, -1 / (R + repeats)) - 1);

    private static RhythmFit Of(double[] logs) => new(Math.Exp(logs[0]), Math.Exp(logs[1]));
}
