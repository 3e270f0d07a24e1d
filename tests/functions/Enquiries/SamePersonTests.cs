using ReapFunctions.Enquiries;
using ReapFunctions.Offers;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Enquiries;

/// <summary>Who asks twice is followed up once, and won once.</summary>
public class SamePersonTests
{
    private const int Days = 5;

    private static readonly DateOnly AsOf = new(2026, 11, 21);

    [Fact]
    public void TheNewestIsFollowedUpAndTheOlderAreLeftOut()
    {
        // E1 and E2 share an e-mail, E2 and E3 a phone.
        var entries = Price([Asked("E1", 5, "mail"), Asked("E2", 3, "mail", "phone"), Asked("E3", 1, "phone"), Asked("E4", 1)]);

        Assert.Equal(
            [EnquiryState.LeftOut, EnquiryState.LeftOut, EnquiryState.Open, EnquiryState.Open],
            With(entries).Select(entry => entry.StateOn(AsOf)));
        Assert.Equal([EnquiryEntry.AskedAgain, EnquiryEntry.AskedAgain, null, null], entries.Select(entry => entry.Rule));
        Assert.False(entries[0].IsCompared);
    }

    [Theory]
    [InlineData("E1")]
    [InlineData("E2")]
    public void AnAnswerToOneAnswersBoth(string answered)
    {
        var entries = With(
            Price([Asked("E1", 2, "mail"), Asked("E2", 1, "mail")]), Told(answered, FollowUpReply.Declined, AsOf));

        Assert.Equal([EnquiryState.LeftOut, EnquiryState.FollowedUp], entries.Select(entry => entry.StateOn(AsOf)));
        Assert.DoesNotContain(entries, entry => entry.StateOn(AsOf) is EnquiryState.Open or EnquiryState.Wasted);
        Assert.Equal(AsOf, With(
            Price([Asked("E1", 2, "mail") with { FollowedUpOn = AsOf }, Asked("E2", 1, "mail")]))[1].FollowedUpOn);
    }

    [Fact]
    public void WhoAsksAgainAfterAnAnswerIsFollowedUpAgain()
    {
        var entries = With(
            Price([Asked("E1", 9, "mail"), Asked("E2", 1, "mail")]), Told("E1", FollowUpReply.Declined, AsOf.AddDays(-8)));

        Assert.Equal([EnquiryState.FollowedUp, EnquiryState.Open], entries.Select(entry => entry.StateOn(AsOf)));
    }

    [Fact]
    public void ACustomerIsWonOnceByTheLatestBeforeTheyJoined()
    {
        // The third was asked by a customer, whom nothing but the phone says.
        var entries = Price(
        [
            Asked("E1", 20, "mail") with { Channel = "web", Became = "C1", BecameOn = AsOf.AddDays(-5) },
            Asked("E2", 10, "mail", "phone") with { Channel = "phone", Became = "C1", BecameOn = AsOf.AddDays(-5) },
            Asked("E3", 2, "phone"),
            Asked("E4", 12, "mail") with { Channel = "shop" },
        ]);

        Assert.Equal(
            [EnquiryState.LeftOut, EnquiryState.Won, EnquiryState.AlreadyCustomer, EnquiryState.LeftOut],
            With(entries).Select(entry => entry.StateOn(AsOf)));
        Assert.All(entries, entry => Assert.Equal("C1", entry.Customer));
        Assert.Equal("phone", Assert.Single(entries, entry => entry.Won).Channel);
    }

    [Fact]
    public void ACustomerWhomTheHashFindsIsWonOnceToo()
    {
        var known = new Dictionary<string, RecognisedCustomer>
        {
            ["E1"] = new("C1", 0.1),
            ["E2"] = new("C1", 0.1),
            ["E3"] = new("C1", 40),
        };
        var entries = Price([Asked("E1", 20, "mail"), Asked("E2", 10, "mail"), Asked("E3", 1, "mail")], known);

        Assert.Equal(
            [EnquiryState.LeftOut, EnquiryState.Won, EnquiryState.AlreadyCustomer],
            entries.Select(entry => entry.StateOn(AsOf)));
    }

    [Fact]
    public void TwoCustomersOfOnePhoneAreTwoAndAPlaceholderIsNobodys()
    {
        var family = Price(
        [
            Asked("E1", 9, "phone") with { Became = "C1", BecameOn = AsOf },
            Asked("E2", 9, "phone") with { Became = "C2", BecameOn = AsOf },
            Asked("E3", 1, "phone"),
        ]);
        Assert.Equal(
            [EnquiryState.Won, EnquiryState.Won, EnquiryState.Open], family.Select(entry => entry.StateOn(AsOf)));

        var shared = Price([.. Enumerable.Range(1, 11).Select(number => Asked($"E{number}", 1, "000000"))]);
        Assert.All(shared, entry => Assert.Equal(EnquiryState.Open, entry.StateOn(AsOf)));
    }

    [Fact]
    public void APersonIsDrawnOnceForTheControlGroup()
    {
        Enquiry[] asked =
            [.. Enumerable.Range(0, 400).Select(number => Asked($"E{number}", number % 2 + 1, $"mail{number / 2}"))];
        var alone = Price([.. asked.Where((_, number) => number % 2 == 1)], share: 0.3);
        var both = Price(asked, share: 0.3).Where(entry => entry.Rule != EnquiryEntry.AskedAgain).ToArray();

        Assert.Equal(200, both.Length);
        Assert.Equal(
            alone.Select(entry => entry.Rule == EnquiryEntry.Control), both.Select(entry => entry.Rule == EnquiryEntry.Control));
    }

    private static Enquiry Asked(string id, int daysAgo, params string[] finders) =>
        new(id, AsOf.AddDays(-daysAgo), "web", null, null, null, ["call"], finders);

    private static IReadOnlyList<EnquiryEntry> Price(
        IReadOnlyList<Enquiry> asked, Dictionary<string, RecognisedCustomer>? known = null, double share = 0)
    {
        DecisionOptions config = TestBucket.Telco with
        {
            Value = TestBucket.Telco.Value with
            {
                Enquiries = new EnquiryOptions { Rate = 0.1, ControlShare = share, FollowUpDays = Days },
            },
        };
        return EnquiryPricing.Price(
            asked, known ?? [], [.. asked.Select(_ => new LikenessScore(null, 600, []))], config, 180, AsOf);
    }

    private static EnquiryEntry[] With(IReadOnlyList<EnquiryEntry> entries, params FollowUpRecord[] told) => EnquiryEntry.With(
        entries, told.GroupBy(record => record.EnquiryId).ToDictionary(same => same.Key, same => same.ToList()), Days);

    private static FollowUpRecord Told(string id, FollowUpReply answer, DateOnly on) => new()
    {
        EnquiryId = id,
        FollowUpId = "f1",
        At = new DateTimeOffset(on.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero),
        Answer = answer,
    };
}
