using System.Text.Json;
using ReapFunctions.Night.Tests.Reads;
using Xunit.Abstractions;

namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>
/// Whatever goes wrong at whichever request of an erasure, whoever calls again until there is an answer leaves what one call
/// does.
/// </summary>
public class ErasurePointTests(SmallNight night, ITestOutputHelper output) : IClassFixture<SmallNight>, IAsyncLifetime
{
    private AccountSnapshot before = null!;
    private string person = null!;

    /// <summary>Two published nights; somebody was erased before, so that there is a salt.</summary>
    public async Task InitializeAsync()
    {
        await night.PlayAsync(new RequestLog(_ => Fault.None));
        await using var flow = new Flow(night.Account, SmallNight.Buckets, new StandingClock(SmallNight.Start));
        var rows = JsonDocument.Parse((await new Caller(flow).ListAsync("churn")).Body).RootElement.GetProperty("rows");
        person = rows[1].GetProperty("customerId").GetString()!;
        Assert.Equal(200, await flow.EraseAsync(rows[0].GetProperty("customerId").GetString()!));
        before = await AccountSnapshot.TakeAsync(night.Account);
    }

    public Task DisposeAsync() => night.BeginAsync();

    [Theory]
    [InlineData(Fault.Lost)]
    [InlineData(Fault.Unanswered)]
    [InlineData(Fault.Repeated)]
    [InlineData(Fault.DiesBefore)]
    [InlineData(Fault.DiesAfter)]
    [InlineData(Fault.Stalls)]
    public async Task EveryRequestIsAPointAtWhichAnErasureCanCrash(Fault fault)
    {
        var log = new RequestLog(_ => Fault.None);
        var untouched = await AccountDigest.OfAsync(night.Account);
        var clean = (await EraseAsync(log)).Digest;
        Assert.NotEqual(untouched, clean);

        await new Campaign(log.All, clean, EraseAsync, output).RunAsync(fault);
    }

    private async Task<PlayedNight> EraseAsync(RequestLog log)
    {
        await before.RestoreAsync();
        await using var loop = new CrashLoop(night.Account, log, new StandingClock(SmallNight.Start), seed: 1);
        await loop.PlayAsync(new SentMessage(Flow.ErasureCalls, person));
        return new PlayedNight(await AccountDigest.OfAsync(night.Account), loop.Thrown);
    }
}
