using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Tests;

namespace ReapFunctions.Night.Tests;

/// <summary>The app on this machine, for whole nights: a storage account and one or more processes on it.</summary>
internal sealed class LocalApp : IAsyncDisposable
{
    // Long enough for a machine that is busy with everything else; no test waits for it when all is well.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly SharedAccount account;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reap-night-");
    private readonly List<AppProcess> apps = [];

    private LocalApp(SharedAccount account) => this.account = account;

    public string Storage => account.ConnectionString;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(2) };

    public IReadOnlyList<AppProcess> Apps => apps;

    public static async Task<LocalApp> OpenAsync(
        int hosts = 1, string? portfolio = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var local = new LocalApp(await SharedAccount.TakeAsync());
        if (portfolio is null)
            await LabelledTelco.ConfigureAsync(local.Storage);
        for (var host = 0; host < hosts; host++)
            local.apps.Add(await AppProcess.StartAsync(
                new AppOptions
                {
                    Storage = local.Storage,
                    Portfolio = portfolio,
                    LogFile = Path.Combine(local.folder.FullName, $"app{host}.log"),
                    Settings = settings ?? new Dictionary<string, string>(),
                },
                CancellationToken.None));
        local.Http.BaseAddress = local.apps[^1].Url;
        return local;
    }

    /// <param name="name">Within the container <c>extracts</c>.</param>
    public async Task UploadAsync(string name, byte[] content)
    {
        var container = new BlobContainerClient(Storage, Containers.Extracts);
        await container.CreateIfNotExistsAsync();
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true);
    }

    public async Task<JsonNode> GetAsync(string path) => (await Http.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>Waits until the run is published.</summary>
    public Task PublishedAsync(RunId run) =>
        UntilAsync($"run {run} is published", async () => await StateAsync(run) switch
        {
            "held" or "failed" => throw new InvalidOperationException($"Not published: {await GetAsync("api/runs")}"),
            var state => state == "published",
        });

    /// <summary>The state of a run, or null before it is opened.</summary>
    public async Task<string?> StateAsync(RunId run)
    {
        var answer = await GetAsync("api/runs");
        return answer["runs"]!.AsArray()
            .FirstOrDefault(found => (string?)found!["run"] == run.ToString())?["state"]?.GetValue<string>();
    }

    /// <summary>Waits for the receipt of an upload.</summary>
    public async Task<JsonNode> ReceiptAsync(string file)
    {
        JsonNode? receipt = null;
        await UntilAsync($"the receipt of {file} is there", async () =>
        {
            var answer = await GetAsync("api/runs");
            receipt = answer["receipts"]!.AsArray().FirstOrDefault(found => (string?)found!["file"] == file);
            return receipt is not null;
        });
        return receipt!;
    }

    public async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            if (apps.All(app => app.HasExited) || patience.IsCancellationRequested)
                throw new InvalidOperationException($"Waited in vain until {what}. The app said:\n{apps[^1].Log}");
            await Task.Delay(Look);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var app in apps)
            await app.DisposeAsync();
        await account.DisposeAsync();
        folder.Delete(recursive: true);
    }

    public static string PathOf(DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"customers/{date:yyyy-MM-dd}/customers.csv");
}
