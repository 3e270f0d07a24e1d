using ReapFunctions.Runs;

namespace ReapFunctions.Tests.Offers;

/// <summary>What those alike said who left explains the risk of who may leave.</summary>
public class LeavingWordsTests
{
    private static string? LastReason(float churn, string segment, params LeavingCount[] counts) =>
        new TestBucket().Text("segment", segment).Score("churn", churn)
            .Decide(TestBucket.Telco with { LeavingCounts = counts }).Offers[0].Reasons is [.., var last] ? last : null;

    private static readonly LeavingCount[] Counts =
    [
        new("family", "medium", "price", 14), new("family", "medium", "network", 6), new("consumer", "high", "moved", 30),
        new("consumer", "low", "price", 10),
    ];

    [Theory]
    [InlineData(
        "family",
        "Of 20 customers of segment family and value medium who said why they leave, 14 said: Found it cheaper elsewhere.")]
    [InlineData(
        "consumer",
        "Of 40 customers of segment consumer who said why they leave, 30 said: Moved to where we do not serve.")]
    [InlineData("senior", "Of 60 customers who said why they leave, 30 said: Moved to where we do not serve.")]
    public void OfThoseMostAlikeOfWhomEnoughTold(string segment, string sentence) =>
        Assert.Equal(sentence, LastReason(0.5f, segment, Counts));

    [Fact]
    public void WhereFewToldNothingIsSaid() => Assert.Null(LastReason(0.5f, "family", Counts[..1]));

    [Fact]
    public void WhoIsNotAtRiskIsNotExplained() => Assert.Null(LastReason(0.001f, "family", Counts));
}
