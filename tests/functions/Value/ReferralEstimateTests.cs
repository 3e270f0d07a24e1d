using ReapFunctions.Runs;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Value;

public class ReferralEstimateTests
{
    [Fact]
    public void WithoutReferralsTheTypedNumberCounts()
    {
        var worth = ReferralEstimate.Of(40, 0, 0, 0, null);
        Assert.Equal(new ReferralWorth(40, ReferralBasis.Typed, 0, 40), worth);
    }

    [Theory]
    [InlineData(1, 0, 40, ReferralBasis.Typed)]
    [InlineData(2, 0.5, 115, ReferralBasis.Data)]
    [InlineData(100, 0.99, 188.5, ReferralBasis.Data)]
    public void TheMoreHaveComeTheMoreTheirMeanCounts(long referred, double weight, double each, ReferralBasis from)
    {
        // A mean of 190 is as far off 40 as one customer's value spreads: 150.
        var worth = ReferralEstimate.Of(40, referred, 190, 22_500, new RunId(new DateOnly(2026, 11, 20), 1));
        Assert.Equal((each, weight, from), (worth.Each, worth.Weight, worth.From));
    }

    [Fact]
    public void AMeanThatChanceAloneMayHaveMovedChangesNothing() =>
        Assert.Equal(40, ReferralEstimate.Of(40, 100, 50, 22_500, null).Each);

    [Fact]
    public void ItComesNearerToTheTruthThanTheTypedNumberOnAverageAndNeverLeavesBoth()
    {
        var random = new Random(11);
        var (typed, estimate) = (0.0, 0.0);
        for (var world = 0; world < 2000; world++)
        {
            // What a referral is truly worth lies around 40 with a spread of 60; 25 came, of whom each spreads by 150.
            var truth = 40 + 60 * Normal(random);
            var mean = truth + 150 / 5.0 * Normal(random);
            var each = ReferralEstimate.Of(40, 25, mean, 22_500, null).Each;
            Assert.InRange(each, Math.Min(40, mean) - 0.01, Math.Max(40, mean) + 0.01);
            typed += (40 - truth) * (40 - truth);
            estimate += (each - truth) * (each - truth);
        }
        Assert.InRange(estimate / typed, 0.15, 0.35);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
