using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

/// <summary>Who is managed how, on the page of analysts: groups, teams, and how customers are won.</summary>
[Collection(SeveralNightsTests.Name)]
public class ManagedTests(SeveralNights nights) : PageTest
{
    private protected override PublishedApp Opener => nights.App;

    [BrowserTheory]
    [InlineData("en-GB", "key customers")]
    [InlineData("de-DE", "key customers")]
    public async Task GroupsStandAgainstTheirGoals(string locale, string first)
    {
        var (page, part, scorecard) = await OpenAsync("groups", locale);
        var groups = scorecard["groupPlan"]!["groups"]!.AsArray();
        var key = part.Locator("tbody tr").First;

        await Expect(part.Locator("tbody tr")).ToHaveCountAsync(groups.Count);
        await Expect(key.Locator("th")).ToHaveTextAsync(first);
        await Expect(key).ToContainTextAsync((string)groups[0]!["plan"]!["owner"]!);
        await Expect(key.Locator("td").Nth(2)).ToHaveTextAsync($"{(int)groups[0]!["sums"]!["active"]!}");
        var most = part.Locator("p").First;
        await Expect(most).ToContainTextAsync(locale == "en-GB" ? "moved the total most" : "Am meisten bewegt");
        await page.IsAccessibleAsync();
        Assert.True(await page.FitsAsync());
    }

    [BrowserFact]
    public async Task ATeamLeadsToItsCustomersWithWhatIsDue()
    {
        var (page, part, _) = await OpenAsync("teams", "en-GB");
        var answer = await nights.Local.GetAsync($"api/recovery?run={nights.Second}");
        var team = answer["teams"]![0]!;
        var name = (string)team["team"]!;

        await part.GetByRole(AriaRole.Button, new() { Name = $"Customers {name}" }).ClickAsync();

        var accounts = part.Locator("table", new() { HasText = $"Customers of: {name}" });
        await Expect(accounts.Locator("tbody tr")).ToHaveCountAsync((int)team["customers"]!);
        var path = $"api/recovery?run={nights.Second}&team={Uri.EscapeDataString(name)}";
        var asked = (await nights.Local.GetAsync(path))["accounts"]!;
        // Of whom something is due by today stand first.
        if ((await nights.Local.GetAsync($"{path}&due=true"))["accounts"]!.AsArray() is [{ } first, ..])
            await Expect(accounts.Locator("tbody tr").First).ToContainTextAsync((string)first["customerId"]!);
        var due = asked.AsArray().FirstOrDefault(account => account!["due"]!.AsArray().Count > 0);
        if (due is not null)
            await Expect(accounts.Locator("tr", new() { HasText = (string)due["customerId"]! }).Locator("td").Last)
                .ToContainTextAsync(": ");
        await page.IsAccessibleAsync();
        var opened = (string)asked[0]!["customerId"]!;
        await accounts.GetByRole(AriaRole.Button, new() { Name = opened }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Customer {opened}" })).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task WhatChannelsWinAndWhoCameByReferralLeadsToWhoBroughtThem()
    {
        var (page, part, scorecard) = await OpenAsync("acquired", "en-GB");
        var channels = scorecard["channels"]!.AsArray();

        await Expect(part.Locator("table").First.Locator("tbody tr")).ToHaveCountAsync(channels.Count);
        await Expect(part).ToContainTextAsync($"{(int)scorecard["advocacy"]!["advocates"]!} customers have brought");
        await Expect(part.Locator("tbody tr", new() { HasText = "By referral" })).ToBeVisibleAsync();
        await part.GetByRole(AriaRole.Button, new() { Name = "Customers who brought them" }).ClickAsync();
        await Expect(page.Locator("section:has(#analyst-customers) tbody tr").First).ToBeVisibleAsync();
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task WhoAsksIsFollowedUpInOneClick()
    {
        var page = await nights.OpenAsync("#/agent");
        var (refused, told) = (0, new List<string>());
        await page.ChangeAsync("**/app/api/scorecard?*", answer =>
        {
            answer["scorecard"]!["enquiries"] = JsonNode.Parse(
                """
                { "followUpDays": 3, "rows": [
                  { "channel": "web", "enquiries": 9, "open": 1, "followedUp": 4, "inTime": 3, "won": 1, "wasted": 2,
                    "alreadyCustomers": 1, "leftOut": 0, "expected": 58.35, "lost": 40, "wastedShare": 0.285 } ] }
                """);
        });
        await page.RouteAsync("**/app/api/enquiries?*", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = told.Count > 0 ? """{ "entries": [] }""" : """
                { "entries": [ { "enquiryId": "E/7", "channel": "web", "dueOn": "2026-11-20", "overdue": true, "likeness": 0.9,
                  "expected": 58.35, "channels": ["call"], "reasons": ["Is of the segment business."] } ] }
                """,
        }));
        await page.RouteAsync("**/app/api/enquiries/*/followups", route =>
        {
            if (refused++ == 0)
                return route.FulfillAsync(new()
                {
                    Status = 409,
                    ContentType = "application/problem+json",
                    Body = """{ "detail": "Who asked is the customer C1." }""",
                });
            told.Add($"{route.Request.Url.Split('/')[^2]} {route.Request.PostData}");
            return route.FulfillAsync(new() { Status = 201, ContentType = "application/json", Body = "{}" });
        });
        await page.GoAsync($"#/analyst?run={nights.Second}&since={nights.First}");
        var part = page.Locator("section:has(#analyst-enquiries)");
        await Expect(part.Locator("table").First).ToContainTextAsync("28.5%");
        await Expect(part.Locator(".missed")).ToHaveTextAsync("20 Nov 2026");
        await page.IsAccessibleAsync();

        var interested = part.GetByRole(AriaRole.Button, new() { Name = "interested E/7" });
        await interested.ClickAsync();
        // What is not recorded is said.
        await Expect(part).ToContainTextAsync("Who asked is the customer C1.");
        await interested.ClickAsync();

        await Expect(part).ToContainTextAsync("Nobody is to be followed up.");
        Assert.Equal(["""E%2F7 {"answer":"interested"}"""], told);
    }

    private async Task<(IPage Page, ILocator Part, JsonNode Scorecard)> OpenAsync(string part, string locale)
    {
        var page = await nights.OpenAsync($"#/analyst?run={nights.Second}&since={nights.First}", new() { Locale = locale });
        var found = page.Locator($"section:has(#analyst-{part})");
        await found.Locator("table").First.WaitForAsync();
        return (page, found, (await nights.Local.GetAsync($"api/scorecard?run={nights.Second}"))["scorecard"]!);
    }
}
