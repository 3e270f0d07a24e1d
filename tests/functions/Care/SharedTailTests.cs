using ReapFunctions.Care;

namespace ReapFunctions.Tests.Care;

/// <summary>The tails that alarms stand on, against sums of their own.</summary>
public class SharedTailTests
{
    [Theory]
    [InlineData(1, 56)]
    [InlineData(7, 28)]
    public void AtOneRateTheLastDaysHaveABinomialShare(int last, int before)
    {
        for (var cases = 1; cases <= 12; cases++)
            Assert.Equal(
                Enumerable.Range(cases, 13 - cases).Sum(k => Binomial(12, k, (double)last / (last + before))),
                SharedTail.AtLeast(cases, 12, last, before, double.PositiveInfinity), 1e-12);
    }

    /// <summary>Cases dealt one by one, each drawing others to its side: Pólya's urn.</summary>
    [Fact]
    public void WhereDaysVaryMoreItIsTheUrnOfPolya()
    {
        const double Shape = 0.4;
        double[] chances = [1];
        for (var dealt = 0; dealt < 9; dealt++)
        {
            var next = new double[chances.Length + 1];
            for (var k = 0; k < chances.Length; k++)
            {
                var up = (Shape * 3 + k) / (Shape * 23 + dealt);
                next[k + 1] += chances[k] * up;
                next[k] += chances[k] * (1 - up);
            }
            chances = next;
        }
        for (var cases = 1; cases <= 9; cases++)
            Assert.Equal(chances[cases..].Sum(), SharedTail.AtLeast(cases, 9, 3, 20, Shape), 1e-12);
    }

    [Fact]
    public void AnUrnThatHardlyDrawsIsTheBinomial() =>
        Assert.Equal(
            SharedTail.AtLeast(9, 40, 3, 56, double.PositiveInfinity), SharedTail.AtLeast(9, 40, 3, 56, 1e7), 1e-9);

    [Fact]
    public void SoManyOrMoreOfAPoisson()
    {
        Assert.Equal(1, SharedTail.Poisson(0, 2));
        Assert.Equal(1 - Math.Exp(-2), SharedTail.Poisson(1, 2), 1e-12);
        Assert.Equal(1 - Math.Exp(-2) * (1 + 2 + 2), SharedTail.Poisson(3, 2), 1e-12);
        Assert.Equal(0, SharedTail.Poisson(1, 0));
    }

    private static double Binomial(int n, int k, double p)
    {
        var ways = 1.0;
        for (var i = 0; i < k; i++)
            ways = ways * (n - i) / (i + 1);
        return ways * Math.Pow(p, k) * Math.Pow(1 - p, n - k);
    }
}
