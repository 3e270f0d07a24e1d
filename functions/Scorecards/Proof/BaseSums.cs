namespace ReapFunctions.Scorecards.Proof;

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
