using ReapFunctions.Enquiries;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Enquiries;

/// <summary>The chance of an enquiry: what was typed while few are known, what is known once there are many.</summary>
public class EnquiryChancesTests
{
    private const int Days = 180;

    private static readonly EnquiryOptions Options = new() { Rate = 0.1, HalfDays = 7 };

    [Fact]
    public void WithoutEnquiriesItIsWhatWasTyped()
    {
        var chances = EnquiryChances.Learn([], Options, Days);
        Assert.Equal(0.1, chances.Of("web", 0), 0.0001);
        // By the seventh day half have become customers: 5 of the 95 who are open.
        Assert.Equal(0.05 / 0.95, chances.Of("web", 7), 0.0001);
        Assert.Equal(0, chances.Of("web", Days));
        Assert.Equal(
            Enumerable.Range(0, Days).Select(age => chances.Of("web", age)).OrderDescending(),
            Enumerable.Range(0, Days).Select(age => chances.Of("web", age)));
    }

    /// <summary>A world in which every enquiry is watched to its end: shares are counted, by hand.</summary>
    [Theory]
    [InlineData("phone", 0.3)]
    [InlineData("web", 0.05)]
    public void ManyEnquiriesTellTheTruthOfTheirChannel(string channel, double wins)
    {
        var lives = new[] { ("phone", 0.3), ("web", 0.05) }.SelectMany(world => World(world.Item1, world.Item2)).ToArray();
        var chances = EnquiryChances.Learn(lives, Options, Days);
        Assert.Equal(wins, chances.Of(channel, 0), 0.015);
        // Half of those who become customers have by the tenth day.
        var (own, open) = (lives.Where(life => life.Channel == channel).ToArray(), 14);
        var there = own.Count(life => life.Days >= open);
        Assert.Equal(
            own.Count(life => life.Won && life.Days >= open) / (double)there, chances.Of(channel, open), 0.015);
    }

    [Fact]
    public void WhoIsStillOpenCountsForTheDaysThatTheyWere()
    {
        // All were asked yesterday: nobody knows what becomes of them, so it is what was typed.
        var lives = Enumerable.Repeat(new EnquiryLife("web", 1, false), 2_000).ToArray();
        var chances = EnquiryChances.Learn(lives, Options, Days);
        Assert.InRange(chances.Of("web", 3), 0.06, 0.1);
        var (few, none) = (EnquiryChances.Learn(lives[..5], Options, Days), EnquiryChances.Learn([], Options, Days));
        Assert.Equal(none.Of("web", 0), few.Of("web", 0), 0.005);
    }

    private static IEnumerable<EnquiryLife> World(string channel, double wins)
    {
        var random = new Random(11);
        for (var number = 0; number < 6_000; number++)
            yield return random.NextDouble() < wins
                ? new EnquiryLife(channel, Math.Min(Days - 1, (int)(-10 / Math.Log(2) * Math.Log(random.NextDouble()))), true)
                : new EnquiryLife(channel, Days, false);
    }
}
