using System.Globalization;
using System.Net.Http.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using ReapFunctions.Local.Azurite;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Demo;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Risk;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// The app as it ships on an Azurite of its own, with the nights of a synthetic telco played on it: that which models learn from,
/// then every 90 days one that they are trained anew by and one after which there is a campaign; at last that by which it is
/// known what became of the last campaign, and the next, which has learned from all of them and is judged.
/// </summary>
internal sealed class DecideStage : IAsyncDisposable
{
    /// <summary>The drop that is judged.</summary>
    public const int Judged = (Campaigns + 1) * Truth.Window + 2;

    private const int Campaigns = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private static readonly IProgress<string> Quiet = new Progress<string>();

    private readonly WorkFolder folder;
    private readonly StorageAccount storage;
    private readonly AppGroup apps;
    private readonly ReapClient client;

    private DecideStage(StorageAccount storage, AppGroup apps, WorkFolder folder)
    {
        (this.storage, this.apps, this.folder) = (storage, apps, folder);
        client = new ReapClient(apps.Url);
    }

    /// <summary>What the app is configured with: as it ships, and that its prices are to rise as in the lifelike telco.</summary>
    public DecisionOptions Configured { get; } = Portfolio.Read(Files()).Decisions;

    public static async Task<DecideStage> OpenAsync()
    {
        var folder = WorkFolder.Create("reap-decide-");
        var storage = await StorageAccount.OpenAsync(null, new AzuriteOptions { HeapMegabytes = 8_000 }, default);
        try
        {
            var config = new BlobContainerClient(storage.Connection, Containers.Config);
            await config.CreateIfNotExistsAsync();
            await config.GetBlobClient(ValueOptions.File).UploadAsync(BinaryData.FromString(Files()[ValueOptions.File]));
            var options = new AppOptions
            {
                Storage = storage.Connection,
                LogFile = Path.Combine(folder.Path, "app.log"),
            };
            return new DecideStage(storage, await AppGroup.StartAsync(storage, options, 1, default), folder);
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }

    /// <returns>The run that is judged, and the last campaign before it.</returns>
    public async Task<(RunId Run, CallDay Calls)> PlayAsync(TelcoOptions telco)
    {
        await NightAsync(telco, 0);
        var calls = new CallDay(telco, [], new HashSet<string>());
        for (var campaign = 1; campaign <= Campaigns; campaign++)
        {
            var drop = campaign * Truth.Window + 1;
            await TrainedNightAsync(calls.Telco, drop - 1);
            var records = await RecordsAsync(await NightAsync(calls.Telco, drop), RecordKind.Offers, OfferEntity.Read);
            var leaving = await ListsAsync([RetentionList.Target], "&order=value");
            calls = await calls.NextAsync(client, drop, records, leaving[RetentionList.Target], Configured.Offering);
        }
        await TrainedNightAsync(calls.Telco, Judged - 2);
        await NightAsync(calls.Telco, Judged - 1);
        return (await NightAsync(calls.Telco, Judged), calls);
    }

    /// <summary>What the run that is judged had learned of contacts.</summary>
    public async Task PrintLearnedAsync(RunId run)
    {
        var card = await new BlobContainerClient(storage.Connection, Containers.Scorecards)
            .ReadJsonAsync<Scorecard>($"{run}/scorecard.json", default);
        foreach (var effect in card!.ContactEffects)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  a call about {(effect.About == ContactAim.Keeping ? "staying" : "anything else"),-13} to {effect.Group,-8} "
                    + $"leaving x {effect.Ratio:0.00} ({effect.Low:0.00} to {effect.High:0.00}), {effect.Contacted:N0} called, "
                    + $"{effect.Left:N0} left"));
    }

    /// <summary>What a run decided, with the truth about its customers; without those who were asked the day before.</summary>
    /// <param name="futures">Over how many futures the truth is expected.</param>
    public async Task<DecidedNight> ReadAsync(RunId run, CallDay calls, int futures)
    {
        var values = await RecordsAsync(run, RecordKind.Value, CustomerEntity.Read<ValueRecord>);
        var risks = await RecordsAsync(run, RecordKind.Risk, CustomerEntity.Read<RiskRecord>);
        var offers = (await RecordsAsync(run, RecordKind.Offers, OfferEntity.Read))
            .Where(record => !calls.Asked.Contains(record.Key)).ToDictionary(StringComparer.Ordinal);
        var customers = new TruthFinder(calls.Telco, Configured, futures).Of(values, risks, offers);
        var targets = (await client.ModelsAsync(default)).Models.Where(model => model.Champion).Select(model => model.Target)
            .ToArray();
        return new DecidedNight(
            customers, await ListsAsync(targets, ""), await ListsAsync(targets, "&order=value"), Configured.Offering);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await apps.DisposeAsync();
        await storage.DisposeAsync();
        folder.Dispose();
    }

    private static ConfigFiles Files()
    {
        const string Lifetime = "\"lifetime\": {";
        var files = ConfigFiles.OfDirectory(Path.Combine(BuildOutput.App, "config"), "");
        files[ValueOptions.File] = files[ValueOptions.File].Replace(
            Lifetime, string.Create(CultureInfo.InvariantCulture, $"{Lifetime} \"priceRise\": {Behaviour.Lifelike.PriceRise},"),
            StringComparison.Ordinal);
        return files;
    }

    /// <summary>A night whose models are then trained anew, as a timer does in life.</summary>
    private async Task TrainedNightAsync(TelcoOptions telco, int drop)
    {
        await NightAsync(telco, drop);
        await new TrainingWatch(client, TimeProvider.System).TrainAsync(new TrainingAsked([], [], null), Quiet, default);
    }

    private async Task<RunId> NightAsync(TelcoOptions telco, int drop)
    {
        var files = new DropFiles(telco, folder.Path, gzip: false);
        var (destination, date) = (new Destination(storage.Connection, apps.Url), files.DateOf(drop));
        var watch = new NightWatch(client, apps, TimeProvider.System);
        var details = new List<UploadedExtract>();
        foreach (var (file, summary) in await files.WriteDetailsAsync(drop))
            details.Add(await Uploader.UploadAsync(destination, file, summary.Source, date, null, default));
        await watch.CleanedAsync(details, Patience, Quiet, default);
        // Customers come last: with them the drop is complete and its run opens.
        var customers = (await files.WriteAsync(drop)).File;
        var upload = await Uploader.UploadAsync(destination, customers, "customers", date, null, default);
        try
        {
            return (await watch.PublishedAsync(upload, Patience, Quiet, default)).Run.Run;
        }
        catch (NightException)
        {
            return await PublishHeldAsync(date);
        }
    }

    /// <summary>As an operator does who has read why it is held: a model is off, and is trained anew by this night.</summary>
    private async Task<RunId> PublishHeldAsync(DateOnly date)
    {
        var held = (await client.RunsAsync(default)).Runs.Single(run => run.Run.Date == date && run.State == RunPhase.Held);
        Console.WriteLine($"  {held.Run} was held: {string.Join(' ', held.Doubts.Select(doubt => doubt.Sentence))}");
        using var http = new HttpClient { BaseAddress = apps.Url };
        using var answer = await http.PostAsync($"api/runs/{held.Run}/publish", null);
        answer.EnsureSuccessStatusCode();
        return held.Run;
    }

    private async Task<Dictionary<string, T>> RecordsAsync<T>(RunId run, RecordKind kind, Func<TableEntity, T> read)
        where T : ICustomerRecord
    {
        var records = new Dictionary<string, T>(StringComparer.Ordinal);
        await foreach (var entity in new TableClient(storage.Connection, run.Table(kind)).QueryAsync<TableEntity>())
        {
            var record = read(entity);
            records.Add(record.CustomerId, record);
        }
        return records;
    }

    /// <summary>By target: the ids of everybody on its list who may be called.</summary>
    private async Task<Dictionary<string, string[]>> ListsAsync(IEnumerable<string> targets, string order)
    {
        const int All = 100_000;
        using var http = new HttpClient { BaseAddress = apps.Url };
        var lists = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            var path = string.Create(
                CultureInfo.InvariantCulture,
                $"{ReapClient.ListPath(target, All, DecidedCustomer.Call)}&pageSize={All}{order}");
            var list = await http.GetFromJsonAsync<ListHead>(path, ReapClient.Json);
            lists.Add(target, [.. list!.Rows.Select(row => row.CustomerId)]);
        }
        return lists;
    }
}
