using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Microsoft.Playwright;
using ReapFunctions.Night.Tests;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using NightFiles = ReapFunctions.Night.Tests.Extracts;

namespace ReapFunctions.Pages.Tests;

/// <summary>The app with a published night, and a browser that reaches nothing but this machine.</summary>
[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync of IAsyncLifetime disposes all.")]
public sealed class PublishedApp : IAsyncLifetime
{
    private Desktop? desktop;
    private LocalApp? local;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private readonly List<IBrowserContext> opened = [];
    private int asked;

    internal LocalApp Local => local!;

    /// <summary>The desktop that may show the app in a frame.</summary>
    internal Desktop Desktop => desktop!;

    internal RunId Run { get; } = new(NightFiles.FirstNight, 1);

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        desktop = new Desktop();
        local = await LocalApp.OpenAsync(settings: new Dictionary<string, string>
        {
            ["Reap__Buckets"] = "4",
            ["Reap__LocalUser"] = "true",
            ["Reap__DesktopOrigin"] = desktop.Origin,
        });
        desktop.App = local.Http.BaseAddress;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path,
            Args = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        });
        await local.UploadAsync(LocalApp.PathOf(Run.Date), await NightFiles.OfNightAsync(0));
        await local.PublishedAsync(Run);
    }

    /// <summary>A new page of the app, as nobody has used it before.</summary>
    /// <param name="hash">What stands behind <c>/app/</c>.</param>
    internal Task<IPage> OpenAsync(string hash, BrowserNewContextOptions? options = null) =>
        OpenPageAsync($"{local!.Http.BaseAddress}app/{hash}", options);

    /// <summary>The same of any address.</summary>
    internal async Task<IPage> OpenPageAsync(string url, BrowserNewContextOptions? options = null)
    {
        var context = await browser!.NewContextAsync(options ?? new() { Locale = "en-GB" });
        opened.Add(context);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(PageWait.Milliseconds);
        await page.GotoAsync(url);
        return page;
    }

    /// <summary>Closes all pages that were opened.</summary>
    internal async Task CloseAsync()
    {
        foreach (var context in opened)
            await context.CloseAsync();
        opened.Clear();
    }

    /// <summary>
    /// A customer with something to buy when they call in, another one at every call: no test meets what another one said.
    /// </summary>
    internal async Task<string> CustomerAsync()
    {
        var table = new TableClient(local!.Storage, Run.Table(RecordKind.Offers));
        var ids = table.Query<TableEntity>(select: ["CustomerId"]).Select(entity => entity.GetString("CustomerId"))
            .Where(id => id.StartsWith('C')).Order(StringComparer.Ordinal).ToArray();
        while (true)
        {
            var id = ids[asked++];
            var answer = await local.GetAsync($"api/customers/{id}/prompts?channel=inbound");
            if (answer["prompts"]!.AsArray().FirstOrDefault()?["replies"] is JsonArray { Count: > 1 })
                return id;
        }
    }

    /// <summary>A customer of the night with what they alone are found by.</summary>
    internal async Task<(string Id, string Email, string Phone)> KnownAsync()
    {
        var table = new TableClient(local!.Storage, Run.Table(RecordKind.Offers));
        var known = table.Query<TableEntity>(select: ["CustomerId"]).Select(entity => entity.GetString("CustomerId")).ToHashSet();
        var rows = await SoundRowsAsync();
        // The customer before all others shares theirs with those of the odd ids.
        var row = rows.Skip(1).First(cells => known.Contains(cells[0]) && cells[2].Contains('@') && cells[3].StartsWith('+')
            && rows.Count(found => found[2] == cells[2] || found[3] == cells[3]) == 1);
        return (row[0], row[2], row[3]);
    }

    /// <summary>An e-mail of several customers.</summary>
    internal static async Task<string> SharedEmailAsync() => (await SoundRowsAsync())[0][2];

    private static async Task<string[][]> SoundRowsAsync() =>
        [.. Encoding.UTF8.GetString(await NightFiles.OfNightAsync(0)).Split('\n')
            .Where(line => line.StartsWith("C0", StringComparison.Ordinal) && !line.Contains('"', StringComparison.Ordinal))
            .Select(line => line.Split(','))];

    /// <summary>What is recorded of a customer.</summary>
    internal async Task<JsonArray> OutcomesAsync(string id) =>
        (await local!.GetAsync($"api/customers/{id}"))["outcomes"]!.AsArray();

    /// <summary>The same, once there is something.</summary>
    internal async Task<JsonArray> RecordedAsync(string id)
    {
        await local!.UntilAsync("the reply is recorded", async () => (await OutcomesAsync(id)).Count > 0);
        return await OutcomesAsync(id);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (local is not null)
            await local.DisposeAsync();
        if (desktop is not null)
            await desktop.DisposeAsync();
    }
}

/// <summary>The classes whose tests share one app, one after the other: each looks at customers of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PublishedAppTests : ICollectionFixture<PublishedApp>
{
    public const string Name = "published app";
}
