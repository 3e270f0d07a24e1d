using ReapFunctions.Night.Tests.Crashes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// An account in which a first night is published and models are trained, for the tests of a class: each begins there.
/// </summary>
public sealed class TrainedNight : IAsyncLifetime
{
    internal const int Buckets = 4;

    private AccountSnapshot before = null!;

    internal static RunId Run { get; } = new(Extracts.FirstNight, 1);

    internal TestAccount Account { get; } = new();

    public async Task InitializeAsync()
    {
        await Account.InitializeAsync();
        await using var flow = new Flow(Account, Buckets);
        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(Run.Date), await Extracts.OfNightAsync(0)));
        Assert.Equal(Run, await flow.Get<RunPointerStore>().CurrentAsync(default));
        before = await AccountSnapshot.TakeAsync(Account);
    }

    public Task DisposeAsync() => Account.DisposeAsync();

    /// <summary>Takes away all that has come since.</summary>
    internal async Task BeginAsync()
    {
        await before.RestoreAsync();
        foreach (var queue in Queues.All)
            await Account.Queues.GetQueueClient(queue).ClearMessagesAsync();
    }
}
