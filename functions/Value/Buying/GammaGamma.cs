namespace ReapFunctions.Value.Buying;

/// <summary>Repeat purchases of a customer and their mean amount.</summary>
public readonly record struct Spending(double Repeats, double Mean);

/// <summary>
/// The gamma-gamma model of spending (Fader and Hardie 2013): the amount of a purchase is gamma(p, ν), ν is gamma(q, v) over
/// customers, and neither depends on how often somebody buys.
/// </summary>
public sealed record GammaGamma(double P, double Q, double V)
{
    /// <summary>The parameters of greatest likelihood; customers without a repeat purchase do not count.</summary>
    /// <exception cref="ArgumentException">Nobody has a repeat purchase of a positive amount.</exception>
    public static GammaGamma Fit(IEnumerable<Spending> customers)
    {
        var counted = customers.Where(customer => customer is { Repeats: > 0, Mean: > 0 }).ToArray();
        if (counted.Length == 0)
            throw new ArgumentException("A model of spending needs customers with repeat purchases.", nameof(customers));
        var best = Simplex.Minimise(logs => -counted.Sum(customer => Of(logs).LogLikelihood(customer)), [0, 0, 0]);
        return Of(best);
    }

    /// <summary>ln f of the mean amount of x purchases, equation 1a of the note.</summary>
    public double LogLikelihood(Spending one)
    {
        var (x, mean) = one;
        return Gamma.Log(P * x + Q) - Gamma.Log(P * x) - Gamma.Log(Q)
            + Q * Math.Log(V) + (P * x - 1) * Math.Log(mean) + P * x * Math.Log(x)
            - (P * x + Q) * Math.Log(V + mean * x);
    }

    /// <summary>The amount expected of the next purchases: between the mean of all and the customer's own, equation 5.</summary>
    public double Expected(Spending one) => one.Repeats == 0
        ? P * V / (Q - 1)
        : P * (V + one.Mean * one.Repeats) / (P * one.Repeats + Q - 1);

    /// <summary>q is above 1: below it, no mean amount exists.</summary>
    private static GammaGamma Of(double[] logs) => new(Math.Exp(logs[0]), 1 + Math.Exp(logs[1]), Math.Exp(logs[2]));
}
