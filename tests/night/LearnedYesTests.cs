using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>What customers replied to a night's prompts is what the next night expects of such offers.</summary>
public sealed class LearnedYesTests : FlowTest
{
    private static readonly RunId First = new(Extracts.FirstNight, 1);
    private static readonly RunId Second = new(Extracts.FirstNight.AddDays(1), 1);

    [Fact]
    public async Task RepliesMoveTheRateOfAnOffer()
    {
        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(First.Date), await Extracts.OfNightAsync(0)));
        Assert.Empty((await flow.Get<RunStore>().GetAsync(First, default)).Yes);
        for (var number = 0; number < 40; number++)
            await ReplyAsync($"C{number}", "eBilling", number < 4 ? Reply.Accepted : Reply.Declined);
        await ReplyAsync("C100", "broadband", Reply.Accepted, propensity: 0.2);

        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(Second.Date), await Extracts.OfNightAsync(1)));

        var rates = (await flow.Get<RunStore>().GetAsync(Second, default)).Yes;
        Assert.Equal((50 * 0.35 + 4) / 90, Assert.Contains("eBilling", rates).Rate, 0.01);
        Assert.InRange(Assert.Contains("broadband", rates).Rate, 0.12, 0.15);
        // Others of a kind learn with those that were answered; of other kinds nothing was said.
        Assert.Equal(
            ["broadband", "directDebit", "eBilling", "moreData", "roaming", "security", "selfService", "tv"],
            rates.Keys.Order(StringComparer.Ordinal));
        var offered = new List<double>();
        await foreach (var entity in account.Tables.GetTableClient(Second.Table(RecordKind.Offers))
            .QueryAsync<Azure.Data.Tables.TableEntity>())
            offered.AddRange(OfferEntity.Read(entity).Offers
                .Where(offer => offer.Name == "eBilling").Select(offer => offer.Factors.P));
        Assert.NotEmpty(offered);
        Assert.All(offered, chance => Assert.Equal(rates["eBilling"].Rate, chance));
    }

    private Task ReplyAsync(string customer, string offer, Reply reply, double? propensity = null) =>
        flow.Get<OutcomeStore>().AddAsync(
        new OutcomeRecord
        {
            CustomerId = customer,
            OutcomeId = "1",
            At = TimeProvider.System.GetUtcNow(),
            Offer = offer,
            Group = offer,
            Reply = reply,
            Propensity = propensity,
            Run = $"{First}",
        },
        default);
}
