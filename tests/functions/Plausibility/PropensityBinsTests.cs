using ReapFunctions.Plausibility;

namespace ReapFunctions.Tests.Plausibility;

public class PropensityBinsTests
{
    [Theory]
    [InlineData(0f, 0)]
    [InlineData(0.5f, 32)]
    [InlineData(1f, 63)]
    public void EveryPropensityHasABin(float propensity, int bin) =>
        Assert.Equal(1, PropensityBins.Count([propensity])[bin]);

    [Fact]
    public void AMissingPropensityIsNotCounted() => Assert.Equal(0, PropensityBins.Count([float.NaN]).Sum());

    [Fact]
    public void TheSameSpreadHasNoIndex()
    {
        var counts = Draw(1000, 0.2, seed: 1);
        Assert.Equal(0, PropensityBins.Shift(counts, counts).Index, 12);
    }

    [Fact]
    public void TheIndexIsTheSumOverBins()
    {
        var (reference, now) = (PropensityBins.Count([.. Enumerable.Repeat(0.1f, 50), .. Enumerable.Repeat(0.9f, 50)]),
            PropensityBins.Count([.. Enumerable.Repeat(0.1f, 80), .. Enumerable.Repeat(0.9f, 20)]));
        var (e, low, high) = (0.5, 80.5 / 101, 20.5 / 101);
        Assert.Equal(
            (low - e) * Math.Log(low / e) + (high - e) * Math.Log(high / e), PropensityBins.Shift(reference, now).Index, 12);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(3000)]
    public void ChanceHardlyGoesBeyondWhatItIsGiven(int customers)
    {
        var beyond = Enumerable.Range(1, 100).Count(seed =>
        {
            var (index, byChance) = PropensityBins.Shift(Draw(customers, 0.2, seed), Draw(customers, 0.2, -seed));
            return index > byChance;
        });
        Assert.InRange(beyond, 0, 10);
    }

    [Fact]
    public void NobodyBeforeIsNoReference() =>
        Assert.True(double.IsFinite(PropensityBins.Shift(new long[64], Draw(9, 0.2, 1)).Index));

    private static IReadOnlyList<long> Draw(int customers, double centre, int seed)
    {
        var random = new Random(seed);
        return PropensityBins.Count([.. Enumerable.Range(0, customers)
            .Select(_ => (float)(centre * (random.NextDouble() + random.NextDouble())))]);
    }
}
