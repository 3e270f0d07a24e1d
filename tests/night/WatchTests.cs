using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Tests;

namespace ReapFunctions.Night.Tests;

/// <summary>The two timers that look after the uploads, on Azurite and on a clock of their own.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private static readonly DateOnly Date = Extracts.FirstNight;

    private SharedAccount? account;

    private string Storage => account!.ConnectionString;

    private BlobServiceClient Blobs => new(Storage);

    private TableServiceClient TableService => new(Storage);

    public async Task InitializeAsync()
    {
        account = await SharedAccount.TakeAsync();
        await new StorageSetup(Blobs, new QueueServiceClient(Storage), TableService).StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync() => await account!.DisposeAsync();

    [Fact]
    public async Task AnUploadThatNoEventAnnouncedIsAnnouncedAndThenCleaned()
    {
        var uploads = Blobs.GetBlobContainerClient(Containers.Extracts);
        await uploads.GetBlobClient("holdings/2026-11-20/with space.csv")
            .UploadAsync(BinaryData.FromString("customerId,product,monthlyPrice,asOf,endedOn\nC1,tv,9,2026-11-20,\n"));
        await uploads.GetBlobClient("nonsense.csv").UploadAsync(BinaryData.FromString("a\n1\n"));
        Assert.Empty(await AnnounceAsync(TimeSpan.Zero));

        var announced = await AnnounceAsync(TimeSpan.FromHours(1));
        foreach (var message in announced)
            await CleanUploaded().RunAsync(message, CancellationToken.None);

        Assert.Equal(
            ["holdings/2026-11-20/with space.csv", "nonsense.csv"], announced.Select(UploadEvent.BlobName)
            .Order(StringComparer.Ordinal));
        Assert.Empty(await AnnounceAsync(TimeSpan.FromHours(1)));
        Assert.Equal(
            [ReceiptStatus.Accepted, ReceiptStatus.Refused],
            (await Receipts().LatestAsync(10, CancellationToken.None)).OrderBy(receipt => receipt.File)
                .Select(receipt => receipt.Status));
    }

    [Fact]
    public async Task ALateSourceRaisesOneAlarmAndIsShownUntilItComes()
    {
        var drops = new DropStore(TableService);
        var clock = new StoppedClock(new DateTimeOffset(Date.AddDays(2).ToDateTime(new TimeOnly(5, 0)), TimeSpan.Zero));
        var lates = new LateSourceStore(TableService, drops, clock);
        var log = new Warnings();
        var watch = new WatchSources(Portfolio().Sources, drops, lates, clock, log);
        await drops.RegisterAsync(Invoices(Date), FileRule.Replace, CancellationToken.None);

        await watch.RunAsync(new TimerInfo(), CancellationToken.None);
        await watch.RunAsync(new TimerInfo(), CancellationToken.None);

        Assert.Equal(
            "Source invoices is late: no clean extract of 11/21/2026 by 11/22/2026 05:00:00 +00:00", Assert.Single(log.Messages));
        Assert.Equal(Date.AddDays(1), Assert.Single(await lates.WaitingAsync(CancellationToken.None)).Date);
        await drops.RegisterAsync(Invoices(Date.AddDays(1)), FileRule.Replace, CancellationToken.None);
        Assert.Empty(await lates.WaitingAsync(CancellationToken.None));
    }

    private async Task<string[]> AnnounceAsync(TimeSpan later) =>
        await new AnnounceUploads(
            new UploadStore(Blobs, new StoppedClock(TimeProvider.System.GetUtcNow() + later)),
            NullLogger<AnnounceUploads>.Instance)
            .RunAsync(new TimerInfo(), CancellationToken.None);

    private ReceiptStore Receipts() => new(Blobs, TableService);

    private CleanUploadedExtract CleanUploaded()
    {
        var (drops, clean, sources) = (new DropStore(TableService), new CleanRowStore(Blobs), Portfolio().Sources);
        var references = new ReferenceKeyStore(new RunInputStore(drops, sources, Blobs), clean, sources, Blobs);
        var cleaning = new UploadIntake(
            sources, new UploadStore(Blobs, TimeProvider.System), Receipts(),
            clean, new DropNotes(drops, new RunStore(TableService)), new ErasedIdStore(Blobs), references,
            new FinderStore(TableService, Blobs, clean, sources), new ReapSettings(), TimeProvider.System);
        return new CleanUploadedExtract(cleaning, drops, NullLogger<CleanExtract>.Instance);
    }

    private static Portfolio Portfolio() =>
        ReapFunctions.Portfolio.Read(ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), ""));

    private static DropExtract Invoices(DateOnly date) => new()
    {
        Source = "invoices",
        Date = date,
        Folder = $"invoices/{date:yyyy-MM-dd}/a.csv.1",
        Sha256 = $"{date}",
        UploadedAt = DateTimeOffset.UnixEpoch,
        RowsByBucket = [1],
    };

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Warnings : ILogger<WatchSources>
    {
        public List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add(formatter(state, exception));
    }
}
