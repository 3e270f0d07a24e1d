using Xunit.Abstractions;

namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>
/// One fault at the requests of something that is played again and again: at all of them when <c>REAP_LONG</c> is 1, else at
/// every 100th, other ones for each fault. <c>REAP_CRASH_POINT=Repeated:57</c> chooses a single one.
/// </summary>
/// <param name="requests">What is asked of storage when nothing goes wrong.</param>
/// <param name="clean">What is left then.</param>
/// <param name="play">Plays it from its beginning.</param>
internal sealed class Campaign(
    IReadOnlyList<RequestName> requests,
    IReadOnlyList<string> clean,
    Func<RequestLog, Task<PlayedNight>> play,
    ITestOutputHelper output)
{
    private static readonly string? Chosen = Environment.GetEnvironmentVariable("REAP_CRASH_POINT");
    private static readonly int Step = Environment.GetEnvironmentVariable("REAP_LONG") == "1" ? 1 : 100;

    public async Task RunAsync(Fault fault)
    {
        var places = Enumerable.Range(0, requests.Count)
            .Where(place => fault.IsWorthWhileAt(requests[place]))
            .Where((place, number) => Chosen is null ? number % Step == (int)fault % Step : Chosen == $"{fault}:{place}")
            .ToArray();
        var wrong = new List<string>();
        foreach (var place in places)
        {
            var request = requests[place];
            if (await WrongAsync(request, fault) is { } what)
                wrong.Add($"REAP_CRASH_POINT={fault}:{place} ({request.Text}, asked {request.Before} times before)\n  {what}");
        }
        output.WriteLine($"{fault} at {places.Length} of {requests.Count} requests, {wrong.Count} wrong.");
        wrong.ForEach(output.WriteLine);

        Assert.True(places.Length > 0 || Chosen is not null);
        Assert.True(wrong.Count == 0, $"{wrong.Count} points leave something else.");
    }

    private async Task<string?> WrongAsync(RequestName request, Fault fault)
    {
        var log = new RequestLog(name => name == request ? fault : Fault.None);
        return await Difference.OfAsync(clean, () => play(log)) ?? (log.Struck == 1 ? null : "The request never came.");
    }
}
