using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Microsoft.Playwright;
using ReapFunctions.Night.Tests;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using NightFiles = ReapFunctions.Night.Tests.Extracts;

namespace ReapFunctions.Pages.Tests;

/// <summary>The app with a published night, and a browser that reaches nothing but this machine.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private LocalApp? local;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private int asked;

    internal LocalApp Local => local!;

    internal RunId Run { get; } = new(NightFiles.FirstNight, 1);

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        local = await LocalApp.OpenAsync(settings: new Dictionary<string, string>
        {
            ["Reap__Buckets"] = "4",
            ["Reap__LocalUser"] = "true",
        });
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
    internal async Task<IPage> OpenAsync(string hash, BrowserNewContextOptions? options = null)
    {
        var context = await browser!.NewContextAsync(options ?? new() { Locale = "en-GB" });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        await page.GotoAsync($"{local!.Http.BaseAddress}app/{hash}");
        return page;
    }

    /// <summary>A customer with something to buy, another one at every call: no test meets what another one said.</summary>
    internal async Task<string> CustomerAsync()
    {
        var table = new TableClient(local!.Storage, Run.Table(RecordKind.Offers));
        var ids = table.Query<TableEntity>(select: ["CustomerId"]).Select(entity => entity.GetString("CustomerId"))
            .Where(id => id.StartsWith('C')).Order(StringComparer.Ordinal).ToArray();
        while (true)
        {
            var id = ids[asked++];
            var answer = await local.GetAsync($"api/customers/{id}/prompts");
            if (answer["prompts"]!.AsArray().Any(prompt => prompt!["replies"] is JsonArray { Count: > 1 }))
                return id;
        }
    }

    /// <summary>What is recorded of a customer.</summary>
    internal async Task<JsonArray> OutcomesAsync(string id) =>
        (await local!.GetAsync($"api/customers/{id}"))["outcomes"]!.AsArray();

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (local is not null)
            await local.DisposeAsync();
    }
}
