using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Leavers;
using ReapFunctions.Scorecards.Series;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Leavers;

/// <summary>Reasons for leaving on the scorecard: they close, part by part, and stand in the series.</summary>
public class LeaverTests
{
    private static readonly string?[] Segments = ["family", "consumer", "consumer"];

    private static readonly LeavingReason[] Told =
    [
        Reason("c0", "price"), Reason("c1", "network"), Reason("c3", "price"), Reason("c5", "moved"), Reason("gone", "price"),
    ];

    private static LeavingReason Reason(string customer, string reason) =>
        new(customer, TestBucket.Run.Date, reason, "family", "high");

    /// <summary>Every other of 40 customers has left.</summary>
    private static Scorecard Card(params LeavingReason[] told)
    {
        var bucket = new TestBucket(40).Text("status", "left", "active").Text("segment", Segments)
            .Number("revenue12m", [.. Enumerable.Range(0, 40).Select(row => 100.0 + 40 * row)]);
        var scored = bucket.Scored() with { Leaving = told };
        var decisions = Decisions.Make(scored, TestBucket.Telco, TestBucket.Cuts);
        return Scorecard.Merge(
            TestBucket.Run, "EUR", [ScorecardPart.Sum(scored, decisions, TestBucket.Telco)], new ScorecardOptions());
    }

    [Theory]
    [InlineData("total")]
    [InlineData("band")]
    [InlineData("segment")]
    [InlineData("decile")]
    public void OverAllReasonsTheyAreAllWhoLeftAndWhatTheyWereWorth(string by)
    {
        var card = Card(Told);
        var rows = card.Leavers.Where(row => row.By == by).ToArray();

        Assert.Equal(card.Total.Sums.Lapsed, rows.Sum(row => row.Left));
        Assert.Equal(card.Total.Sums.LapsedValue, rows.Sum(row => row.LeftValue));
        Assert.Equal(Told.Length, rows.Where(row => row.Reason != "notTold").Sum(row => row.Customers));
        if (by == "segment")
            Assert.All(card.Segments, segment => Assert.Equal(
                (segment.Sums.Lapsed, segment.Sums.LapsedValue),
                (rows.Where(row => row.Name == segment.Name).Sum(row => row.Left),
                    rows.Where(row => row.Name == segment.Name).Sum(row => row.LeftValue))));
    }

    [Fact]
    public void WhoLeftWhoWillAndWhoIsGoneAreToldApart()
    {
        var price = Assert.Single(Card(Told).Leavers, row => row is { By: "total", Reason: "price" });

        Assert.Equal((1, 1, 1, "Found it cheaper elsewhere"), (price.Left, price.Leaving, price.Gone, price.Title));
        Assert.Equal(19, Assert.Single(Card(Told).Leavers, row => row is { By: "total", Reason: "notTold" }).Left);
    }

    [Fact]
    public void PartsAddUpInAnyOrder()
    {
        var rows = Card(Told).Leavers;
        LeaverRow[] halves = [.. rows.Where((_, i) => i % 2 == 1), .. rows.Where((_, i) => i % 2 == 0)];

        Assert.Equal(rows, LeaverRow.Sum(halves));
        Assert.Equal(rows.Sum(row => row.Left) * 2, LeaverRow.Sum(rows.Concat(halves)).Sum(row => row.Left));
    }

    [Fact]
    public void TheMovementIsTheChangeOfEveryNumber()
    {
        var moves = LeaverMove.Between(Card(Told[0]).Leavers, Card(Told).Leavers);

        Assert.Equal(0, moves.Where(move => move.By == "total").Sum(move => move.Left));
        Assert.Equal(
            (0, 1, 1), moves.Where(move => move is { By: "total", Reason: "price" })
                .Select(move => (move.Left, move.Leaving, move.Gone)).Single());
    }

    [Fact]
    public void EveryReasonIsAMeasureOfTheSeries()
    {
        var card = Card(Told);
        var known = SeriesMeasures.Of(TestBucket.Telco.Care!.Leaving);

        Assert.Superset(card.Leavers.Select(row => $"leaving.{row.Reason}").ToHashSet(), known.ToHashSet());
        Assert.Equal(3, SeriesMeasures.Of(card, SeriesBy.Total, card.Total, "leaving.price"));
        Assert.Equal(
            card.Leavers.Where(row => row is { By: "segment", Name: "family", Reason: "notTold" }).Sum(row => row.Left),
            SeriesMeasures.Of(card, SeriesBy.Segment, card.Segments.First(row => row.Name == "family"), "leaving.notTold"));
        Assert.Equal(0, SeriesMeasures.Of(card, SeriesBy.Decile, card.Deciles[0], "leaving.other"));
        Assert.Equal(card.Total.Sums.Customers, SeriesMeasures.Of(card, SeriesBy.Total, card.Total, "customers"));
    }

    [Fact]
    public void NamesOfPropertiesAreLettersDigitsAndUnderscoresAndOneForEach()
    {
        string[] measures = ["leaving.a_b", "leaving.a.b", "leaving.a-b", "leaving._2E"];

        var properties = measures.Select(SeriesMeasures.PropertyOf).ToArray();

        Assert.All(properties, property => Assert.Matches("^[A-Za-z][A-Za-z0-9_]*$", property));
        Assert.Equal(measures.Length, properties.Distinct().Count());
        Assert.Equal("valueRetention", SeriesMeasures.PropertyOf("valueRetention"));
    }

    [Fact]
    public void TheNewestReasonCountsThatIsNotTooOldAndWasToldByThen()
    {
        var day = TestBucket.Run.Date;
        OutcomeRecord Outcome(string id, int daysAgo, string? leaving) => new()
        {
            CustomerId = "c0",
            OutcomeId = id,
            At = new DateTimeOffset(day.AddDays(-daysAgo).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero),
            Offer = "comeBack",
            Group = "comeBack",
            Reply = Reply.Declined,
            Leaving = leaving,
        };
        var opened = new DateTimeOffset(day.AddDays(1).ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero);
        string? Newest(params OutcomeRecord[] outcomes) =>
            LeavingReason.Newest(outcomes, day, opened, 30).SingleOrDefault()?.Reason;

        Assert.Equal("moved", Newest(Outcome("1", 9, "price"), Outcome("2", 3, "moved"), Outcome("3", 1, null)));
        Assert.Null(Newest(Outcome("1", 30, "price")));
        Assert.Equal("price", Newest(Outcome("1", 29, "price")));
        Assert.Null(Newest(Outcome("1", -2, "price")));
        Assert.Equal("price", Newest(Outcome("1", 0, "price"), Outcome("2", -2, "moved")));
    }
}
