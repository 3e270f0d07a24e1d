using System.Globalization;
using Xunit.Abstractions;

namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>
/// Whatever goes wrong at whichever request to storage, the night leaves what it leaves when nothing does. A failure names its
/// points; <c>REAP_CRASH_POINT=Repeated:57</c> plays one of them again, <c>REAP_CRASH_SEED=8</c> one of the rough nights.
/// </summary>
[Collection(SmallNightGroup.Name)]
public class CrashPointTests(SmallNight night, ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("REAP_LONG") == "1";
    private static readonly string? ChosenSeed = Environment.GetEnvironmentVariable("REAP_CRASH_SEED");

    [Theory]
    [InlineData(Fault.Lost)]
    [InlineData(Fault.Unanswered)]
    [InlineData(Fault.Repeated)]
    [InlineData(Fault.DiesBefore)]
    [InlineData(Fault.DiesAfter)]
    [InlineData(Fault.Stalls)]
    public Task EveryRequestIsAPointAtWhichANightCanCrash(Fault fault) =>
        new Campaign(night.Requests, night.Clean, log => night.PlayAsync(log), output).RunAsync(fault);

    /// <summary>One request in a hundred goes wrong somehow, and messages come in another order for each seed.</summary>
    [Fact]
    public async Task ManyThingsGoWrongInOneNight()
    {
        var wrong = new List<string>();
        var struck = 0;
        var seeds = ChosenSeed is { } chosen
            ? [int.Parse(chosen, CultureInfo.InvariantCulture)]
            : Enumerable.Range(1, IsLong ? 300 : 5);
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

        var what = await Difference.OfAsync(night.Clean, () => night.PlayAsync(log));

        Assert.True(what is null, what);
        Assert.Equal(Sorted(night.Requests), Sorted(log.All));
    }

    private static IEnumerable<string> Sorted(IEnumerable<RequestName> requests) =>
        requests.Select(request => request.ToString()).Order(StringComparer.Ordinal);
}
