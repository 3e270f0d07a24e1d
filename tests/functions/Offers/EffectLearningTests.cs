using ReapFunctions.Offers.Effects;
using ReapFunctions.Outcomes;

namespace ReapFunctions.Tests.Offers;

public class EffectLearningTests
{
    private static ContactCount Cell(
        string group, int stratum, double chance, double ratio, int customers, double miscalibrated = 1) => new(
        group, ContactAim.Keeping, stratum, customers, customers * chance,
        (long)Math.Round(customers * chance * ratio * miscalibrated),
        10 * customers * chance, (long)Math.Round(10 * customers * chance * miscalibrated));

    [Fact]
    public void ManyContactsTellTheEffectOfEachGroup()
    {
        var effects = EffectLearning.Learn([Cell("silent", 2, 0.05, 1.8, 40_000), Cell("others", 3, 0.1, 0.6, 40_000)]);
        Assert.Equal(["others", "silent"], effects.Select(effect => effect.Group));
        Assert.Equal(0.6, effects[0].Ratio, 0.02);
        Assert.Equal(1.8, effects[1].Ratio, 0.04);
        Assert.All(effects, effect => Assert.InRange(effect.Ratio, effect.Low, effect.High));
        Assert.Equal((40_000, 2_400), (effects[0].Contacted, effects[0].Left));
    }

    [Fact]
    public void FewContactsTellLittleAndLeanOnThoseOfOtherGroups()
    {
        var alone = EffectLearning.Learn([Cell("silent", 2, 0.05, 2, 100)]).Single();
        Assert.InRange(alone.Ratio, 1.05, 1.6);
        Assert.True(alone.Low < 1 && alone.High > 1);
        var beside = EffectLearning.Learn([Cell("silent", 2, 0.05, 2, 100), Cell("others", 3, 0.1, 0.5, 10_000)]);
        Assert.InRange(beside[1].Ratio, 0.6, alone.Ratio - 0.15);
        Assert.Equal(0.5, beside[0].Ratio, 0.04);
    }

    /// <summary>Where the model says half, or twice, of what comes, it does so of both: the effect is the same.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void AModelThatIsOffIsNoEffect(double miscalibrated)
    {
        ContactCount[] cells =
        [
            Cell("others", 1, 0.015, 0.7, 60_000, miscalibrated), Cell("others", 4, 0.12, 0.7, 20_000, 1),
            Cell("others", 5, 0.2, 0.7, 5_000, 1 / miscalibrated / 1.1),
        ];
        Assert.Equal(0.7, EffectLearning.Learn(cells).Single().Ratio, 0.02);
    }

    [Fact]
    public void WhatContactsAreAboutIsToldApartAndNobodyContactedIsNoEffect()
    {
        var keeping = Cell("others", 3, 0.1, 0.5, 20_000);
        var effects = EffectLearning.Learn(
            [keeping, Cell("others", 3, 0.1, 1.2, 20_000) with { About = ContactAim.Other }, keeping with { Contacted = 0 }]);
        Assert.Equal([ContactAim.Keeping, ContactAim.Other], effects.Select(effect => effect.About));
        Assert.Equal(1.2, effects[1].Ratio, 0.04);
        Assert.Empty(EffectLearning.Learn([]));
        // Of few is believed less where it is about anything else.
        var few = Cell("others", 3, 0.1, 1.5, 300);
        double Ratio(ContactAim about) => EffectLearning.Learn([few with { About = about }]).Single().Ratio;
        Assert.InRange(Ratio(ContactAim.Other), 1.05, Ratio(ContactAim.Keeping) - 0.08);
    }

    /// <summary>Nobody left of some, or all: the prior keeps the ratio finite.</summary>
    [Fact]
    public void ExtremeCountsStayFinite()
    {
        Assert.All(
            EffectLearning.Learn([
                new ContactCount("a", ContactAim.Other, 0, 5_000, 400, 0, 4_000, 4_000),
                new ContactCount("b", ContactAim.Other, 0, 5_000, 0.5, 5_000, 4_000, 0),
                new ContactCount("c", ContactAim.Other, 0, 3, 0, 3, 0, 0),
            ]),
            effect => Assert.True(double.IsFinite(effect.Ratio) && effect.Low > 0 && effect.High > effect.Low));
    }

    /// <summary>The interval holds the truth as often as it says, over small campaigns of groups that differ.</summary>
    [Fact]
    public void IntervalsCover()
    {
        var random = new Random(11);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        long Draws(int customers, double chance) => Enumerable.Range(0, customers).Count(_ => random.NextDouble() < chance);
        var (held, all) = (0, 0);
        for (var round = 0; round < 150; round++)
        {
            var common = 0.35 * Normal();
            double[] truths = [.. Enumerable.Range(0, 4).Select(_ => Math.Exp(common + 0.35 * Normal()))];
            var effects = EffectLearning.Learn(truths.Select((truth, group) => new ContactCount(
                $"{group}", ContactAim.Keeping, 3, 400, 24, Draws(400, Math.Min(1, 0.06 * truth)), 120, Draws(2_000, 0.06))));
            held += effects.Zip(truths).Count(pair => pair.Second >= pair.First.Low && pair.Second <= pair.First.High);
            all += truths.Length;
        }
        Assert.InRange(held / (double)all, 0.91, 0.98);
    }
}
