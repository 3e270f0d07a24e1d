namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>
/// The functions of a night behind queues that deliver at least once: in any order, late and twice, and again what a process did
/// not end. One message at a time, chosen by the seed, so that the same seed makes the same requests; beside it only what stands
/// still at a request that stalls.
/// </summary>
internal sealed class CrashLoop(TestAccount account, RequestLog log, StandingClock clock, int seed) : IAsyncDisposable
{
    /// <summary>What a message is delivered before the host puts it among the poison.</summary>
    private const int MaxFailures = 5;

    /// <summary>The lock of a message that a dead process had.</summary>
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(10);

    private readonly Random random = new(seed);
    private readonly List<Delivery> pending = [];
    private readonly List<Task<IReadOnlyList<SentMessage>>> still = [];
    private readonly List<Flow> ended = [];
    private Process process = Process.Start(account, log, clock);

    /// <summary>What functions threw: all of it must come from what went wrong.</summary>
    public List<Exception> Thrown { get; } = [];

    /// <summary>Delivers a message and what comes of it, until nothing is left.</summary>
    public async Task PlayAsync(SentMessage message)
    {
        Add(message);
        while (await IsLeftAsync())
            await DeliverAsync(Take());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var flow in ended.Append(process.Flow))
            await flow.DisposeAsync();
    }

    /// <summary>Messages first, then those that functions sent to themselves for later, then what stands still goes on.</summary>
    private async Task<bool> IsLeftAsync()
    {
        if (pending.Count > 0)
            return true;
        clock.Pass(TimeSpan.FromSeconds(10));
        foreach (var later in await process.Flow.LaterAsync())
            Add(later);
        if (pending.Count > 0 || still.Count == 0)
            return pending.Count > 0;
        var awake = still.ToArray();
        still.Clear();
        process.Faults.Release();
        foreach (var work in awake)
            await SettleAsync(null, work);
        return await IsLeftAsync();
    }

    private async Task DeliverAsync(Delivery delivery)
    {
        process.Faults.Rearm();
        await SettleAsync(delivery, Task.Run(() => process.Flow.RunAsync(delivery.Message)));
    }

    /// <param name="delivery">What the work was called for; null when it was delivered again since.</param>
    private async Task SettleAsync(Delivery? delivery, Task<IReadOnlyList<SentMessage>> work)
    {
        await Task.WhenAny(work, process.Faults.Died, process.Faults.Stalled);
        if (process.Faults.Died.IsCompleted)
            Restart(delivery);
        else if (!work.IsCompleted)
            Leave(delivery, work);
        else if (work.IsCompletedSuccessfully)
            Send(delivery, await work);
        else
            Fail(delivery, (await Record.ExceptionAsync(() => work))!);
    }

    private void Send(Delivery? delivery, IReadOnlyList<SentMessage> returned)
    {
        foreach (var message in returned)
            Add(message);
        if (delivery is { IsTwin: false } && random.Next(4) == 0)
            pending.Add(delivery with { IsTwin = true });
    }

    private void Restart(Delivery? delivery)
    {
        ended.Add(process.Flow);
        process = Process.Start(account, log, clock);
        still.Clear();
        AddAgain(delivery);
    }

    private void Leave(Delivery? delivery, Task<IReadOnlyList<SentMessage>> work)
    {
        still.Add(work);
        AddAgain(delivery);
    }

    private void Fail(Delivery? delivery, Exception thrown)
    {
        Thrown.Add(thrown);
        AddAgain(delivery);
    }

    private void AddAgain(Delivery? delivery)
    {
        clock.Pass(Lock);
        if (delivery is null)
            return;
        if (delivery.Failures + 1 == MaxFailures)
            throw new InvalidOperationException($"{delivery.Message} is poison.", Thrown.LastOrDefault());
        pending.Add(delivery with { Failures = delivery.Failures + 1 });
    }

    private void Add(SentMessage message) => pending.Add(new Delivery(message, 0, IsTwin: false));

    private Delivery Take()
    {
        var place = random.Next(pending.Count);
        var delivery = pending[place];
        pending.RemoveAt(place);
        return delivery;
    }

    /// <param name="Failures">How often a function did not end it.</param>
    /// <param name="IsTwin">Whether it was ended before and comes all the same.</param>
    private sealed record Delivery(SentMessage Message, int Failures, bool IsTwin);

    private sealed record Process(Flow Flow, FaultPolicy Faults)
    {
        public static Process Start(TestAccount account, RequestLog log, StandingClock clock)
        {
            var faults = new FaultPolicy(log);
            return new Process(new Flow(account, SmallNight.Buckets, clock, faults), faults);
        }
    }
}
