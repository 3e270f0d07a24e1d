using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ReapFunctions.Runs;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

[Collection(SeveralNightsTests.Name)]
public class OperationsTests(SeveralNights nights) : PageTest
{
    private protected override PublishedApp Opener => nights.App;

    private const string Runs = "**/app/api/runs";

    [BrowserTheory]
    [InlineData("en-GB", "Training asked for", "Erasure taken back", "(not signed in)")]
    [InlineData("de-DE", "Training verlangt", "Löschung zurückgenommen", "(nicht angemeldet)")]
    public async Task WhatElseIsDoneByHandIsShownWithWhoDidIt(string locale, string training, string lifted, string nobody)
    {
        var page = await nights.OpenAsync("#/agent", new() { Locale = locale });
        await page.ChangeAsync(Runs, answer => answer["acts"] = JsonNode.Parse(
            """
            [{ "deed": "erasureLifted", "at": "2026-11-22T10:00:00Z", "by": "4d0c" },
             { "deed": "trainingAsked", "at": "2026-11-21T10:00:00Z" }]
            """));
        await page.GoAsync("#/operations");
        var acts = page.Locator("details[data-key=acts]");
        await acts.Locator("summary").ClickAsync();

        await Expect(acts.Locator("li")).ToHaveTextAsync(
            [new Regex($"^{lifted}, .*2026.* \\(4d0c\\)$"), new Regex($"^{training}, .*{Regex.Escape(nobody)}$")]);
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task AHeldNightIsPublishedAndPutBackFromTheKeyboardAlone()
    {
        var before = await nights.CurrentAsync();
        var held = (await nights.HeldAsync())[0];
        var run = (string)held["run"]!;
        var page = await OpenAsync();
        var box = page.Locator(".held", new() { HasText = $"Night {run} is held" });
        await Expect(box).ToContainTextAsync("of the median of the runs before");

        await page.TabToAsync($"Publish {run}");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("something about it looks wrong");
        await page.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal($"Publish {run}", await page.FocusAsync());
        Assert.Equal(before, await nights.CurrentAsync());

        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main .good")).ToHaveTextAsync($"Run {run} is published: everybody reads it.");
        await Expect(page.Locator("#operations-nights")).ToBeFocusedAsync();
        await Expect(box).ToHaveCountAsync(0);
        Assert.Equal(run, await nights.CurrentAsync());

        await page.Locator("summary", new() { HasText = $"Night {before}" }).ClickAsync();
        await page.TabToAsync($"Put back {before}");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main .good")).ToContainTextAsync($"Run {before} is put back");
        Assert.Equal(before, await nights.CurrentAsync());
        await Expect(page.Locator($"[data-key='night {before}']")).ToContainTextAsync("Done by hand");
        await Expect(page.Locator($"[data-key='night {before}']")).ToContainTextAsync("(not signed in)");
    }

    [BrowserFact]
    public async Task HowPredictionsFaredIsSeenOnDemand()
    {
        var asked = 0;
        var page = await nights.OpenAsync("#/operations");
        await page.ChangeAsync("**/app/api/scorecard", answer =>
        {
            asked++;
            answer["calibration"] = JsonNode.Parse(AnalystTests.Drifted);
        });
        var part = page.Locator("#operations-happened");
        await part.WaitForAsync();
        Assert.Equal(0, asked);

        await page.TabToAsync("Predicted and happened");
        await page.Keyboard.PressAsync("Enter");

        await Expect(part.Locator(".warn"))
            .ToContainTextAsync("churn: predictions are off by 6.0% on average over 800 customers");
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task ANightIsMadeAgainAndThePageFollowsIt()
    {
        var runs = (await nights.Local.GetAsync("api/runs"))["runs"]!.AsArray();
        Assert.True(RunId.TryParse((string)runs[0]!["run"]!, out var latest));
        var next = new RunId(latest.Date, latest.Number + 1);
        var page = await OpenAsync();

        await page.Locator($"[data-key='summary {latest}']").ClickAsync();
        await page.Locator($"details [data-key='retry {latest}']").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Make again" }).ClickAsync();

        await Expect(page.Locator("#main .good")).ToHaveTextAsync($"Run {next} is under way.");
        await nights.HeldAsync(next);
        await Expect(page.Locator("#main")).ToContainTextAsync($"Night {next} is held");
    }

    [BrowserFact]
    public async Task AStaleNightIsMarked()
    {
        // The nights of the tests are days old to the clock of the app, or will be.
        var health = await nights.Local.GetAsync("api/health");
        var page = await OpenAsync();
        var state = page.Locator("#main p", new() { HasText = "Everybody reads run" });

        await Expect(state).ToHaveClassAsync((bool)health["stale"]! ? "warn" : "panel");
        await Expect(state).ToContainTextAsync((string)health["run"]!);
    }

    [BrowserFact]
    public async Task AFileIsFollowedToItsRejectedRows()
    {
        var page = await OpenAsync();
        var file = $"customers/{nights.First.Date:yyyy-MM-dd}/customers.csv";
        await page.GetByRole(AriaRole.Button, new() { Name = $"Open {file}" }).First.ClickAsync();
        await Expect(page.Locator("h3", new() { HasText = file })).ToBeFocusedAsync();
        var receipt = await nights.Local.GetAsync($"api/receipts/{file}");
        await Expect(page.Locator("#main")).ToContainTextAsync((string)receipt["sentence"]!);
        await page.IsAccessibleAsync();

        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Download rejected rows" }).ClickAsync());

        Assert.Equal("customers.csv.rejects.csv", download.SuggestedFilename);
        Assert.Equal(
            await nights.Local.Http.GetStringAsync($"api/receipts/{file}/rejects"),
            await File.ReadAllTextAsync(await download.PathAsync()));
    }

    [BrowserFact]
    public async Task RejectedRowsAreSentBackCorrected()
    {
        var page = await OpenAsync();
        var file = $"customers/{nights.First.Date:yyyy-MM-dd}/customers.csv";
        await page.GetByRole(AriaRole.Button, new() { Name = $"Open {file}" }).First.ClickAsync();
        var chosen = page.GetByLabel("Corrected rows");
        FilePayload Of(string text) =>
            new() { Name = "rejects.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };

        await chosen.SetInputFilesAsync(Of("what,ever\n1,2\n"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Send back" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("has none of the extract's column names");

        // What becomes of one that fits would change the night of other tests.
        string? sent = null;
        await page.RouteAsync("**/corrections", route =>
        {
            sent = route.Request.PostData;
            return route.FulfillAsync(new()
            {
                Status = 202,
                ContentType = "application/json",
                Body = $$"""{ "file": "{{file}}.corrected.csv" }""",
            });
        });
        await chosen.SetInputFilesAsync(Of("customerId\nC1\n"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Send back" }).ClickAsync();
        await Expect(page.Locator("form .good")).ToContainTextAsync($"Sent back as {file}.corrected.csv.");
        Assert.Equal("customerId\nC1\n", sent);
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task APersonIsErasedWithAProof()
    {
        var list = await nights.Local.GetAsync("api/lists/churn?format=json&top=1&includeWithoutConsent=true");
        var id = (string)list["rows"]![0]!["customerId"]!;
        var page = await OpenAsync();
        await page.Locator("#erase-id").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#typed")).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync("somebody else");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Locator("#typed").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("h3", new() { HasText = $"Proof of the erasure of {id}" }))
            .ToBeFocusedAsync();
        await Expect(page.Locator("section:has(#operations-erasure) tbody tr")).Not.ToHaveCountAsync(0);
        await page.IsAccessibleAsync();
        using var answer = await nights.Local.Http.GetAsync($"api/customers/{id}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [BrowserTheory]
    [InlineData("slash/ed", "false")]
    [InlineData("slash%2Fed", "true")]
    [InlineData("plain", null)]
    public async Task WhichOfTwoIdsThatAnAddressWritesAlikeIsErasedIsSaid(string id, string? exact)
    {
        var page = await OpenAsync();
        string? query = null;
        await page.RouteAsync("**/app/api/customers/*", route =>
        {
            query = new Uri(route.Request.Url).Query;
            return route.FulfillAsync(new() { Status = 409, ContentType = "application/problem+json", Body = "{}" });
        });
        await page.Locator("#erase-id").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#typed").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("section:has(#operations-erasure) .fault")).ToBeVisibleAsync();
        Assert.Equal(exact is null ? "" : $"?exact={exact}", query);
    }

    [BrowserFact]
    public async Task ALateSourceIsNamed()
    {
        var page = await OpenAsync(async page => await page.ChangeAsync(Runs, answer =>
        {
            answer["late"] = new JsonArray(new JsonObject
            {
                ["source"] = "invoices",
                ["date"] = "2026-11-21",
                ["due"] = "2026-11-22T04:00:00+00:00",
            });
        }));

        await Expect(page.Locator(".warn", new() { HasText = "Late sources" }))
            .ToContainTextAsync("invoices of 21 Nov 2026 was due");
        await page.IsAccessibleAsync();
    }

    [BrowserTheory]
    [InlineData("en-GB", "customers: 25.0% of the rows were rejected, more than 10.0%.")]
    [InlineData("de-DE", "customers: 25,0\u00a0% der Zeilen wurden abgewiesen, mehr als 10,0\u00a0%.")]
    public async Task ADoubtIsSaidInTheLanguageOfThePage(string locale, string rejects)
    {
        var kinds = Enum.GetValues<DoubtKind>();
        var page = await OpenAsync(
            page => page.ChangeAsync(Runs, answer =>
            {
                var run = answer["runs"]![0]!;
                run["state"] = "held";
                run["doubts"] = new JsonArray([.. kinds.Select(kind => new JsonObject
                {
                    ["kind"] = JsonNamingPolicy.CamelCase.ConvertName($"{kind}"),
                    ["sentence"] = "In English.",
                    ["figure"] = 0.25,
                    ["limit"] = 0.1,
                    ["of"] = "customers",
                })]);
            }),
            new() { Locale = locale });

        await page.Locator(".held").First.WaitForAsync();
        var said = await page.Locator(".held").First.Locator("li").AllInnerTextsAsync();
        Assert.Equal(kinds.Length, said.Distinct().Count());
        Assert.Contains(rejects, said);
        Assert.DoesNotContain("In English.", said);
        await page.HasAllItsTextsAsync();
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task StorageThatCannotBeReadIsSaidAndReadAgain()
    {
        var page = await OpenAsync(page => page.RouteAsync(Runs, route => route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "application/problem+json",
            Body = """{"title":"Not ready","status":503,"detail":"Storage cannot be read. Try again."}""",
        })));
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Storage cannot be read. Try again.");
        await page.IsAccessibleAsync();

        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Read again" }).First.ClickAsync();

        await Expect(page.Locator("#main")).ToContainTextAsync("Everybody reads run");
    }

    [BrowserTheory]
    [Windows]
    public async Task EveryStateIsAccessible(string locale, ColorScheme colours, int width)
    {
        var page = await OpenAsync(options: new()
        {
            Locale = locale,
            ColorScheme = colours,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        await page.IsSoundClosedAndOpenAsync(width > 1000 && colours == ColorScheme.Light ? "operations" : null);
    }

    private Task<IPage> OpenAsync(Func<IPage, Task> prepare) => OpenAsync(prepare, null);

    private async Task<IPage> OpenAsync(Func<IPage, Task>? prepare = null, BrowserNewContextOptions? options = null)
    {
        var page = await nights.OpenAsync(prepare is null ? "#/operations" : "#/agent", options);
        if (prepare is not null)
        {
            await prepare(page);
            await page.EvaluateAsync("location.hash = '#/operations'");
        }
        await page.Locator(".cards").WaitForAsync();
        await page.Locator("section:has(#operations-receipts) table").WaitForAsync();
        await page.Locator("section:has(#operations-nights) .data, section:has(#operations-nights) .fault").First.WaitForAsync();
        return page;
    }
}
