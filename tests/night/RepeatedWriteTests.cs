using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Night.Tests.Crashes;
using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// A write that one of several may make, carried out and not answered, is sent again by the SDK: it is not taken for another's.
/// </summary>
public sealed class RepeatedWriteTests(TestAccount account) : IClassFixture<TestAccount>, IDisposable
{
    private readonly ServiceProvider repeating = account.AddClients(
        new ServiceCollection(),
        new FaultPolicy(new RequestLog(request => request.Reads ? Fault.None : Fault.Repeated))).BuildServiceProvider();

    private TableServiceClient Tables => repeating.GetRequiredService<TableServiceClient>();

    public void Dispose() => repeating.Dispose();

    [Fact]
    public async Task WhoOpensARunKnowsThatItDid()
    {
        var runs = new RunStore(Tables);

        Assert.True(await runs.TryOpenAsync(Run(), default));
        Assert.False(await runs.TryOpenAsync(Run(), default));
    }

    [Fact]
    public async Task AnAlarmIsRaisedOnce()
    {
        var late = new LateSource("invoices", new DateOnly(2026, 11, 21), default);
        var lates = new LateSourceStore(Tables, new DropStore(Tables), TimeProvider.System);

        Assert.True(await lates.RaiseAsync(late, default));
        Assert.False(await lates.RaiseAsync(late, default));
    }

    [Fact]
    public async Task AClaimIsTakenThatNobodyHadAndOneWhoseLeaseIsOver()
    {
        var behind = Claims(new LateClock(TimeSpan.FromHours(1)));
        Assert.NotNull(await behind.TryTakeAsync("repeated", default));

        Assert.NotNull(await Claims(TimeProvider.System).TryTakeAsync("repeated", default));
        Assert.Null(await Claims(TimeProvider.System).TryTakeAsync("repeated", default));
    }

    private WorkClaimStore Claims(TimeProvider clock) => new(Tables, repeating.GetRequiredService<QueueServiceClient>(), clock);

    private static RunState Run() => new()
    {
        Id = new RunId(new DateOnly(2026, 11, 21), 1),
        Phase = RunPhase.Open,
        Buckets = 1,
        Extracts = [],
        Models = new Dictionary<string, string>(),
        OpenedAt = DateTimeOffset.UnixEpoch,
    };
}
