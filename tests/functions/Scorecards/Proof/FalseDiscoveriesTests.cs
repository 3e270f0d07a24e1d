using ReapFunctions.Scorecards.Proof;
using Xunit.Abstractions;

namespace ReapFunctions.Tests.Scorecards.Proof;

public class FalseDiscoveriesTests(ITestOutputHelper output)
{
    /// <summary>
    /// The fifteen p-values of Benjamini and Hochberg (Journal of the Royal Statistical Society B 57, 1995, 289-300), which by
    /// Yekutieli's factor 3.318 are compared with k x 0.0010046.
    /// </summary>
    [Fact]
    public void OfThePublishedPValuesThreeAreFound()
    {
        double[] published =
            [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1];
        Assert.Equal(0.0019, FalseDiscoveries.Threshold(published));
        Assert.True(FalseDiscoveries.Threshold([0.5, 0.6]) < 0);
        Assert.True(FalseDiscoveries.Threshold([]) < 0);
    }

    /// <summary>
    /// Ten deciles and five segments of the same customers; contacting works in decile 1 alone, and so in the total and a bit in
    /// every segment. False is what is found of deciles 2 to 10.
    /// </summary>
    [Fact]
    public void OfWhatIsFoundAmongTheComparisonsOfAnAnswerAtMostOneInTwentyIsFalseOnAverage()
    {
        var random = new Random(1);
        var (falseShare, found, once) = (0.0, 0, 0);
        const int Answers = 300;
        for (var answer = 0; answer < Answers; answer++)
        {
            var lines = LiftEstimate.EstimateAll(Arms(random), 0.1, nights: 1, new Dictionary<string, ArmPair>());
            var discovered = lines.Where(line => line.Anytime!.RateFound).ToArray();
            var wrong = lines.Where(line => line.Name.StartsWith("decile", StringComparison.Ordinal) && line.Name != "decile:1");
            falseShare += discovered.Length == 0 ? 0 : (double)discovered.Intersect(wrong).Count() / discovered.Length;
            found += discovered.Any(line => line.Name == "decile:1") ? 1 : 0;
            once += wrong.Any(line => line.Difference!.Significant) ? 1 : 0;
        }
        output.WriteLine(
            $"false of those found {falseShare / Answers:P2}; decile 1 found in {found} of {Answers}; answers with a decile that "
            + $"one look alone would have shown {once}");
        Assert.InRange(falseShare / Answers, 0, 0.05);
        Assert.InRange(found, Answers * 9 / 10, Answers);
        Assert.True(once > Answers / 10);
    }

    [Fact]
    public void WhatIsFoundIsSaidAndWhatIsNotIsNotEnough()
    {
        string Finding(Arm treated, Arm control) => LiftEstimate.EstimateAll(
            new Dictionary<string, ArmPair> { ["total"] = new(treated, control) }, 0.1, nights: 5,
            new Dictionary<string, ArmPair>())[0].Finding;

        Assert.Equal("The treated did it more often.", Finding(new Arm(9000, 1800, 0, 0), new Arm(1000, 100, 0, 0)));
        Assert.Equal(
            "The treated did it less often, and brought less.",
            Finding(new Arm(9000, 900, -90_000, 1_000_000), new Arm(1000, 200, 0, 100_000)));
        Assert.Equal(
            "Perhaps: by itself this is more than chance, among so many comparisons it may be chance.",
            Finding(new Arm(9000, 1225, 0, 0), new Arm(1000, 100, 0, 0)));
        Assert.Equal(
            "Not enough: a difference of this size needs 1,295 more customers in the control group.",
            Finding(new Arm(9000, 1080, 0, 0), new Arm(1000, 100, 0, 0)));
        Assert.Equal(
            "Perhaps: one look shows more than chance, but who looks every night may see that by chance.",
            Finding(new Arm(9000, 1110, 0, 0), new Arm(1000, 100, 0, 0)));
        Assert.Equal(
            "Not enough: with 300 treated no control group shows a difference of this size.",
            Finding(new Arm(300, 36, 0, 0), new Arm(40, 4, 0, 0)));
        Assert.Equal(
            "Not enough: 200 treated and 20 control customers, 30 of each are the least.",
            Finding(new Arm(200, 10, 0, 0), new Arm(20, 1, 0, 0)));
        Assert.StartsWith(
            "Not to be trusted", Finding(new Arm(9000, 1800, 0, 0), new Arm(2000, 100, 0, 0)), StringComparison.Ordinal);
        Assert.Equal(
            "No difference that chance does not explain.", Finding(new Arm(900, 0, 0, 0), new Arm(100, 0, 0, 0)));
    }

    private static Dictionary<string, ArmPair> Arms(Random random)
    {
        var arms = new Dictionary<string, ArmPair>();
        for (var i = 0; i < 20_000; i++)
        {
            var (decile, segment, control) = (random.Next(1, 11), random.Next(5), random.Next(10) == 0);
            var success = random.NextDouble() < (decile == 1 && !control ? 0.4 : 0.1);
            foreach (var name in (string[])[$"decile:{decile}", $"segment:{segment}", "total"])
            {
                var pair = arms.GetValueOrDefault(name) ?? ArmPair.Empty;
                arms[name] = control
                    ? pair with { Control = pair.Control.With(success, 0) }
                    : pair with { Treated = pair.Treated.With(success, 0) };
            }
        }
        return arms;
    }
}
