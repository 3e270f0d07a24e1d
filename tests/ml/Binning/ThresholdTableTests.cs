using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Tests.Binning;

public sealed class ThresholdTableTests
{
    private static readonly float[] Edges =
        [float.NegativeInfinity, float.MinValue, -1, -float.Epsilon, -0f, 0, float.Epsilon, 1, float.MaxValue,
            float.PositiveInfinity];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(100)]
    [InlineData(254)]
    public void VectorsSearchLikeALinearCount(int thresholds)
    {
        var random = new Random(thresholds);
        float[] table = [.. Enumerable.Range(0, thresholds).Select(i => i - (thresholds / 2f)).Order()];
        float[] values = [.. Edges, .. table, .. table.Select(MathF.BitIncrement), float.NaN,
            .. Enumerable.Range(0, 200).Select(_ => (random.NextSingle() - 0.5f) * 300)];
        var bins = new byte[values.Length];
        new ThresholdTable(table).Find(values, bins, 255);
        for (var i = 0; i < values.Length; i++)
            Assert.Equal(float.IsNaN(values[i]) ? 255 : table.Count(threshold => threshold < values[i]), bins[i]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(100)]
    [InlineData(254)]
    [InlineData(3000)]
    public void OneValueIsSearchedLikeALinearCount(int thresholds)
    {
        var table = Enumerable.Range(0, thresholds).Select(i => i - (thresholds / 2f)).ToArray();
        var search = new ThresholdTable(table);
        foreach (var value in (float[])[.. Edges, .. table, .. table.Select(MathF.BitIncrement),
            .. table.Select(MathF.BitDecrement)])
            Assert.Equal(table.Count(threshold => threshold < value), search.Find(value));
    }

    [Fact]
    public void ARawComparisonAndABinComparisonAlwaysAgree()
    {
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, 5000)
            .Select(_ => random.NextDouble() < 0.3 ? 0 : (float)Math.Pow(random.NextDouble(), 5))];
        var bins = (NumericBins)BinFitter.Fit(new NumericColumn("x", values), [.. Enumerable.Range(0, values.Length)], 60, 1);
        Assert.InRange(bins.Bins, 30, 60);
        foreach (var value in (float[])[.. Edges, .. values.Take(300), .. bins.Thresholds,
            .. bins.Thresholds.ToArray().Select(MathF.BitIncrement)])
        {
            for (var bin = 0; bin < bins.Thresholds.Length; bin++)
                Assert.Equal(value <= bins.Threshold(bin), bins.Of(value) <= bin);
        }
    }

    [Fact]
    public void AHeavyValueGetsItsOwnBin()
    {
        var random = new Random(4);
        float[] values = [.. Enumerable.Range(0, 4000).Select(i => i % 3 == 0 ? 0f : (random.NextSingle() * 2) - 1)];
        var bins = (NumericBins)BinFitter.Fit(new NumericColumn("x", values), [.. Enumerable.Range(0, values.Length)], 20, 1);
        var zero = bins.Of(0);
        Assert.All(values.Where(value => value != 0), value => Assert.NotEqual(zero, bins.Of(value)));
    }

    [Fact]
    public void ManyFloatsAreSortedLikeArraySort()
    {
        var random = new Random(5);
        float[] values = [.. Enumerable.Range(0, 5000)
            .Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20)))),
            0, -0f, float.MaxValue, float.MinValue];
        float[] wanted = [.. values.Order()];
        FloatSort.Sort(values, new uint[values.Length]);
        Assert.Equal(wanted, values);
    }

    [Fact]
    public void AnInfiniteValueIsRefusedWithItsColumn()
    {
        var fault = Assert.Throws<ArgumentException>(
            () => BinFitter.Fit(new NumericColumn("pay", [1, float.PositiveInfinity]), [0, 1], 254, 1));
        Assert.Contains("'pay'", fault.Message, StringComparison.Ordinal);
    }
}
