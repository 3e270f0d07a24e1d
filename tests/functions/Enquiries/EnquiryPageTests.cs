using System.Globalization;
using System.Text.Json.Nodes;
using ReapFunctions.Enquiries;
using ReapFunctions.Offers;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Prospects;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Enquiries;

/// <summary>The example of docs/enquiries.md is worked out as the page says.</summary>
public class EnquiryPageTests
{
    private const int Days = 180;

    private static readonly DateOnly AsOf = new(2026, 11, 21);

    private static readonly string[] Blocks = PageExample.BlocksOf(Repository.Read("docs", "enquiries.md"));

    private static EnquiryOptions Options => ConfigJson.Read<EnquiryOptions>("value.json", Blocks[1]);

    /// <summary>The enquiries that the page lists, each with the lifetime that its likeness comes to.</summary>
    private static (Enquiry Enquiry, double Lifetime)[] Asked =>
        [.. Blocks[2].TrimEnd('\n').Split('\n')[1..].Select(line => line.Split(',')).Select(cells => (
            new Enquiry(
                cells[0], Day(cells[1])!.Value, cells[2], Day(cells[5]), cells[6].Length > 0 ? cells[6] : null, Day(cells[7]),
                cells[4].Split(' ', StringSplitOptions.RemoveEmptyEntries), []),
            double.Parse(cells[3], CultureInfo.InvariantCulture)))];

    private static IReadOnlyList<EnquiryEntry> Entries
    {
        get
        {
            DecisionOptions config = TestBucket.Telco with { Value = TestBucket.Telco.Value with { Enquiries = Options } };
            var known = new Dictionary<string, RecognisedCustomer> { ["E7"] = new("C12", 40) };
            return EnquiryPricing.Price(
                [.. Asked.Select(asked => asked.Enquiry)], known,
                [.. Asked.Select(asked => new LikenessScore(null, asked.Lifetime, []))], config, Days, AsOf);
        }
    }

    [Fact]
    public void WhomToFollowUpIsAsThePageSays()
    {
        var open = Entries.Where(entry => entry.StateOn(AsOf) is EnquiryState.Open or EnquiryState.Wasted)
            .Order(EnquiryEntry.Ranking).ToArray();
        var said = JsonNode.Parse(Blocks[3])!.AsArray();
        Assert.Equal(said.Count, open.Length);
        Assert.All(said.Zip(open), pair => PageExample.AssertSays(
            pair.First!.ToJsonString(),
            RecordJson.Write(new
            {
                enquiryId = pair.Second.Id,
                pair.Second.Contact,
                pair.Second.Chance,
                pair.Second.Expected,
                pair.Second.DueOn,
                Overdue = AsOf > pair.Second.DueOn,
            })));
    }

    [Fact]
    public void TheRowsOfTheScorecardAre()
    {
        var rows = EnquiryRow.Sum(Entries.Select(entry => entry.ToRow(AsOf, Options.FollowUpDays)));
        var said = JsonNode.Parse(Blocks[4])!.AsArray();
        Assert.All(said, row => PageExample.AssertSays(
            row!.ToJsonString(), RecordJson.Write(rows.Single(found => found.Channel == (string)row["channel"]!))));
        Assert.All(rows, row => Assert.Equal(
            row.Enquiries,
            row.Open + row.FollowedUp + row.Won + row.Wasted + row.AlreadyCustomers + row.LeftOut));
    }

    [Fact]
    public void WhoIsLeftOutIsSoByARule() => Assert.Equal(
        [("E10", "pays"), ("E8", "noConsent"), ("E9", "askedLater")],
        Entries.Where(entry => entry.StateOn(AsOf) == EnquiryState.LeftOut)
            .Select(entry => (entry.Id, entry.Rule!)).OrderBy(entry => entry.Id, StringComparer.Ordinal));

    [Fact]
    public void TheShareWastedIsAMeasureOfAllAlone()
    {
        var figures = new EnquiryFigures
        {
            FollowUpDays = 3,
            Likeness = new LikenessFigures(false, "", 0, null, 0, 0, 0),
            Rows = EnquiryRow.Sum(Entries.Select(entry => entry.ToRow(AsOf, 3))),
        };
        var options = new ScorecardOptions { Goals = new Dictionary<string, double> { ["enquiriesWasted"] = 0.1 } };
        var card = Scorecard.Merge(TestBucket.Run, "EUR", [], options).With(figures, options);
        var measure = card.Total.Measures.Single(measure => measure.Name == "enquiriesWasted");
        Assert.Equal(figures.Rows[^1].WastedShare, measure.Value);
        Assert.NotNull(measure.Gap);
        Assert.DoesNotContain(card.Deciles[0].Measures, found => found.Name == "enquiriesWasted");
        var move = ScorecardMovement.Between(card, card).Total.Measures.Single(found => found.Name == "enquiriesWasted");
        Assert.Equal(0, move.Change);
    }

    private static DateOnly? Day(string cell) =>
        cell.Length == 0 ? null : DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
