using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Playwright;
using ReapFunctions.Local.Azurite;
using ReapFunctions.Local.Reap.Hosting;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

/// <summary>What people see while the app runs and its storage does not answer.</summary>
public sealed class StorageDownTests(AppWithoutStorage app) : IClassFixture<AppWithoutStorage>
{
    private const string Down = "Storage cannot be read. Tell operations to look at the storage account";

    [BrowserTheory]
    [InlineData("#/agent/C00000001", "en-GB", Down)]
    [InlineData("#/agent/C00000001", "de-DE", "Der Speicher ist nicht zu lesen.")]
    [InlineData("#/operations", "en-GB", Down)]
    [InlineData("#/marketer", "en-GB", Down)]
    [InlineData("#/analyst", "en-GB", Down)]
    public async Task ThePageSaysSoAndWhatToDo(string hash, string locale, string said)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path });
        var page = await (await browser.NewContextAsync(new() { Locale = locale })).NewPageAsync();
        await page.GotoAsync($"{app.Url}app/{hash}");

        // The app tries several times before it gives up.
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync(said);
        await page.IsAccessibleAsync();
        Assert.Equal(0, await page.Locator(".prompt").CountAsync());
    }

    [BrowserFact]
    public async Task AnAgentMaySearchAgain()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path });
        var page = await (await browser.NewContextAsync(new() { Locale = "en-GB" })).NewPageAsync();
        await page.GotoAsync($"{app.Url}app/#/agent");
        await page.Locator("#customer").FillAsync("ann@example.com");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Storage cannot be read.");
        await Expect(page.Locator("#customer")).ToBeEnabledAsync();
        await Expect(page.Locator(".answer")).Not.ToHaveAttributeAsync("aria-busy", "true");
    }
}

/// <summary>An app that runs while its storage is gone.</summary>
public sealed class AppWithoutStorage : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reap-down-");
    private AppProcess? app;

    public Uri Url => app!.Url;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        await using var azurite = await AzuriteServer.StartAsync(new AzuriteOptions(), CancellationToken.None);
        app = await AppProcess.StartAsync(
            new AppOptions
            {
                Storage = azurite.ConnectionString,
                LogFile = Path.Combine(folder.FullName, "app.log"),
                Settings = new Dictionary<string, string>(WithoutTriggers()) { ["Reap__LocalUser"] = "true" },
            },
            CancellationToken.None);
        // From here on storage is gone.
    }

    /// <summary>Without storage a host whose triggers listen ends; on Azure it is started again and again.</summary>
    private static IEnumerable<KeyValuePair<string, string>> WithoutTriggers() =>
        from method in typeof(GetPage).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        where method.GetCustomAttribute<FunctionAttribute>() is not null
            && !method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute)))
        select KeyValuePair.Create($"AzureWebJobs.{method.GetCustomAttribute<FunctionAttribute>()!.Name}.Disabled", "true");

    public async Task DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
