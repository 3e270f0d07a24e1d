using ReapFunctions.Lists.WinBack;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Lists.WinBack;

/// <summary>Former customers, by what winning them back is expected to bring, where they agreed to be asked.</summary>
public class WinBackTests
{
    private static readonly Dictionary<string, double> AsPromised = [];

    private static IReadOnlyList<WinBackEntry> Choose(TestBucket bucket, params LeavingReason[] told)
    {
        var scored = bucket.Scored() with { Leaving = told };
        return WinBackEntry.Choose(
            scored, Decisions.Make(scored, TestBucket.Telco, TestBucket.Cuts), TestBucket.Telco.Offering);
    }

    [Fact]
    public void EveryFormerCustomerIsThereOnceAndNobodyElse()
    {
        var entries = Choose(new TestBucket(30).Text("status", "left", "active", "active"));

        Assert.Equal(
            Enumerable.Range(0, 10).Select(number => $"c{3 * number}"), entries.Select(entry => entry.CustomerId));
    }

    [Fact]
    public void AYesBringsWhatTheCustomerBroughtAMonth()
    {
        var entries = Choose(
            new TestBucket(2).Text("status", "left").Number("revenue12m", 600, 900).Number("tenureMonths", 24, 6));
        var cost = TestBucket.Telco.Offering.Offers.Single(offer => offer.Name == "comeBack").Cost;

        Assert.Equal(entries[0].Value - cost, entries[0].Worth, 0.01);
        Assert.Equal(2 * entries[1].Value - cost, entries[1].Worth, 0.01);
        Assert.True(entries[1].Worth > entries[0].Worth);
    }

    [Fact]
    public void TheChannelIsTheOneThatBringsMostOfThoseAgreedTo()
    {
        var bucket = new TestBucket(2).Text("status", "left").Flag("consentCall", true, false);
        var options = TestBucket.Telco.Offering;
        var (both, email) = (
            Choose(bucket)[0].Priced(options, null, AsPromised), Choose(bucket)[1].Priced(options, null, AsPromised));

        Assert.Equal(("call", "email"), (both.Channel, email.Channel));
        Assert.Equal(both.Chance * both.Worth - 4, both.Expected, 0.01);
        // The chance is that of a yes there.
        Assert.Equal(
            YesRate.On(Choose(bucket)[1].Chance, options.OddsOn("email")), email.Chance, 1e-5);
        Assert.Equal(email.Chance * email.Worth - 0.05, email.Expected, 0.01);
        Assert.Null(Choose(bucket)[1].Priced(options, "call", AsPromised).Channel);
        Assert.Equal(
            both.Chance * both.Worth / 2 - 4,
            Choose(bucket)[0].Priced(options, "call", new Dictionary<string, double> { ["acquisition"] = 0.5 }).Expected, 0.01);
    }

    [Fact]
    public void WhoMayNotBeAskedHasTheRuleThatSaysSo()
    {
        var entries = Choose(
            new TestBucket(5).Text("status", "left").Flag("consentCall", false, true).Flag("consentEmail", false, true)
                .Number("arrears", 0, 900, 0, 0, 0).Number("revenue12m", 600, 600, 100, 600, 600)
                .Flag("vulnerable", false, false, false, true, false),
            new LeavingReason("c4", TestBucket.Run.Date, "moved", null, null));

        Assert.Equal(
            ["consent", "noArrears", "wasWorthIt", "vulnerable", "mayReturn"], entries.Select(entry => entry.Rule));
        Assert.All(entries, entry => Assert.Empty(entry.Channels));
        Assert.Equal("moved", entries[4].Leaving);
    }
}
