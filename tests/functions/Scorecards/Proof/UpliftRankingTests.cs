using ReapFunctions.Scorecards.Proof;

namespace ReapFunctions.Tests.Scorecards.Proof;

public class UpliftRankingTests
{
    /// <summary>
    /// Propensity is highest in decile 1, who buy anyway; contacting makes the more difference the higher the decile: 3 points
    /// each.
    /// </summary>
    private static UpliftRanking.Row[] Experiment(int customers, double controlShare, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, customers).Select(_ =>
        {
            var (decile, treated) = (random.Next(1, 11), random.NextDouble() >= controlShare);
            var anyway = 0.5 - (0.04 * decile);
            return new UpliftRanking.Row(
                (ulong)random.NextInt64(), (byte)decile, (byte)(anyway * 255), treated, random.NextDouble() < anyway + (treated
                    ? 0.03 * decile
                    : 0));
        })];
    }

    [Fact]
    public void WhereTheControlGroupSufficesDecilesAreRankedByWhatContactingBrings()
    {
        var ranking = UpliftRanking.Rank("tv", Experiment(60_000, 0.3, seed: 1));

        Assert.True(ranking.Suffices);
        Assert.Equal("uplift", ranking.RankBy);
        Assert.Equal([10, 9, 8], ranking.Deciles.Take(3).Select(cell => cell.Decile).OrderDescending());
        Assert.Equal(0.3, ranking.Deciles.Single(cell => cell.Decile == 10).Difference!.Estimate, 0.05);
        Assert.True(ranking.ByUplift!.QiniScikitUplift.Estimate > 0 && ranking.ByUplift.QiniCausalMl.Estimate > 0);
        Assert.True(ranking.ByPropensity!.QiniScikitUplift.Estimate < 0 && ranking.ByPropensity.QiniCausalMl.Estimate < 0);
        Assert.Equal(0.165, ranking.ByUplift.Average, 0.02);
    }

    [Fact]
    public void ASmallControlGroupLeavesTheRankingByPropensity()
    {
        var ranking = UpliftRanking.Rank("tv", Experiment(400, 0.1, seed: 2));

        Assert.False(ranking.Suffices);
        Assert.Equal("propensity", ranking.RankBy);
        Assert.Null(ranking.ByUplift);
        Assert.Equal(400, ranking.Deciles.Sum(cell => cell.Treated + cell.Control));
    }

    [Fact]
    public void WhereContactingWorksBestOnTheLikelyTheRankingByPropensityStays()
    {
        var random = new Random(3);
        UpliftRanking.Row[] rows = [.. Enumerable.Range(0, 40_000).Select(_ =>
        {
            var (propensity, treated) = (random.NextDouble(), random.Next(2) == 0);
            return new UpliftRanking.Row(
                (ulong)random.NextInt64(), (byte)random.Next(1, 11), (byte)(propensity * 255), treated, random.NextDouble() < 0.1
                    + (treated ? 0.5 * propensity : 0));
        })];

        var ranking = UpliftRanking.Rank("tv", rows);

        Assert.True(ranking.Suffices);
        Assert.Equal("propensity", ranking.RankBy);
        Assert.True(ranking.ByPropensity!.QiniScikitUplift.Estimate > ranking.ByUplift!.QiniScikitUplift.Estimate);
    }

    /// <summary>Uplift falls with the decile as propensity does, a bit less evenly: the orders hardly differ.</summary>
    [Fact]
    public void AGainThatMayBeChanceLeavesTheRankingByPropensity()
    {
        var rankings = Enumerable.Range(0, 40).Select(seed =>
        {
            var random = new Random(seed);
            return UpliftRanking.Rank("tv", Enumerable.Range(0, 4000).Select(_ =>
            {
                var (decile, treated) = (random.Next(1, 11), random.Next(2) == 0);
                return new UpliftRanking.Row(
                    (ulong)random.NextInt64(), (byte)decile, (byte)(250 - 20 * decile + random.Next(20)), treated,
                    random.NextDouble() < 0.1 + (treated ? 0.03 * (11 - decile) : 0));
            }));
        }).ToArray();

        Assert.Contains(rankings, ranking => ranking.Gain!.Estimate > 0);
        Assert.All(rankings, ranking => Assert.Equal(
            ranking.Gain!.Low > 0 && ranking.ByUplift!.QiniScikitUplift.Low > 0, ranking.RankBy == "uplift"));
        Assert.InRange(rankings.Count(ranking => ranking.RankBy == "uplift"), 0, 2);
    }

    [Fact]
    public void ChanceDoesNotPraiseItself()
    {
        // The same effect in every decile: an order by what was seen in these very customers would look good all the same.
        var qinis = Enumerable.Range(0, 40).Select(seed =>
        {
            var random = new Random(seed);
            return UpliftRanking.Rank("tv", Enumerable.Range(0, 4000).Select(_ =>
            {
                var treated = random.Next(2) == 0;
                return new UpliftRanking.Row(
                    (ulong)random.NextInt64(), (byte)random.Next(1, 11), 0, treated, random.NextDouble() < (treated ? 0.3 : 0.1));
            })).ByUplift!.QiniScikitUplift.Estimate;
        });

        Assert.InRange(qinis.Average(), -0.05, 0.01);
    }

    [Fact]
    public void TheOrderOfTheRowsDoesNotMatter()
    {
        var rows = Experiment(20_000, 0.3, seed: 4);
        var (one, other) = (UpliftRanking.Rank("tv", rows), UpliftRanking.Rank("tv", rows.Reverse()));

        Assert.Equal(one.Deciles, other.Deciles);
        Assert.Equal(one with { Deciles = [] }, other with { Deciles = [] });
    }
}
