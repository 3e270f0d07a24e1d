using System.Text.Json;
using ReapFunctions.Offers;
using ReapFunctions.Scorecards;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards;

public class ScorecardTests
{
    private static readonly DecisionOptions Config = TestBucket.Telco;

    private static readonly ScorecardOptions Goals = TestBucket.Portfolio("").Scorecard;

    private static TestBucket Bucket(double revenue = 300) => new TestBucket(60)
        .Number("revenue12m", [.. Enumerable.Range(0, 60).Select(i => revenue + i * 11.13)])
        .Text("status", "active", "active", "active", "active", "left")
        .Text("segment", "consumer", "senior", null)
        .Number("tenureMonths", 1, 24, 60)
        .Number("calls12m", 0, 3, 20);

    private static Scorecard Of(params IEnumerable<ScorecardPart> parts) => Scorecard.Merge(TestBucket.Run, "EUR", parts, Goals);

    private static Decisions Slice(Decisions all, Range rows) => new(all.Values[rows], all.Risks[rows], all.Offers[rows]);

    [Fact]
    public void SumsAreThoseOfTheRecords()
    {
        var all = Bucket().Decide();
        var total = Of([ScorecardPart.Sum(all, Config)]).Total.Sums;
        var active = all.Values.Where(value => value.Active).ToArray();
        Assert.Equal((60, 48, 12), (total.Customers, total.Active, total.Lapsed));
        Assert.Equal(active.Sum(value => (decimal)value.Current), total.Value);
        Assert.Equal(active.Sum(value => (decimal)value.Lifetime!.Value), total.Lifetime);
        Assert.Equal(all.Values.Where(value => !value.Active).Sum(value => (decimal)value.Current), total.LapsedValue);
        Assert.Equal(all.Risks.Sum(risk => (decimal)risk.ValueAtRisk!.Value), total.ValueAtRisk);
        Assert.Equal(all.Offers.Count(offer => offer.Active && offer.Offers.Count > 0), total.WithOffer);
        Assert.Equal(all.Offers.Count(offer => offer.Active && offer.Control), total.Control);
    }

    [Fact]
    public void DecilesAndSegmentsBothAddUpToTheTotal()
    {
        var scorecard = Of([ScorecardPart.Sum(Bucket().Decide(), Config)]);
        foreach (var rows in new[] { scorecard.Deciles, scorecard.Segments })
        {
            var sum = rows.Aggregate(new ScorecardCell(), (total, row) => total + row.Sums);
            Assert.Equal(RecordJson.Write(scorecard.Total.Sums), RecordJson.Write(sum));
        }
        Assert.Equal(["(none)", "consumer", "senior"], scorecard.Segments.Select(row => row.Name));
        Assert.Equal(10, scorecard.Deciles.Count);
    }

    [Fact]
    public void TheSplitIntoBucketsAndTheirOrderDoNotChangeAByte()
    {
        var all = Bucket().Decide();
        var one = Of([ScorecardPart.Sum(all, Config)]);
        var parts = Enumerable.Range(0, 6).Select(i => ScorecardPart.Sum(Slice(all, (i * 10)..(i * 10 + 10)), Config)).ToArray();
        var again = parts
            .Select(part => JsonSerializer.Deserialize<ScorecardPart>(
            JsonSerializer.Serialize(part, ConfigJson.Options), ConfigJson.Options)!);
        Assert.Equal(RecordJson.Write(one), RecordJson.Write(Of(parts)));
        Assert.Equal(RecordJson.Write(one), RecordJson.Write(Of(again.Reverse())));
    }

    [Fact]
    public void AScorecardSurvivesItsBlob()
    {
        var scorecard = Of([ScorecardPart.Sum(Bucket().Decide(), Config)]);
        var json = JsonSerializer.Serialize(scorecard, ConfigJson.Options);
        Assert.Equal(
            json, JsonSerializer.Serialize(JsonSerializer.Deserialize<Scorecard>(json, ConfigJson.Options), ConfigJson.Options));
    }

    [Fact]
    public void MeasuresAreRatiosOfTheSumsWithGoalAndGap()
    {
        var cell = new ScorecardCell
        {
            Customers = 10,
            Active = 8,
            Lapsed = 2,
            New = 2,
            Negative = 1,
            Products = 12,
            WithOffer = 4,
            Value = 800m,
            LapsedValue = 200m,
            CostToServe = 200m,
            Lifetime = 1600m,
            ValueAtRisk = 160m,
            NewLifetime = 300m,
            TakeUp = 5m,
        };
        var measures = ReapMeasures.Take(cell, Goals).ToDictionary(measure => measure.Name);
        Assert.Equal(0.8, measures["valueRetention"].Value);
        Assert.Equal(-0.15, measures["valueRetention"].Gap);
        Assert.Equal(0.1, measures["valueAtRiskShare"].Value);
        Assert.Equal(0.2, measures["costToServeShare"].Value);
        Assert.Equal(0.125, measures["negativeShare"].Value);
        Assert.Equal(0.25, measures["newShare"].Value);
        Assert.Equal(0.75, measures["newQuality"].Value);
        Assert.Equal(1.5, measures["productsPerCustomer"].Value);
        Assert.Equal(0.5, measures["offerShare"].Value);
        Assert.Null(measures["takeUpValue"].Gap);
    }

    [Fact]
    public void WithoutAModelTheShareAtRiskIsNotMeasured()
    {
        var total = Of([ScorecardPart.Sum(new TestBucket(3).WithoutModel("churn").Decide(), Config)]).Total;
        Assert.Equal((3, 0), (total.Sums.RiskUnknown, total.Sums.AtRisk));
        Assert.Null(total.Measures.Single(measure => measure.Name == "valueAtRiskShare").Value);
    }

    [Fact]
    public void AShareOfNobodyIsNotMeasured() =>
        Assert.All(
            ReapMeasures.Take(new ScorecardCell(), Goals)
                .Where(measure => measure.Name.EndsWith("Share", StringComparison.Ordinal)),
            measure => Assert.Null(measure.Value));

    [Fact]
    public void MovementIsTonightLessTheNightBefore()
    {
        var before = Of([ScorecardPart.Sum(Bucket().Decide(), Config)]);
        var now = Of([ScorecardPart.Sum(Bucket(400).Decide(), Config)]);
        var movement = ScorecardMovement.Between(before, now);
        Assert.Equal(now.Total.Sums.Value - before.Total.Sums.Value, movement.Total.Value);
        Assert.Equal(movement.Total.Value, movement.Deciles.Sum(row => row.Value));
        Assert.Equal(movement.Total.Value, movement.Segments.Sum(row => row.Value));
        var retention = movement.Total.Measures.Single(measure => measure.Name == "valueRetention");
        Assert.Equal(Math.Round(retention.Now!.Value - retention.Before!.Value, 6), retention.Change);
    }

    [Fact]
    public void ASegmentThatIsGoneMovesToZero()
    {
        var before = Of([ScorecardPart.Sum(Bucket().Decide(), Config)]);
        var now = Of([ScorecardPart.Sum(Bucket().Text("segment", "consumer", "consumer", null).Decide(), Config)]);
        var gone = ScorecardMovement.Between(before, now).Segments.Single(row => row.Name == "senior");
        Assert.Equal(-before.Segments.Single(row => row.Name == "senior").Sums.Customers, gone.Customers);
    }
}
