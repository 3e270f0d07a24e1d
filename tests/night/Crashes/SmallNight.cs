using System.Diagnostics.CodeAnalysis;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>
/// A second night of a few customers and two files, on models that were trained once, to be played again and again. All that
/// stands before it, models, a first night and its own uploads, is made once.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync of IAsyncLifetime disposes the account.")]
public sealed class SmallNight : IAsyncLifetime
{
    internal const int Buckets = 2;
    private const int Customers = 14;
    private const int Seed = 1;
    private static readonly DateOnly Trained = Extracts.FirstNight;
    internal static readonly DateTimeOffset Start = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);
    private static readonly string[] Sources = ["interactions", "customers"];

    private AccountSnapshot before = null!;

    internal TestAccount Account { get; } = new();

    internal static RunId First { get; } = new(Trained.AddDays(1), 1);

    internal static RunId Second { get; } = new(Trained.AddDays(2), 1);

    /// <summary>What the night leaves when nothing goes wrong.</summary>
    internal IReadOnlyList<string> Clean { get; private set; } = [];

    /// <summary>All that it asks of storage.</summary>
    internal IReadOnlyList<RequestName> Requests { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await Account.InitializeAsync();
        // A dozen customers look wrong, whatever becomes of them.
        await Account.Blobs.GetBlobContainerClient(Containers.Config).GetBlobClient("plausibility.json").UploadAsync(
            BinaryData.FromString(
                """
                {
                  "minCustomers": 1, "maxRejectShare": 1, "maxDuplicateShare": 1, "maxValueMoved": 100,
                  "maxStabilityIndex": 100, "maxDecileShare": 1, "maxBandShare": 1
                }
                """));
        await TrainAsync();
        await UploadAsync(0);
        Assert.Empty((await PlayAsync(First.Date, new RequestLog(_ => Fault.None), Seed)).Thrown);
        await UploadAsync(1);
        before = await AccountSnapshot.TakeAsync(Account);
        var log = new RequestLog(_ => Fault.None);
        Clean = (await PlayAsync(log)).Digest;
        Requests = log.All;
    }

    public Task DisposeAsync() => Account.DisposeAsync();

    /// <summary>Goes back to where the night begins: its files are uploaded, and the first night is published.</summary>
    internal Task BeginAsync() => before.RestoreAsync();

    /// <summary>Plays the night from its beginning.</summary>
    internal async Task<PlayedNight> PlayAsync(RequestLog log, int seed = Seed)
    {
        await BeginAsync();
        return await PlayAsync(Second.Date, log, seed);
    }

    private async Task<PlayedNight> PlayAsync(DateOnly date, RequestLog log, int seed)
    {
        await using var loop = new CrashLoop(Account, log, new StandingClock(Start), seed);
        foreach (var upload in UploadsOf(date))
            await loop.PlayAsync(new SentMessage(Queues.ExtractUploads, upload));
        return new PlayedNight(await AccountDigest.OfAsync(Account), loop.Thrown);
    }

    private async Task TrainAsync()
    {
        await using var flow = new Flow(Account, Buckets, new StandingClock(Start));
        await flow.CleanAsync(NameOf("customers", Trained), await Extracts.OfNightAsync(0));
        await flow.PlayAsync(new SentMessage(Queues.TrainModels, new TrainingMessage(Trained, ThenStartRun: false)));
        Assert.NotNull(await flow.Get<BasePeriodStore>().FindAsync(default));
    }

    /// <summary>Uploads the files of a night.</summary>
    /// <param name="night">0-based, after the one that models were trained on.</param>
    internal async Task UploadAsync(int night)
    {
        var date = First.Date.AddDays(night);
        var telco = new SyntheticTelco(new TelcoOptions { Labelled = true, Customers = Customers, FirstDrop = First.Date });
        foreach (var source in Sources)
        {
            using var bytes = new MemoryStream();
            if (DetailShape.All.FirstOrDefault(shape => shape.Source == source) is { } shape)
                await telco.WriteDetailsAsync(shape, night, bytes);
            else
                await telco.WriteExtractAsync(night, bytes);
            await Account.Blobs.GetBlobContainerClient(Containers.Extracts).GetBlobClient(NameOf(source, date))
                .UploadAsync(
                    BinaryData.FromBytes(bytes.ToArray()),
                    new BlobUploadOptions
                    {
                        // The names of all that is made of it do not change from account to account.
                        Metadata = new UploadVersion("0x1", Start.AddDays(night - 1)).Metadata(bytes.Length),
                    });
        }
    }

    /// <summary>The files of a night, in the order in which they come.</summary>
    internal static IEnumerable<string> UploadsOf(DateOnly date) => Sources.Select(source => NameOf(source, date));

    private static string NameOf(string source, DateOnly date) => $"{source}/{date:yyyy-MM-dd}/{source}.csv";
}

/// <summary>The tests that play the small night, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SmallNightGroup : ICollectionFixture<SmallNight>
{
    public const string Name = "small night";
}

/// <summary>What a night has left, and what its functions threw.</summary>
internal sealed record PlayedNight(IReadOnlyList<string> Digest, IReadOnlyList<Exception> Thrown);
