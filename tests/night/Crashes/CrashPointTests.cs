using System.Globalization;
using Xunit.Abstractions;

namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>
/// Whatever goes wrong at whichever request to storage, the night leaves what it leaves when nothing does. A failure names its
/// points; <c>REAP_CRASH_POINT=Repeated:57</c> plays one of them again, <c>REAP_CRASH_SEED=8</c> one of the rough nights.
/// </summary>
public class CrashPointTests(SmallNight night, ITestOutputHelper output) : IClassFixture<SmallNight>
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("REAP_LONG") == "1";
    private static readonly string? Chosen = Environment.GetEnvironmentVariable("REAP_CRASH_POINT");
    private static readonly string? ChosenSeed = Environment.GetEnvironmentVariable("REAP_CRASH_SEED");

    /// <summary>Every so many requests are taken, other ones for each fault.</summary>
    private static readonly int Step = IsLong ? 1 : 25;

    [Theory]
    [InlineData(Fault.Lost)]
    [InlineData(Fault.Unanswered)]
    [InlineData(Fault.Repeated)]
    [InlineData(Fault.DiesBefore)]
    [InlineData(Fault.DiesAfter)]
    [InlineData(Fault.Stalls)]
    public async Task EveryRequestIsAPointAtWhichANightCanCrash(Fault fault)
    {
        var places = Enumerable.Range(0, night.Requests.Count)
            .Where(place => fault.IsWorthWhileAt(night.Requests[place]))
            .Where((place, number) => Chosen is null ? number % Step == (int)fault % Step : Chosen == $"{fault}:{place}")
            .ToArray();
        var wrong = new List<string>();
        foreach (var place in places)
        {
            if (await WrongAsync(night.Requests[place], fault) is { } what)
                wrong.Add($"REAP_CRASH_POINT={fault}:{place} ({night.Requests[place].Text}, asked {night.Requests[place].Before} times before)\n  {what}");
        }
        output.WriteLine($"{fault} at {places.Length} of {night.Requests.Count} requests, {wrong.Count} wrong.");
        wrong.ForEach(output.WriteLine);

        Assert.True(places.Length > 0 || Chosen is not null);
        Assert.True(wrong.Count == 0, $"{wrong.Count} points leave something else.");
    }

    /// <summary>Every hundredth request goes wrong, one way or another, and messages come in another order for each seed.</summary>
    [Fact]
    public async Task ManyThingsGoWrongInOneNight()
    {
        var wrong = new List<string>();
        var struck = 0;
        var seeds = ChosenSeed is { } chosen ? [int.Parse(chosen, CultureInfo.InvariantCulture)] : Enumerable.Range(1, IsLong ? 300 : 10);
        foreach (var seed in seeds)
        {
            var log = new RequestLog(request => Faults.OfRough(seed, request));
            if (await Difference.OfAsync(night.Clean, () => night.PlayAsync(log, seed)) is { } what)
                wrong.Add($"REAP_CRASH_SEED={seed}\n  {what}");
            struck += log.Struck;
        }
        output.WriteLine($"{struck} requests went wrong, {wrong.Count} nights are wrong.");
        wrong.ForEach(output.WriteLine);

        Assert.True(struck > 0);
        Assert.True(wrong.Count == 0, $"{wrong.Count} nights leave something else.");
    }

    [Fact]
    public async Task ANightInWhichNothingGoesWrongIsTheSameEachTime()
    {
        var log = new RequestLog(_ => Fault.None);

        Assert.Null(await Difference.OfAsync(night.Clean, () => night.PlayAsync(log)));

        Assert.Equal(Sorted(night.Requests), Sorted(log.All));
    }

    private static IEnumerable<string> Sorted(IEnumerable<RequestName> requests) =>
        requests.Select(request => request.ToString()).Order(StringComparer.Ordinal);

    private async Task<string?> WrongAsync(RequestName request, Fault fault)
    {
        var log = new RequestLog(name => name == request ? fault : Fault.None);
        return await Difference.OfAsync(night.Clean, () => night.PlayAsync(log))
            ?? (log.Struck == 1 ? null : "The request never came.");
    }
}
