using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;
using ReapFunctions.Value.Buying;
using ReapFunctions.Value.Rhythms;

namespace ReapFunctions.Tests.Value.Rhythms;

/// <summary>Who is asleep: by each customer's own rhythm, with a stated share of those taken for it who are not.</summary>
public class RhythmTests
{
    private const int Window = 180;
    private const double Level = 0.005;
    private static readonly DateOnly AsOf = TestBucket.Run.Date;
    private static readonly RhythmFit Fit = new(1.5, 20);

    /// <summary>Days on which somebody of a rate came within the window, by a seeded draw; 0 is the drop.</summary>
    private static int[] DaysOf(Random random, double rate, int asleepFor = 0) =>
        [.. Enumerable.Range(asleepFor, Window - asleepFor).Where(_ => random.NextDouble() < 1 - Math.Exp(-rate))];

    private static double RateOf(Random random) =>
        Enumerable.Range(0, 2).Sum(_ => -Math.Log(1 - random.NextDouble())) / 40;

    private static Purchases? Of(int[] days) => days.Length < 3
        ? null
        : new Purchases(days.Length - 1, days.Max() - days.Min(), days.Max());

    [Fact]
    public void TheFitFindsHowRatesDiffer()
    {
        var random = new Random(1);
        // Erlang of shape 2 and scale 1/40: mean 0.05 a day, as gamma(2, 40) has it.
        var known = Enumerable.Range(0, 20_000).Select(_ =>
        {
            var (rate, days) = (RateOf(random), 60 + random.Next(120));
            var repeats = DaysOf(random, rate, Window - days).Length;
            return new Purchases(repeats, 0, days);
        }).ToArray();

        var fit = RhythmFit.Fit(known);

        Assert.InRange(fit.R, 1.85, 2.2);
        Assert.InRange(fit.R / fit.Alpha, 0.0475, 0.051);
    }

    [Fact]
    public void OfThoseWhoKeepTheirRhythmNoMoreAreTakenForAsleepThanIsSaidAndThoseWhoDoNotAreFound()
    {
        var random = new Random(2);
        var fit = RhythmFit.Fit(
            [.. Enumerable.Range(0, 5_000).Select(_ => Of(DaysOf(random, RateOf(random)))).OfType<Purchases>()]);
        bool IsAsleep(Purchases known) => fit.Silence(known.Repeats, known.Recency, known.Age - known.Recency) < Level;

        var awake = Enumerable.Range(0, 20_000).Select(_ => Of(DaysOf(random, RateOf(random)))).OfType<Purchases>().ToArray();
        var asleep = Enumerable.Range(0, 3_000).Select(_ => Of(DaysOf(random, 0.2, asleepFor: 75))).OfType<Purchases>().ToArray();

        Assert.InRange(awake.Count(IsAsleep) / (double)awake.Length, 0, 2 * Level);
        Assert.InRange(asleep.Count(IsAsleep) / (double)asleep.Length, 0.85, 1);
    }

    [Theory]
    [InlineData(20, 80, true)]
    [InlineData(4, 60, false)]
    public void TheSameSilenceIsLongForOneAndUsualForAnother(int times, int quiet, bool asleep)
    {
        var state = StateOf(times, 100 + quiet, quiet)!;

        Assert.Equal((asleep, "contacts", times, quiet), (state.Asleep, state.Of, state.Times, state.QuietDays));
        Assert.Equal(Math.Round(100.0 / (times - 1), 1), state.UsualDays);
        Assert.Equal(AsOf.AddDays(-quiet), state.LastOn);
        Assert.Equal(asleep, state.Chance < Level);
    }

    [Fact]
    public void TheDaySinceWhenIsTheFirstOnWhichTheCustomerIsAsleep()
    {
        var first = Enumerable.Range(1, 90).First(quiet => StateOf(12, 100 + quiet, quiet)!.Asleep);
        foreach (var quiet in new[] { first, first + 1, first + 20 })
            Assert.Equal(AsOf.AddDays(first - quiet), StateOf(12, 100 + quiet, quiet)!.AsleepSince);
        Assert.Null(StateOf(12, 100 + first - 1, first - 1)!.AsleepSince);
    }

