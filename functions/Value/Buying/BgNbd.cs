namespace ReapFunctions.Value.Buying;

/// <summary>What a customer without a contract bought.</summary>
/// <param name="Repeats">Repeat purchases, x: the first is not one.</param>
/// <param name="Recency">When the last was, since the first, t(x).</param>
/// <param name="Age">Time observed since the first purchase, T.</param>
public readonly record struct Purchases(double Repeats, double Recency, double Age);

/// <summary>
/// The BG/NBD model of buying without a contract (Fader, Hardie and Lee 2005, "Counting Your Customers" the Easy Way): purchases
/// come as a Poisson process whose rate is gamma(r, alpha) over customers; after each, a customer drops out with a probability
/// that is beta(a, b).
/// </summary>
public sealed record BgNbd(double R, double Alpha, double A, double B)
{
    /// <summary>The parameters of greatest likelihood.</summary>
    /// <exception cref="ArgumentException">No customer.</exception>
    public static BgNbd Fit(IReadOnlyList<Purchases> customers)
    {
        if (customers.Count == 0)
            throw new ArgumentException("A model of buying needs customers.", nameof(customers));
        // The logarithms of the parameters: they are positive. Customers alike in everything are counted once.
        var groups = customers.GroupBy(purchases => purchases).Select(group => (group.Key, Count: group.Count())).ToArray();
        var best = Simplex.Minimise(logs => -groups.Sum(group => group.Count * Of(logs).LogLikelihood(group.Key)), [0, 0, 0, 0]);
        return Of(best);
    }

    /// <summary>ln L of one customer, equation 6 of the paper.</summary>
    public double LogLikelihood(Purchases one)
    {
        var (x, t, age) = one;
        var common = Gamma.Log(R + x) - Gamma.Log(R) + R * Math.Log(Alpha)
            + Gamma.Log(A + B) + Gamma.Log(B + x) - Gamma.Log(B) - Gamma.Log(A + B + x);
        var alive = -(R + x) * Math.Log(Alpha + age);
        if (x == 0)
            return common + alive;
        var gone = Math.Log(A / (B + x - 1)) - (R + x) * Math.Log(Alpha + t);
        var larger = Math.Max(alive, gone);
        return common + larger + Math.Log(Math.Exp(alive - larger) + Math.Exp(gone - larger));
    }

    /// <summary>The chance that the customer still buys, 0 to 1.</summary>
    public double Alive(Purchases one) => one.Repeats == 0
        ? 1
        : 1 / (1 + A / (B + one.Repeats - 1) * Math.Pow((Alpha + one.Age) / (Alpha + one.Recency), R + one.Repeats));

    /// <summary>Purchases expected in the time ahead, equation 10 of the paper.</summary>
    public double Expected(Purchases one, double ahead)
    {
        var (x, _, age) = one;
        var z = ahead / (Alpha + age + ahead);
        var hyper = Gamma.Hypergeometric(R + x, B + x, A + B + x - 1, z);
        var growth = 1 - Math.Pow((Alpha + age) / (Alpha + age + ahead), R + x) * hyper;
        return (A + B + x - 1) / (A - 1) * growth * Alive(one);
    }

    private static BgNbd Of(double[] logs) => new(Math.Exp(logs[0]), Math.Exp(logs[1]), Math.Exp(logs[2]), Math.Exp(logs[3]));
}
