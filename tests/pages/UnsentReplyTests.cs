using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

/// <summary>Replies that cannot be recorded, and answers that come too late.</summary>
[Collection(PublishedAppTests.Name)]
public class UnsentReplyTests(PublishedApp app) : PageTest
{
    private const string Outcomes = "**/outcomes";

    private protected override PublishedApp Opener => app;

    [BrowserFact]
    public async Task WhoMovedOnIsToldOnAnyPageAndTriesAgain()
    {
        var (id, next) = (await app.CustomerAsync(), await app.CustomerAsync());
        var page = await app.OpenAsync($"#/agent/{id}");
        await page.Locator("#prompt-0").WaitForAsync();
        await page.RouteAsync(Outcomes, route => route.AbortAsync());
        await page.Keyboard.PressAsync("2");
        await Expect(page.Locator("#said")).ToHaveTextAsync(new Regex(@": No\. It is recorded in \d+ s\.$"));
        await page.GoAsync($"#/agent/{next}");

        var alert = page.Locator("#unsent [role=alert]");
        await Expect(alert).ToContainTextAsync($"Not recorded of customer {id}: ");
        await Expect(alert).ToContainTextAsync(": No. The app does not answer.");
        await Expect(page.Locator("#prompt-0")).ToBeFocusedAsync();
        await page.GoAsync("#/operations");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Nights, receipts, models");
        await page.IsAccessibleAsync();
        var again = alert.GetByRole(AriaRole.Button, new() { Name = "Try again" });
        await again.PressAsync("Enter");
        await Expect(again).ToBeFocusedAsync();
        await Expect(alert).ToHaveCountAsync(1);

        await page.UnrouteAsync(Outcomes);
        await again.PressAsync("Enter");
        await Expect(alert).ToHaveCountAsync(0);
        await Expect(page.Locator("#said")).ToHaveTextAsync(new Regex($"^Customer {id}, .*It is recorded\\.$"));
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        Assert.Equal("declined", (string?)Assert.Single(await app.OutcomesAsync(id))!["reply"]);
    }

    [BrowserFact]
    public async Task WhoStaysIsToldTooAndMayLeaveIt()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync($"#/agent/{id}");
        await page.Locator("#prompt-0").WaitForAsync();
        await page.RouteAsync(Outcomes, route => route.AbortAsync());
        await page.Keyboard.PressAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record now" }).PressAsync("Enter");

        var alert = page.Locator("#unsent [role=alert]");
        await Expect(alert.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToBeFocusedAsync();
        await Expect(page.Locator(".answer")).Not.ToHaveAttributeAsync("inert", "");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Expect(alert).ToHaveCountAsync(0);
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        Assert.Empty(await app.OutcomesAsync(id));
    }

    [BrowserFact]
    public async Task AReplyOnItsWayIsNeitherTakenBackNorSentTwice()
    {
        var id = await app.CustomerAsync();
        var (sent, answered) = (0, new TaskCompletionSource());
        var page = await app.OpenAsync($"#/agent/{id}");
        await page.Locator("#prompt-0").WaitForAsync();
        await page.RouteAsync(Outcomes, async route =>
        {
            sent++;
            await answered.Task;
            await route.ContinueAsync();
        });
        await page.Keyboard.PressAsync("2");
        var now = page.GetByRole(AriaRole.Button, new() { Name = "Record now" });
        await now.PressAsync("Enter");
        await Expect(page.Locator(".pending")).ToContainTextAsync("Is being recorded.");
        await now.PressAsync("Enter");
        await page.Locator(".pending button").First.PressAsync("Enter");
        answered.SetResult();

        await Expect(page.Locator("#main > div .good").First).ToContainTextAsync("It is recorded.");
        Assert.Equal(1, sent);
    }

    [BrowserFact]
    public async Task TheNewestChoiceOfAChannelIsShownAndTheSessionKeepsIt()
    {
        var id = await app.CustomerAsync();
        var late = new TaskCompletionSource();
        var page = await app.OpenAsync("#/agent");
        var channels = new List<string>();
        await page.RouteAsync("**/prompts*", async route =>
        {
            var channel = Regex.Match(route.Request.Url, @"channel=(\w+)").Groups[1].Value;
            channels.Add(channel);
            var answer = JsonNode.Parse(await (await route.FetchAsync()).TextAsync())!;
            answer["reasons"] = new JsonArray($"Asked for {channel}");
            if (channel == "email")
                await late.Task;
            await route.FulfillAsync(new() { ContentType = "application/json", Body = answer.ToJsonString() });
        });
        await page.Locator("#customer").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("aside")).ToContainTextAsync("Asked for inbound");

        await page.Locator("#channel").SelectOptionAsync("email");
        await page.Locator("#channel").SelectOptionAsync("sms");
        await Expect(page.Locator("aside")).ToContainTextAsync("Asked for sms");
        late.SetResult();
        await page.WaitForTimeoutAsync(500);
        await Expect(page.Locator("aside")).ToContainTextAsync("Asked for sms");
        Assert.Equal(["inbound", "email", "sms"], channels);

        await page.ReloadAsync();
        await Expect(page.Locator("#channel")).ToHaveValueAsync("sms");
    }

    [BrowserFact]
    public async Task TheSecondOfTwoSearchesIsShownThoughItIsSlower()
    {
        var (first, second) = (await app.CustomerAsync(), await app.CustomerAsync());
        var found = new Dictionary<string, TaskCompletionSource> { [first] = new(), [second] = new() };
        var page = await app.OpenAsync("#/agent");
        await page.RouteAsync("**/customers/find", async route =>
        {
            var id = ((string)JsonNode.Parse(route.Request.PostData!)!["email"]!).Split('@')[0];
            await found[id].Task;
            await route.FulfillAsync(new() { ContentType = "application/json", Body = $$"""{ "customers": ["{{id}}"] }""" });
        });
        foreach (var id in found.Keys)
        {
            await page.Locator("#customer").FillAsync($"{id}@example.org");
            await page.Keyboard.PressAsync("Enter");
        }
        found[first].SetResult();
        await page.WaitForTimeoutAsync(500);
        found[second].SetResult();

        await Expect(page.Locator("aside h2").First).ToHaveTextAsync($"Customer {second}");
    }

    [BrowserFact]
    public async Task WhatTheStandardAllowsIsShown()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync("#/agent");
        await page.ChangeAsync("**/prompts*", answer =>
        {
            answer["standard"] = JsonNode.Parse(
                """
                { "name": "gold", "team": "north", "answerHours": 4, "contacts": { "most": 2, "days": 30 }, "careBudget": 25,
                  "mayDiscount": ["team lead", "keeper"] }
                """);
        });
        await page.Locator("#customer").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");

        var about = page.Locator("aside dl");
        await Expect(about).ToContainTextAsync("2 in 30 days");
        await Expect(about).ToContainTextAsync("€25.00 in 12 months");
        await Expect(about).ToContainTextAsync("team lead, keeper");
    }
}
