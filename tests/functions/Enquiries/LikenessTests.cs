using ReapFunctions.Contracts;
using ReapFunctions.Enquiries;
using ReapFunctions.Snapshots;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Enquiries;

/// <summary>What the best customers are like is found where it is planted, and nothing is said of noise.</summary>
public class LikenessTests
{
    private const int Customers = 3_000;

    private static readonly DateOnly AsOf = new(2026, 11, 21);

    private static readonly string[] Segments = ["consumer", "family", "business"];

    private static readonly EnquiryOptions Options = new() { Rate = 0.1 };

    [Fact]
    public void WhatIsPlantedIsFoundWithItsReasons()
    {
        var likeness = Likeness.Learn(Sample(planted: 400), Options, AsOf, default);
        Assert.True(likeness.Figures.Known, likeness.Figures.Sentence);
        Assert.True(likeness.Figures.Auc > 0.7, likeness.Figures.Sentence);

        var scores = likeness.Score(Known(("business", 60), ("consumer", 20)), TestBucket.Telco.Reasons);
        Assert.True(scores[0].Chance > 2 * scores[1].Chance);
        Assert.Equal(
            scores[0].Lifetime,
            scores[0].Chance!.Value * likeness.Figures.BestLifetime
                + (1 - scores[0].Chance!.Value) * likeness.Figures.OtherLifetime, 0.02);
        Assert.Contains(scores[0].Reasons, reason => reason.Contains("business", StringComparison.Ordinal));
    }

    [Fact]
    public void TheSameSampleGivesTheSameBits()
    {
        var who = Known(("business", 60), ("family", 35), ("consumer", 20));
        var (first, second) = (
            Likeness.Learn(Sample(planted: 400), Options, AsOf, default).Score(who, TestBucket.Telco.Reasons),
            Likeness.Learn(Sample(planted: 400), Options, AsOf, default).Score(who, TestBucket.Telco.Reasons));
        Assert.Equal(first.Select(score => score.Chance), second.Select(score => score.Chance));
    }

    [Fact]
    public void OfNoiseNothingIsSaidAndAllAreWorthTheMean()
    {
        var sample = Sample(planted: 0);
        var likeness = Likeness.Learn(sample, Options, AsOf, default);
        Assert.False(likeness.Figures.Known);
        Assert.Contains("all are worth the mean", likeness.Figures.Sentence, StringComparison.Ordinal);
        var score = Assert.Single(likeness.Score(Known(("business", 60)), TestBucket.Telco.Reasons));
        Assert.Null(score.Chance);
        Assert.Empty(score.Reasons);
        Assert.Equal(sample.Worth.Average(), score.Lifetime, 0.01);
    }

    [Fact]
    public void WithoutCustomersOrColumnsNothingIsLearnedAndNothingFails()
    {
        var none = new CustomerSample(new Snapshot([], 0), []);
        Assert.Equal(0, Likeness.Learn(none, Options, AsOf, default).Figures.MeanLifetime);
        var few = Sample(planted: 400, customers: 30);
        Assert.False(Likeness.Learn(few, Options, AsOf, default).Figures.Known);
    }

    /// <summary>Customers of whom the businesses, and the older, are worth so much more.</summary>
    private static CustomerSample Sample(double planted, int customers = Customers)
    {
        var random = new Random(7);
        var (segments, ages, worth) = (new int[customers], new double[customers], new double[customers]);
        for (var row = 0; row < customers; row++)
        {
            (segments[row], ages[row]) = (random.Next(3), 18 + random.Next(60));
            worth[row] = 300 + 200 * random.NextDouble() + (segments[row] == 2 ? planted : 0) + planted * ages[row] / 200;
        }
        return new CustomerSample(Snapshot(segments, ages), worth);
    }

    private static Snapshot Known(params (string Segment, double Age)[] who) => Snapshot(
        [.. who.Select(known => Array.IndexOf(Segments, known.Segment))], [.. who.Select(known => known.Age)]);

    private static Snapshot Snapshot(int[] segments, double[] ages) => new(
        [SnapshotColumn.OfText("segment", segments, Segments), SnapshotColumn.OfNumbers("age", ColumnKind.Number, ages)],
        ages.Length);
}
