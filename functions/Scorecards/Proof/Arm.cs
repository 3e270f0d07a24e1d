using ReapFunctions.Scorecards.Digests;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// One side of a comparison: customers, how many of them did it, and what they brought. Sums are exact, so parts add up.
/// </summary>
/// <param name="Customers">Customers in the arm.</param>
/// <param name="Successes">Those who did what the offer is for.</param>
/// <param name="Value">Sum over customers of the change of value.</param>
/// <param name="Squares">Sum of its squares.</param>
/// <param name="Cubes">Sum of its cubes; null where it was not kept.</param>
/// <param name="Base">Sums of the value at the start of the comparison; null where it was not kept.</param>
public sealed record Arm(
    long Customers, long Successes, decimal Value, decimal Squares, double? Cubes = null, BaseSums? Base = null)
{
    public static readonly Arm Empty = new(0, 0, 0, 0, 0, BaseSums.Empty);

    public double Rate => Customers == 0 ? 0 : (double)Successes / Customers;

    public double Mean => Customers == 0 ? 0 : (double)(Value / Customers);

    /// <summary>Unbiased variance of the value per customer.</summary>
    internal double Variance =>
        Customers < 2 ? 0 : Math.Max(0, (double)((Squares - Value * Value / Customers) / (Customers - 1)));

    /// <summary>Third central moment of the value per customer.</summary>
    internal double ThirdCumulant
    {
        get
        {
            var mean = Mean;
            return Customers > 0 && Cubes is { } cubes
                ? cubes / Customers - 3 * mean * (double)(Squares / Customers) + 2 * mean * mean * mean
                : 0;
        }
    }

    /// <summary>The arm with one customer more.</summary>
    /// <param name="value">The change of value since the start.</param>
    /// <param name="baseValue">The value at the start.</param>
    public Arm With(bool success, decimal value, decimal baseValue = 0) => new(
        Customers + 1, Successes + (success ? 1 : 0), Value + value, Squares + value * value,
        Cubes + (double)value * (double)value * (double)value, Base?.With(value, baseValue));

    public static Arm operator +(Arm one, Arm other) => new(
        one.Customers + other.Customers, one.Successes + other.Successes, one.Value + other.Value, one.Squares + other.Squares,
        one.Cubes + other.Cubes, one.Base is { } left && other.Base is { } right ? left + right : null);
}

/// <summary>Those who could be contacted and their control group.</summary>
public sealed record ArmPair(Arm Treated, Arm Control)
{
    public static readonly ArmPair Empty = new(Arm.Empty, Arm.Empty);

    /// <summary>
    /// With one customer more, by what became of them from one night to another; who has left is worth nothing.
    /// </summary>
    internal ArmPair With(DigestRow was, DigestRow isNow, bool success)
    {
        var change = ((isNow.Active ? isNow.Cents : 0) - was.Cents) / 100m;
        return was.Control
            ? this with { Control = Control.With(success, change, was.Cents / 100m) }
            : this with { Treated = Treated.With(success, change, was.Cents / 100m) };
    }

    public static ArmPair operator +(ArmPair one, ArmPair other) => new(one.Treated + other.Treated, one.Control + other.Control);
}

/// <summary>
/// Sums over an arm's customers of what was known of each at the start, their base value b, and of its products with the change
/// of value x.
/// </summary>
/// <param name="Sum">Σ b.</param>
/// <param name="Squares">Σ b².</param>
/// <param name="Products">Σ x b.</param>
/// <param name="Cubes">Σ b³.</param>
/// <param name="ByChange">Σ x b².</param>
/// <param name="ByChangeSquared">Σ x² b.</param>
public sealed record BaseSums(
    decimal Sum, decimal Squares, decimal Products, double Cubes, double ByChange, double ByChangeSquared)
{
    public static readonly BaseSums Empty = new(0, 0, 0, 0, 0, 0);

    /// <summary>The sums with one customer more.</summary>
    public BaseSums With(decimal change, decimal value)
    {
        var (x, b) = ((double)change, (double)value);
        return new BaseSums(
            Sum + value, Squares + value * value, Products + change * value, Cubes + b * b * b, ByChange + x * b * b,
            ByChangeSquared + x * x * b);
    }

    /// <summary>The arm whose customers bring x - share · b in place of x.</summary>
    internal Arm LeftOf(Arm arm, decimal share)
    {
        var s = (double)share;
        return arm with
        {
            Value = arm.Value - share * Sum,
            Squares = arm.Squares - 2 * share * Products + share * share * Squares,
            Cubes = arm.Cubes - 3 * s * ByChangeSquared + 3 * s * s * ByChange - s * s * s * Cubes,
            Base = null,
        };
    }

    /// <summary>The arm whose customers bring their base value.</summary>
    internal Arm AsArm(long customers) => new(customers, 0, Sum, Squares, Cubes);

    public static BaseSums operator +(BaseSums one, BaseSums other) => new(
        one.Sum + other.Sum, one.Squares + other.Squares, one.Products + other.Products, one.Cubes + other.Cubes,
        one.ByChange + other.ByChange, one.ByChangeSquared + other.ByChangeSquared);
}