    [Fact]
    public void WithoutARhythmNobodyIsAsleep()
    {
        Assert.Null(StateOf(3, 150, 100));
        Assert.Null(new TestBucket().Decide().Values[0].Rhythm);
        Assert.Null(Bucket(12, 150, 100).Text("status", "left").Decide(null, Cuts).Values[0].Rhythm);
    }

    [Fact]
    public void WhoIsAsleepGetsTheirOfferAndTheRecordSaysSinceWhenAndAgainstWhichRhythm()
    {
        var decided = Bucket(20, 150, 80).Score("churn", 0.3f).Decide(null, Cuts);

        var offer = decided.Offers[0].Offers.Single(offer => offer.Name == "wakeUp");
        Assert.Equal(
            $"Nothing was heard for 80 days of who used to come every {70 / 19.0:0.0} days.", offer.Texts.Reason);
        Assert.Equal(decided.Values[0].Rhythm, decided.Offers[0].Asleep);
        Assert.Equal(decided.Offers[0].Asleep, OfferEntity.Read(OfferEntity.Of(decided.Offers[0])).Asleep);
        Assert.Equal(decided.Values[0].Rhythm, CustomerEntity.Read<ValueRecord>(CustomerEntity.Of(decided.Values[0])).Rhythm);
        Assert.Equal(
            "The customer is not quiet for longer than is usual for them.",
            Bucket(20, 150, 2).Decide(null, Cuts).Offers[0].Removed.First(removed => removed.Name == "wakeUp").Because);
    }

    /// <summary>The chance to be alive, of the buying model, at both sides of the day that is worked out.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public void WithoutContractsTheBuyingModelJudges(double repeats)
    {
        var buying = new BgNbd(0.8, 40, 0.6, 3);
        var points = TestBucket.Cuts with { Buying = new BuyingFit(buying, new GammaGamma(6, 4, 15)) };
        var config = TestBucket.Config("retail").Value with
        {
            Rhythm = new RhythmOptions { Of = "purchases", AsleepBelow = 0.4 },
        };
        RhythmState StateAt(int age) => new RhythmModel(
            config, TestBucket.Config("retail").Roles,
            new Snapshot([
                SnapshotColumn.OfText("CustomerID", [0], ["c0"]),
                SnapshotColumn.OfNumbers("frequency", ColumnKind.Number, [repeats + 1]),
                SnapshotColumn.OfNumbers("recency", ColumnKind.Number, [age - 200.0]),
                SnapshotColumn.OfNumbers("spent", ColumnKind.Number, [100]),
                SnapshotColumn.OfNumbers("firstBought", ColumnKind.Date, [AsOf.DayNumber - age]),
            ], 1), AsOf, points).Of(0)!;

        var first = Enumerable.Range(201, 3_000).First(age => buying.Alive(new Purchases(repeats, 200, age)) < 0.4);

        Assert.False(StateAt(first - 1).Asleep);
        Assert.Equal((true, AsOf), (StateAt(first).Asleep, StateAt(first).AsleepSince!.Value));
        Assert.Equal(AsOf.AddDays(-7), StateAt(first + 7).AsleepSince);
        Assert.Equal(Math.Round(buying.Alive(new Purchases(repeats, 200, first)), 6), StateAt(first).Chance, 5);
    }

    private static ValueCutPoints Cuts => TestBucket.Cuts with { Rhythm = Fit };

    private static TestBucket Bucket(int times, int firstAgo, int lastAgo) => new TestBucket()
        .Number("contactDays", times).Date("firstContactOn", AsOf.AddDays(-firstAgo))
        .Date("latestContactOn", AsOf.AddDays(-lastAgo));

    private static RhythmState? StateOf(int times, int firstAgo, int lastAgo) =>
        Bucket(times, firstAgo, lastAgo).Decide(null, Cuts).Values[0].Rhythm;
}
