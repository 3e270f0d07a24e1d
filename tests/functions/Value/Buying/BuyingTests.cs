using ReapFunctions.Value.Buying;

namespace ReapFunctions.Tests.Value.Buying;

public class BuyingTests
{
    /// <summary>Published for the CDNOW sample: Fader, Hardie and Lee (2005), table 1; Fader and Hardie (2013).</summary>
    private static readonly BgNbd PublishedBuying = new(0.243, 4.414, 0.793, 2.426);

    private static readonly GammaGamma PublishedSpending = new(6.25, 3.74, 15.44);

    [SharedDataFact]
    public void BuyingOfTheCdNowSampleHasThePublishedParameters()
    {
        var model = BgNbd.Fit([.. CdNow.Customers().Select(customer => customer.Purchases)]);
        Assert.Equal(
            (0.243, 4.414, 0.793, 2.426),
            (Math.Round(model.R, 3), Math.Round(model.Alpha, 3), Math.Round(model.A, 3), Math.Round(model.B, 3)));
    }

    [SharedDataFact]
    public void SpendingOfTheCdNowSampleHasThePublishedParameters()
    {
        var model = GammaGamma.Fit(CdNow.Spendings());
        Assert.Equal((6.25, 3.74, 15.44), (Math.Round(model.P, 2), Math.Round(model.Q, 2), Math.Round(model.V, 2)));
    }

    [Fact]
    public void GeneratedBuyersGiveTheirParametersBack()
    {
        var truth = new BgNbd(0.8, 4, 1.2, 3);
        var random = new Random(11);
        var model = BgNbd.Fit([.. Enumerable.Range(0, 6000).Select(_ => Buyer(truth, random))]);
        Assert.Equal(truth.R / truth.Alpha, model.R / model.Alpha, 0.02);
        Assert.Equal(truth.A / (truth.A + truth.B), model.A / (model.A + model.B), 0.03);
    }

    [Fact]
    public void GeneratedSpendersGiveTheirMeanBack()
    {
        var random = new Random(12);
        var model = GammaGamma.Fit(Enumerable.Range(0, 3000).Select(_ =>
        {
            var nu = Gamma(random, 4) / 15;
            var repeats = 1 + random.Next(5);
            return new Spending(repeats, Enumerable.Range(0, repeats).Average(_ => Gamma(random, 6) / nu));
        }));
        // E = p v / (q - 1) = 6 x 15 / 3.
        Assert.Equal(30, model.P * model.V / (model.Q - 1), 1.0);
    }

    [Fact]
    public void WhoBoughtLatelyIsMoreLikelyToBeThere()
    {
        Assert.Equal(1, PublishedBuying.Alive(new Purchases(0, 0, 38)));
        Assert.True(PublishedBuying.Alive(new Purchases(4, 35, 38)) > PublishedBuying.Alive(new Purchases(4, 10, 38)));
    }

    [Fact]
    public void ExpectedPurchasesAreThosePublished() =>
        // Customer 1 of the sample (x = 2, t = 30.43, T = 38.86) over 39 weeks: 1.226, as in the authors' spreadsheet.
        Assert.Equal(1.226, PublishedBuying.Expected(new Purchases(2, 30.43, 38.86), 39), 3);

    [Fact]
    public void ExpectedPurchasesBeginAtNoneAndGrow()
    {
        var customer = new Purchases(2, 30, 38);
        Assert.Equal(0, PublishedBuying.Expected(customer, 0), 12);
        Assert.True(PublishedBuying.Expected(customer, 20) < PublishedBuying.Expected(customer, 40));
    }

    [Fact]
    public void ExpectedSpendingIsBetweenTheMeanOfAllAndTheCustomersOwn()
    {
        var mean = PublishedSpending.P * PublishedSpending.V / (PublishedSpending.Q - 1);
        Assert.Equal(mean, PublishedSpending.Expected(new Spending(0, 0)), 9);
        Assert.InRange(PublishedSpending.Expected(new Spending(3, 80)), mean, 80);
        Assert.True(PublishedSpending.Expected(new Spending(30, 80)) > PublishedSpending.Expected(new Spending(3, 80)));
    }

    [Fact]
    public void WithoutDiscountLifetimeIsPurchasesTimesAmountTimesMargin()
    {
        var customer = new Purchases(2, 30, 38);
        var lifetime = new BuyingLifetime(new BuyingFit(PublishedBuying, PublishedSpending), 0.3, 12, 4, 0);
        var expected = 0.3 * PublishedBuying.Expected(customer, 48) * PublishedSpending.Expected(new Spending(2, 25));
        Assert.Equal(expected, lifetime.Value(customer, 25), 9);
        Assert.True(
            new BuyingLifetime(new BuyingFit(PublishedBuying, PublishedSpending), 0.3, 12, 4, 0.01)
            .Value(customer, 25) < expected);
    }

    [Theory]
    [InlineData(0.5, 0.5723649429247001)]
    [InlineData(1, 0)]
    [InlineData(0.243, 1.3180435846996699)]
    [InlineData(100, 359.1342053695754)]
    public void LogGammaIsThePublishedOne(double x, double expected) =>
        Assert.Equal(expected, ReapFunctions.Value.Buying.Gamma.Log(x), 1e-11);

    private static Purchases Buyer(BgNbd truth, Random random)
    {
        var rate = Gamma(random, truth.R) / truth.Alpha;
        double one = Gamma(random, truth.A), other = Gamma(random, truth.B);
        var drop = one / (one + other);
        const double Age = 40;
        double t = 0, last = 0;
        var repeats = 0;
        while ((t -= Math.Log(1 - random.NextDouble()) / rate) < Age)
        {
            (repeats, last) = (repeats + 1, t);
            if (random.NextDouble() < drop)
                break;
        }
        return new Purchases(repeats, last, Age);
    }

    /// <summary>A gamma variate by Marsaglia and Tsang (2000).</summary>
    private static double Gamma(Random random, double shape)
    {
        if (shape < 1)
            return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        var d = shape - 1.0 / 3;
        while (true)
        {
            var x = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var v = Math.Pow(1 + x / Math.Sqrt(9 * d), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < 0.5 * x * x + d - d * v + d * Math.Log(v))
                return d * v;
        }
    }
}
