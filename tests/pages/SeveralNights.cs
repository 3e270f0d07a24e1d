using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ReapFunctions.Night.Tests;
using ReapFunctions.Runs;
using NightFiles = ReapFunctions.Night.Tests.Extracts;

namespace ReapFunctions.Pages.Tests;

/// <summary>
/// Two published nights, and one that is held, since its file was replaced by a part of it; for the tests of several classes.
/// </summary>
public sealed class SeveralNights : IAsyncLifetime
{
    private const int RowsOfPart = 39;

    private readonly PublishedApp app = new();

    internal PublishedApp App => app;

    internal LocalApp Local => app.Local;

    internal RunId First => app.Run;

    internal RunId Second { get; } = new(NightFiles.FirstNight.AddDays(1), 1);

    public async Task InitializeAsync()
    {
        await app.InitializeAsync();
        if (Chromium.Path is null)
            return;
        var file = await NightFiles.OfNightAsync(1);
        await Local.UploadAsync(LocalApp.PathOf(Second.Date), file);
        await Local.PublishedAsync(Second);
        await Local.UploadAsync(LocalApp.PathOf(Second.Date), HeadOf(file));
        await HeldAsync(new RunId(Second.Date, 2));
    }

    internal Task<IPage> OpenAsync(string hash, BrowserNewContextOptions? options = null) => app.OpenAsync(hash, options);

    internal Task HeldAsync(RunId run) =>
        Local.UntilAsync($"run {run} is held", async () => await Local.StateAsync(run) == "held");

    /// <summary>The runs of the second night that wait for a person's word, the newest first.</summary>
    internal async Task<IReadOnlyList<JsonNode>> HeldAsync() =>
        [.. (await Local.GetAsync("api/runs"))["runs"]!.AsArray().OfType<JsonNode>()
            .Where(run => (string?)run["state"] == "held")];

    internal async Task<string> CurrentAsync() => (string)(await Local.GetAsync("api/runs"))["current"]!;

    public Task DisposeAsync() => app.DisposeAsync();

    private static byte[] HeadOf(byte[] file)
    {
        var lines = Encoding.UTF8.GetString(file).Split('\n').Take(RowsOfPart + 1);
        return Encoding.UTF8.GetBytes($"{string.Join('\n', lines)}\n");
    }
}

/// <summary>The classes whose tests look at the same nights, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SeveralNightsTests : ICollectionFixture<SeveralNights>
{
    public const string Name = "several nights";
}
