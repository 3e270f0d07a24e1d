using System.Diagnostics;
using System.Globalization;
using ReapFunctions.Local.Azurite;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Runs;
using ReapFunctions.Tests;

namespace ReapFunctions.Benchmarks.Night;

/// <summary>An Azurite whose requests are counted, and on it the app in one process, a new one for every night.</summary>
internal sealed class NightStage : IAsyncDisposable
{
    private const string Source = "customers";

    // A limit for a night that hangs; none that is measured comes near it.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reap-night-");
    private AzuriteServer? azurite;

    public AccessLog Requests { get; } = new();

    public string Storage => azurite!.ConnectionString;

    /// <summary>Where the app of the latest night logged to.</summary>
    public string LogFile { get; private set; } = "";

    public static async Task<NightStage> OpenAsync()
    {
        var stage = new NightStage();
        stage.azurite = await AzuriteServer.StartAsync(
            new AzuriteOptions { AccessLog = stage.Requests.Add, HeapMegabytes = 12_000 }, CancellationToken.None);
        await LabelledTelco.ConfigureAsync(stage.Storage);
        return stage;
    }

    /// <param name="app">The app's folder; null for the one that was built with this program.</param>
    public Task<AppProcess> StartAppAsync(string name, int buckets, string? app = null)
    {
        LogFile = Path.Combine(folder.FullName, $"{name}.log");
        var options = new AppOptions
        {
            Storage = Storage,
            LogFile = LogFile,
            Settings = new Dictionary<string, string> { ["Reap__Buckets"] = buckets.ToString(CultureInfo.InvariantCulture) },
        };
        return AppProcess.StartAsync(app is null
            ? options
            : options with { App = Path.GetFullPath(app) }, CancellationToken.None);
    }

    /// <summary>Plays a portfolio's first night, which trains every target: later runs score with these models.</summary>
    /// <returns>The app, still running.</returns>
    public async Task<AppProcess> FirstNightAsync(long customers, DateOnly date, int buckets)
    {
        var app = await StartAppAsync("first", buckets);
        await UploadAsync(customers, date, app);
        await PublishedAsync(new RunId(date, 1), app);
        return app;
    }

    /// <summary>Uploads a generated extract; returns when it began to be there, time of day in UTC.</summary>
    public async Task<TimeSpan> UploadAsync(long customers, DateOnly date, AppProcess app)
    {
        var (file, _) = await new DropFiles(
            new TelcoOptions { Labelled = true, Customers = customers, FirstDrop = date }, folder.FullName, gzip: false)
            .WriteAsync(0);
        await Requests.TakeAsync();
        await Uploader.UploadAsync(new Destination(Storage, app.Url), file, Source, date, progress: null, CancellationToken.None);
        return TimeProvider.System.GetUtcNow().TimeOfDay;
    }

    /// <summary>
    /// Waits until the run is published and its message settled; returns when it was published, time of day in UTC.
    /// </summary>
    public async Task<TimeSpan> PublishedAsync(RunId run, AppProcess app)
    {
        var clock = Stopwatch.StartNew();
        return await AppLog.UntilAsync(LogFile, $"Run {run} published: ", () =>
        {
            app.ThrowIfEnded();
            if (clock.Elapsed > Patience || File.Exists(LogFile)
                && app.Log.ToString().Contains("is not published", StringComparison.Ordinal))
                throw new InvalidOperationException($"Run {run} was not published. The app said:\n{app.Log}");
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (azurite is not null)
            await azurite.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
