using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Offers;

/// <summary>Channels that customers come to by themselves: every fault of theirs has its place.</summary>
public class ChannelCheckTests
{
    private const string Web = "\"web\": {\n      \"limits\": [";

    private static IReadOnlyList<ConfigFault> Faults(string file, string was, string becomes) =>
        Assert.Throws<ConfigException>(() => TestBucket.Config("", TestBucket.Edit(file, was, becomes))).Faults;

    [Theory]
    [InlineData("\"shop\": {\n      \"limits\": [", "\"kiosk\": {}, \"shop\": {\n      \"limits\": [", "$.channels.kiosk.limits",
        "A channel without limits")]
    [InlineData(Web, "\"kiosk\": { \"limits\": [] }, " + Web, "$.channels.kiosk.limits", "Write at least one")]
    [InlineData(Web, "\"sms\": { \"limits\": [] }, " + Web, "$.channels.sms", "'sms' is a consent of the contract")]
    [InlineData(Web, "\"the web\": { \"limits\": [] }, " + Web, "$.channels.the web", "letters, digits")]
    [InlineData("\"days\": 14, \"most\": 1", "\"days\": 0, \"most\": 1", "$.channels.shop.limits[1].days", "1 to 36500")]
    [InlineData("\"days\": 14, \"most\": 1", "\"days\": 14, \"most\": 0", "$.channels.shop.limits[1].most", "at least 1")]
    [InlineData("\"days\": 14, \"most\": 1", "\"days\": 14, \"most\": 1, \"pauseDays\": 0",
        "$.channels.shop.limits[1].pauseDays", "or leave it out")]
    [InlineData("\"name\": \"threeAVisit\"", "\"name\": \" \"", "$.channels.shop.limits[0].name", "The name is empty")]
    [InlineData("\"kinds\": [\"sale\"], \"weight\": 50", "\"kinds\": [\"sale\"], \"weight\": -100",
        "$.channels.shop.weights[0].weight", "above -100")]
    [InlineData("\"kinds\": [\"sale\"], \"weight\": 50", "\"weight\": 50", "$.channels.shop.weights[0]", "Name kinds or offers")]
    [InlineData("\"offers\": [\"moreData\"], \"weight\": 30", "\"offers\": [\"moreDatta\"], \"weight\": 30",
        "$.channels.shop.weights[1].offers", "no offer 'moreDatta'")]
    [InlineData("\"shop\": { \"sayFirst\": \"While", "\"kiosk\": { \"sayFirst\": \"While",
        "$.offers[2].texts.byChannel.kiosk", "Use one of: app, call, email, inbound, shop, sms, web.")]
    [InlineData("\"shop\": { \"sayFirst\": \"While you", "\"shop\": { \"sayFirst\": \"While {who}",
        "$.offers[2].texts.byChannel.shop.sayFirst", "no field 'who'")]
    [InlineData("\"channels\": [\"call\", \"sms\"]", "\"channels\": [\"call\", \"shop\"]", "$.offers[7].channels",
        "customers come to it by themselves")]
    [InlineData("\"contactCosts\": { \"call\": 4", "\"contactCosts\": { \"shop\": 4", "$.contactCosts.shop",
        "Nobody is contacted on 'shop'")]
    [InlineData("\"web\": 0.1, ", "\"kiosk\": 0.1, ", "$.channelOdds.kiosk", "no channel 'kiosk'")]
    public void AFaultNamesItsPlaceAndWhatIsWrong(string was, string becomes, string path, string words) =>
        Assert.Contains(
            Faults("offers.json", was, becomes), fault => fault.Path == path && fault.Message.Contains(words));

    [Fact]
    public void AComplaintsChannelThatThePortfolioDoesNotListIsAFault()
    {
        var fault = Assert.Single(Faults(
            "sources/complaints.json", "\"enum\": [\"call\", \"shop\", \"web\"]", "\"enum\": [\"call\", \"shop\", \"letter\"]"));

        Assert.Equal(("offers.json", "$.channels"), (fault.File, fault.Path));
        Assert.Contains("'complaints' knows the channel 'letter'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARuleMayCountTheHistoryOfAnyChannel() =>
        Assert.NotNull(TestBucket.WithRule("""
            {
              "name": "notAtTheCounter", "because": "Asked in the shop lately.", "kinds": ["sale"],
              "must": { "history": { "channel": "shop", "withinDays": 30 }, "atMost": 2 }
            }
            """));
}
