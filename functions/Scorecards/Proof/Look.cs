using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// One of many looks at the same comparison, night after night. The chance of a false alarm, 5 %, is spent over all nights there
/// will ever be, so that it holds whenever somebody stops.
/// </summary>
/// <remarks>
/// <code>
/// w(k) = 10 / ((9 + k)(10 + k))     Σ w(k) over k = 1, 2, ... is 1     night k may err in 5 % x w(k) of cases
/// </code>
/// A confidence sequence as Howard, Ramdas, McAuliffe and Sekhon define it (Annals of Statistics 49, 2021, 1055-1080), by a union
/// bound over nights (Darling and Robbins, PNAS 58, 1967, 66-68). Their sharper bounds, and the asymptotic ones of Waudby-Smith,
/// Arbour, Sinha, Kennedy and Ramdas (Annals of Statistics 52, 2024), are for customers who come one after the other. Here the
/// same customers are looked at again, and what goes up and comes back is no martingale: only the union bound holds whatever
/// the nights have to do with each other. Each night's interval is the one for a single look at its own level, so few customers,
/// arms of any sizes and skewed money are seen to.
/// </remarks>
/// <param name="Night">From 1: nights since the comparison began.</param>
internal readonly record struct Look(int Night)
{
    private const double Alpha = 0.05;

    /// <summary>After as many nights half of the chance is spent.</summary>
    private const double Half = 10;

    /// <summary>The night's share of the chance of a false alarm.</summary>
    public double Weight => WeightOf(Night);

    /// <summary>How far the ends of the night's intervals are out, in standard errors of a normal.</summary>
    public double Z { get; } = NormalDistribution.Quantile(1 - Alpha * WeightOf(Night) / 2);

    /// <summary>A p-value that may be looked at on every night, from one that may be looked at once.</summary>
    public double Anytime(double p) => Math.Min(1, p / Weight);

    private static double WeightOf(int night) => Half / ((Half - 1 + night) * (Half + night));
}
