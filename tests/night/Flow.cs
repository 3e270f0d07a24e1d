using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReapFunctions.Erasure;
using ReapFunctions.Extracts;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>A message on its way to a queue.</summary>
internal sealed record SentMessage(string Queue, object Message);

/// <summary>
/// The functions of a night, called without a host: every message at once, each beside all others, what they return sent on. A
/// test may lose what a function returns, as a host does that is killed in between, and its message is then delivered again.
/// </summary>
internal sealed class Flow : IAsyncDisposable
{
    /// <summary>No queue: calls for an erasure, by a caller who calls again until there is an answer.</summary>
    public const string ErasureCalls = "erasure-calls";

    private readonly TestAccount account;
    private readonly ServiceProvider services;
    private readonly ConcurrentBag<SentMessage> sent = [];
    private readonly LogTally tally = new();

    /// <param name="faults">Stands between the functions and storage; then nothing is tried again, nor waits.</param>
    public Flow(
        TestAccount account, int buckets = 4, TimeProvider? clock = null, HttpPipelinePolicy? faults = null, int keepRuns = 30)
    {
        this.account = account;
        var settings =
            new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = account.ConnectionString,
                ["Reap:Buckets"] = $"{buckets}",
                ["Reap:KeepRuns"] = $"{keepRuns}",
            };
        var registered = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(tally))
            .AddReapFunctions(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton(provider => new WorkClaimStore(
                provider.GetRequiredService<TableServiceClient>(),
                provider.GetRequiredService<QueueServiceClient>(),
                provider.GetRequiredService<TimeProvider>())
            {
                Pause = faults is null ? TimeSpan.FromSeconds(1) : TimeSpan.Zero,
            });
        services = (faults is null ? registered : account.AddClients(registered, faults)).BuildServiceProvider();
    }

    /// <summary>
    /// By message and the times it was delivered before: whether the process dies before what it returned is sent.
    /// </summary>
    public Func<SentMessage, int, bool> Dies { get; init; } = (_, _) => false;

    /// <summary>How often something was logged, by the name of the log method: what was done.</summary>
    public IReadOnlyDictionary<string, int> Done => tally.Counts;

    /// <summary>Everything that was sent to a queue.</summary>
    public IEnumerable<SentMessage> SentTo(string queue) => sent.Where(message => message.Queue == queue);

    /// <summary>What HTTP answers are written by.</summary>
    public IServiceProvider Services => services;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Uploads and cleans a file.</summary>
    public async Task<SentMessage> CleanAsync(string name, byte[] content) => (await UploadAsync(name, content))!;

    /// <summary>Uploads a file that is refused.</summary>
    public async Task CleanRefusedAsync(string name, byte[] content) => Assert.Null(await UploadAsync(name, content));

    /// <summary>Uploads and cleans a file that may change nothing.</summary>
    /// <returns>What follows from it.</returns>
    public async Task<IReadOnlyList<SentMessage>> TryCleanAsync(string name, byte[] content) =>
        await UploadAsync(name, content) is { } drop ? [drop] : [];

    private async Task<SentMessage?> UploadAsync(string name, byte[] content)
    {
        var blob = account.Blobs.GetBlobContainerClient(Containers.Extracts).GetBlobClient(name);
        await blob.UploadAsync(BinaryData.FromBytes(content), overwrite: true);
        return await New<CleanExtract>().RunAsync(blob, default) is { } drop ? new SentMessage(Queues.StartRun, drop) : null;
    }

    /// <summary>Cleans a file that was uploaded before: its message comes again.</summary>
    public async Task<SentMessage> CleanAgainAsync(string name) => Assert.Single(await CleanedAsync(name));

    /// <summary>The same of a file that may be refused.</summary>
    public async Task<IReadOnlyList<SentMessage>> CleanedAsync(string name)
    {
        var blob = account.Blobs.GetBlobContainerClient(Containers.Extracts).GetBlobClient(name);
        return Of(Queues.StartRun, await New<CleanExtract>().RunAsync(blob, default));
    }

    /// <summary>Delivers messages, and what comes of them, until nothing is left.</summary>
    public async Task PlayAsync(params IEnumerable<SentMessage> messages)
    {
        await Task.WhenAll(messages.Select(message => DeliverAsync(message)));
        while (await LaterAsync() is { Count: > 0 } later)
            await Task.WhenAll(later.Select(message => DeliverAsync(message)));
    }

    /// <summary>Plays the night of a generated drop and of one kind of its details.</summary>
    /// <param name="drop">0-based.</param>
    public async Task PlayDropAsync(SyntheticTelco telco, DateOnly first, int drop, DetailShape shape)
    {
        var day = first.AddDays(drop).ToString("yyyy-MM-dd");
        using var details = new MemoryStream();
        await telco.WriteDetailsAsync(shape, drop, details);
        await PlayAsync(await CleanAsync($"{shape.Source}/{day}/{shape.Source}.csv", details.ToArray()));
        using var customers = new MemoryStream();
        await telco.WriteExtractAsync(drop, customers);
        await PlayAsync(await CleanAsync($"customers/{day}/customers.csv", customers.ToArray()));
    }

    /// <summary>Runs the function of a message once and gives what it returns.</summary>
    public async Task<IReadOnlyList<SentMessage>> RunAsync(SentMessage one) => one switch
    {
        { Queue: Queues.ExtractUploads, Message: string name } => await CleanedAsync(name),
        { Queue: Queues.StartRun, Message: DropChanged drop } => Of(await New<StartRun>().RunAsync(drop, default)),
        { Queue: Queues.TrainModels, Message: TrainingMessage request } =>
            Of(Queues.StartRun, await New<TrainModels>().RunAsync(request, default)),
        { Queue: Queues.ScoreBucket, Message: BucketMessage bucket } => Of(await New<ScoreBucket>().RunAsync(bucket, default)),
        { Queue: Queues.WriteValue, Message: BucketMessage bucket } =>
            Of(Queues.PublishRun, await New<WriteValueRecords>().RunAsync(bucket, default)),
        { Queue: Queues.WriteRisk, Message: BucketMessage bucket } =>
            Of(Queues.PublishRun, await New<WriteRiskRecords>().RunAsync(bucket, default)),
        { Queue: Queues.WriteOffers, Message: BucketMessage bucket } =>
            Of(Queues.PublishRun, await New<WriteOfferRecords>().RunAsync(bucket, default)),
        { Queue: Queues.PublishRun, Message: RunWritten written } => await PublishAsync(written),
        { Queue: Queues.FinishErasures, Message: ErasuresWait wait } => await FinishAsync(wait),
        { Queue: ErasureCalls, Message: string customerId } => await ErasedAsync(customerId),
        _ => throw new ArgumentException($"No function takes {one}.", nameof(one)),
    };

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private async Task DeliverAsync(SentMessage message, int before = 0)
    {
        await Task.Yield();
        var returned = await RunAsync(message);
        if (Dies(message, before))
        {
            await DeliverAsync(message, before + 1);
            return;
        }
        foreach (var one in returned)
            sent.Add(one);
        await Task.WhenAll(returned.Select(message => DeliverAsync(message)));
    }

    private async Task<IReadOnlyList<SentMessage>> PublishAsync(RunWritten written)
    {
        await New<PublishRun>().RunAsync(written, default);
        return [];
    }

    private async Task<IReadOnlyList<SentMessage>> FinishAsync(ErasuresWait wait)
    {
        await New<FinishErasures>().RunAsync(wait, default);
        return [];
    }

    private async Task<IReadOnlyList<SentMessage>> ErasedAsync(string customerId)
    {
        await EraseAsync(customerId);
        return [];
    }

    /// <summary>Asks for the erasure of a customer as a call does.</summary>
    /// <returns>The status of the answer: 200 when all is done, 202 when it waits for a run.</returns>
    public async Task<int> EraseAsync(string customerId)
    {
        var answer = await New<EraseCustomer>().RunAsync(new DefaultHttpContext().Request, customerId, default);
        return ((IStatusCodeHttpResult)answer).StatusCode ?? StatusCodes.Status200OK;
    }

    /// <summary>Takes a customer from the list of the erased as a call does.</summary>
    public async Task<int?> LiftAsync(string customerId)
    {
        var answer = await New<LiftErasure>().RunAsync(new DefaultHttpContext().Request, customerId, default);
        return ((IStatusCodeHttpResult)answer).StatusCode;
    }

    /// <summary>Asks for a run to be made again as a call does.</summary>
    public async Task<(int? Status, IReadOnlyList<SentMessage> Messages)> RetryAsync(string run)
    {
        var answer = await New<RetryRun>().RunAsync(new DefaultHttpContext().Request, run, default);
        return (
            ((IStatusCodeHttpResult)answer.Response).StatusCode,
            [
                .. Of(Queues.StartRun, answer.Drop),
                .. (answer.Buckets ?? []).Select(bucket => new SentMessage(Queues.ScoreBucket, bucket)),
                .. Of(Queues.PublishRun, answer.Written)]);
    }

    /// <summary>Asks for a new base period as a call does.</summary>
    public async Task<(int? Status, IReadOnlyList<SentMessage> Messages)> StartBasePeriodAsync()
    {
        var answer = await New<StartBasePeriod>().RunAsync(new DefaultHttpContext().Request, default);
        return (((IStatusCodeHttpResult)answer.Response).StatusCode, Of(Queues.TrainModels, answer.Training));
    }

    /// <summary>What functions have sent to themselves to come again, once it is seen.</summary>
    public async Task<IReadOnlyList<SentMessage>> LaterAsync()
    {
        var later = new List<SentMessage>();
        later.AddRange(
            (await ReceiveAsync<TrainingMessage>(Queues.TrainModels))
                .Select(message => new SentMessage(Queues.TrainModels, message)));
        later.AddRange(
            (await ReceiveAsync<RunWritten>(Queues.PublishRun)).Select(message => new SentMessage(Queues.PublishRun, message)));
        later.AddRange(
            (await ReceiveAsync<DropChanged>(Queues.StartRun)).Select(message => new SentMessage(Queues.StartRun, message)));
        later.AddRange(
            (await ReceiveAsync<ErasuresWait>(Queues.FinishErasures))
            .Select(message => new SentMessage(Queues.FinishErasures, message)));
        return later;
    }

    private async Task<IReadOnlyList<T>> ReceiveAsync<T>(string name)
    {
        var queue = account.Queues.GetQueueClient(name);
        var messages = new List<T>();
        while ((await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount > 0)
        {
            var received = (await queue.ReceiveMessagesAsync(32)).Value;
            foreach (var message in received)
            {
                messages.Add(JsonSerializer.Deserialize<T>(message.MessageText)!);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }
            if (received.Length == 0)
                await Task.Delay(100);
        }
        return messages;
    }

    private static IReadOnlyList<SentMessage> Of(StartedRun started) =>
        [
            .. Of(Queues.TrainModels, started.Training),
            .. (started.Buckets ?? []).Select(bucket => new SentMessage(Queues.ScoreBucket, bucket)),
            .. (started.Waiting ?? []).Select(drop => new SentMessage(Queues.StartRun, drop))];

    private static IReadOnlyList<SentMessage> Of(ScoredBucket scored) =>
        [.. Of(Queues.WriteValue, scored.Value), .. Of(Queues.WriteRisk, scored.Risk), .. Of(Queues.WriteOffers, scored.Offers)];

    private static IReadOnlyList<SentMessage> Of(string queue, object? message) =>
        message is null ? [] : [new SentMessage(queue, message)];

    /// <summary>A function, or what else takes services.</summary>
    public T New<T>() => ActivatorUtilities.CreateInstance<T>(services);

    /// <summary>Counts log records by the name of their method.</summary>
    private sealed class LogTally : ILoggerProvider, ILogger
    {
        private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

        public IReadOnlyDictionary<string, int> Counts => counts;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            counts.AddOrUpdate(eventId.Name ?? "", 1, (_, count) => count + 1);

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
