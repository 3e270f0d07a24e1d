using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

[Collection(PublishedAppTests.Name)]
public class AgentTests(PublishedApp app) : PageTest
{
    private protected override PublishedApp Opener => app;

    [BrowserFact]
    public async Task AReplyIsGivenFromTheKeyboardAlone()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync("");
        await Expect(page.Locator("#customer")).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync(id);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#prompt-0")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("2");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main > div .good").First).ToContainTextAsync("It is recorded.");

        Assert.Equal("declined", (string?)Assert.Single(await app.OutcomesAsync(id))!["reply"]);
        await Expect(page.Locator("aside")).ToContainTextAsync("Last replies");
    }

    [BrowserFact]
    public async Task AnyCustomerIdIsFoundFromThePage()
    {
        var page = await app.OpenAsync("#/agent");
        foreach (var id in Night.Tests.Extracts.OddIds)
        {
            await page.Locator("#customer").FillAsync(id);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("h2", new() { HasTextString = id })).ToBeVisibleAsync();
        }
    }

    [BrowserFact]
    public async Task DissatisfactionWithoutAComplaintIsRecordedByOneClick()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync($"#/agent/{id}");
        await page.Locator(".agentUnhappy summary").ClickAsync();

        var slow = page.GetByRole(AriaRole.Button, new() { Name = "The service is slow" });
        await slow.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator("#said")).ToHaveTextAsync("Nothing is recorded.");
        await slow.ClickAsync();
        await Expect(page.Locator(".pending")).ToContainTextAsync("The service is slow: Unhappy, without a complaint.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record now" }).ClickAsync();
        await Expect(page.Locator("#main > div .good").First).ToContainTextAsync("It is recorded.");

        var voiced = Assert.Single((await app.Local.GetAsync($"api/customers/{id}"))["feedback"]!.AsArray())!;
        Assert.Equal("speed", (string?)voiced["cause"]);
    }

    [BrowserFact]
    public async Task ANoToARetentionOfferTellsWhyTheCustomerLeaves()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync("#/agent");
        await page.ChangeAsync("**/prompts?*", answer =>
        {
            answer["prompts"]![0]!["kind"] = "retention";
        });
        await page.Locator("#customer").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#leaving-0").FocusAsync();
        // Digits give no reply while a reason is chosen.
        await page.Keyboard.PressAsync("1");
        await Expect(page.Locator(".pending")).ToHaveCountAsync(0);
        await page.GetByLabel("For a no: why the customer leaves").First.SelectOptionAsync("price");
        await page.IsAccessibleAsync();

        await page.Locator("#prompt-0").FocusAsync();
        await page.Keyboard.PressAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record now" }).ClickAsync();

        var outcome = Assert.Single(await app.RecordedAsync(id))!;
        Assert.Equal(("declined", "price"), ((string?)outcome["reply"], (string?)outcome["leaving"]));
    }

    [BrowserFact]
    public async Task WhyACustomerLeavesIsRecordedByOneClick()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync($"#/agent/{id}");
        await page.Locator(".agentLeaves summary").PressAsync("Enter");

        await page.GetByRole(AriaRole.Button, new() { Name = "Found it cheaper elsewhere" }).PressAsync("Enter");
        await Expect(page.Locator(".pending")).ToContainTextAsync("Found it cheaper elsewhere: Leaves or has left.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record now" }).PressAsync("Enter");

        var outcome = Assert.Single(await app.RecordedAsync(id))!;
        Assert.Equal(("goodService", "price"), ((string?)outcome["offer"], (string?)outcome["leaving"]));
    }

    [BrowserFact]
    public async Task WhoChangesTheLanguageCanStillTakeAReplyBack()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync($"#/agent/{id}");
        await page.Locator("#prompt-0").WaitForAsync();
        await page.Keyboard.PressAsync("1");
        await page.Locator(".pending").WaitForAsync();

        await page.GetByLabel("Language").SelectOptionAsync("de");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rückgängig" }).ClickAsync();

        await Expect(page.Locator("#said")).Not.ToBeEmptyAsync();
        await Expect(page.Locator(".pending")).ToHaveCountAsync(0);
        await Expect(page.Locator(".answer")).Not.ToHaveAttributeAsync("inert", "");
        await page.ReloadAsync();
        await page.Locator("#prompt-0").WaitForAsync();
        Assert.Empty(await app.OutcomesAsync(id));
    }

    [BrowserFact]
    public async Task WhatIsDueIsSaidToBeAndMoneyHasItsCurrency()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync("#/agent");
        await page.ChangeAsync("**/prompts?*", answer =>
        {
            answer["recovery"] = JsonNode.Parse(
                $$"""{ "rule": "afterClosure", "budget": 0.1, "followUpOn": "2020-01-02", "proactive": false }""");
        });
        await page.Locator("#customer").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("aside .warn")).ToHaveTextAsync(
            "Put right: after closure. Up to €0.10; ask again now, since it was due on 2 Jan 2020.");
        await page.Locator("#channel").SelectOptionAsync("any");
        // With no channel chosen, each prompt says on which it may go out.
        await Expect(page.Locator(".prompt").First).ToContainTextAsync("May go out by");
        await page.Locator("[id^=until]").First.EvaluateAsync("input => { input.value = '2020-01-02'; }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Later" }).First.ClickAsync();
        await Expect(page.Locator(".pending")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task APercentSignInTheAddressIsTakenAsItStands()
    {
        var page = await app.OpenAsync("#/agent/%");

        await Expect(page.Locator("#customer-fault")).ToContainTextAsync("Nobody has the id %");
    }

    [BrowserFact]
    public async Task AReplyIsTakenBack()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync($"#/agent/{id}");
        await page.Locator("#prompt-0").WaitForAsync();

        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#prompt-0")).ToBeFocusedAsync();
        await Expect(page.Locator("#said")).ToHaveTextAsync("Nothing is recorded.");
        await page.ReloadAsync();
        await page.Locator("#prompt-0").WaitForAsync();

        Assert.Empty(await app.OutcomesAsync(id));
    }

    [BrowserFact]
    public async Task AReplyIsRecordedByItself()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync($"#/agent/{id}");
        await page.Locator("#prompt-0").WaitForAsync();

        await page.Locator(".prompt button").First.ClickAsync();
        await Expect(page.Locator(".pending")).ToContainTextAsync("It is recorded in");
        await Expect(page.Locator("#main > div .good").First).ToContainTextAsync("It is recorded.");

        Assert.Single(await app.OutcomesAsync(id));
    }

    [BrowserFact]
    public async Task WhoLeavesThePageLosesNoReply()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync($"#/agent/{id}");
        await page.Locator("#prompt-0").WaitForAsync();

        await page.Keyboard.PressAsync("1");
        await page.Locator(".pending").WaitForAsync();
        await page.GotoAsync("about:blank");

        await app.Local.UntilAsync("the reply is recorded", async () => (await app.OutcomesAsync(id)).Count == 1);
    }

    [BrowserFact]
    public async Task AnUnknownCustomerIsSaidWhereTheIdIsWritten()
    {
        var page = await app.OpenAsync("#/agent");
        await page.Locator("#customer").FillAsync("nobody/50%");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#customer-fault")).ToContainTextAsync("Nobody has the id nobody/50%");
        await Expect(page.Locator("#customer")).ToBeFocusedAsync();
        await Expect(page.Locator("#customer")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task ACustomerIsFoundByANumberOrAnAddressThatNoAddressOfThePageHas()
    {
        var (id, email, phone) = await app.KnownAsync();
        var page = await app.OpenAsync("#/agent");
        var asked = new ConcurrentQueue<string>();
        page.Request += (_, request) => asked.Enqueue(request.Url);
        async Task SearchAsync(string text)
        {
            await page.Locator("#customer").FillAsync(text);
            await page.Keyboard.PressAsync("Enter");
        }

        await SearchAsync($" {email.ToUpperInvariant()}");
        await Expect(page.Locator("aside h2").First).ToHaveTextAsync($"Customer {id}");
        await SearchAsync("nobody@example.org");
        await Expect(page.Locator("#customer-fault")).ToContainTextAsync("Nobody is found by this");
        // Nobody answers for the customer before.
        await Expect(page.Locator(".prompt")).ToHaveCountAsync(0);
        await SearchAsync(phone);
        await Expect(page.Locator("aside h2").First).ToHaveTextAsync($"Customer {id}");
        Assert.Contains(asked, url => url.EndsWith("/app/api/customers/find", StringComparison.Ordinal));
        Assert.All([.. asked, page.Url], url => Assert.False(url.Contains('@') || url.Contains(phone[^8..])));
    }

    [BrowserTheory]
    [InlineData("en-GB", "[]", "Customer id")]
    [InlineData("en-GB", """["phone"]""", "Customer id or phone")]
    [InlineData("de-DE", """["email"]""", "Kundennummer oder E-Mail")]
    [InlineData("de-DE", """["phone","email"]""", "Kundennummer, Telefon oder E-Mail")]
    public async Task TheSearchIsCalledByWhatFindsCustomersHere(string locale, string finders, string label)
    {
        var page = await app.OpenAsync("#/analyst", new() { Locale = locale });
        await page.ChangeAsync("**/app/me", me => me["finders"] = JsonNode.Parse(finders));
        await page.ReloadAsync();
        await page.GoAsync("#/agent");

        await Expect(page.Locator("#customer")).ToHaveAccessibleNameAsync(label);
    }

    [BrowserFact]
    public async Task SeveralWhoShareAnAddressAreChosenFrom()
    {
        var page = await app.OpenAsync("#/agent");
        await page.Locator("#customer").FillAsync(await PublishedApp.SharedEmailAsync());
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".answer h2")).ToContainTextAsync("customers have it");
        await Expect(page.Locator(".answer h2")).ToBeFocusedAsync();
        await page.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "it's" }).ClickAsync();
        await Expect(page.Locator("aside h2").First).ToHaveTextAsync("Customer it's");
    }

    [BrowserFact]
    public async Task AStaleNightIsMarked()
    {
        // The night of the tests is days old to the clock of the app, or will be.
        var id = await app.CustomerAsync();
        var answer = await app.Local.GetAsync($"api/customers/{id}/prompts?channel=inbound");
        var page = await app.OpenAsync($"#/agent/{id}");
        await page.Locator("#prompt-0").WaitForAsync();

        await Expect(page.Locator(".warn")).ToHaveCountAsync((bool)answer["stale"]! ? 1 : 0);
    }

    [BrowserFact]
    public async Task AnAppThatDoesNotAnswerIsSaidToBeSo()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync("#/agent");
        await page.Locator("#customer").WaitForAsync();
        await page.Context.SetOfflineAsync(true);

        await page.Locator("#customer").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The app does not answer.");
        await page.IsAccessibleAsync();
    }

    [BrowserTheory]
    [Windows]
    public async Task EveryStateIsAccessible(string locale, ColorScheme colours, int width)
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync("#/agent", new()
        {
            Locale = locale,
            ColorScheme = colours,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        await page.Locator("#customer").WaitForAsync();
        await page.IsAccessibleAsync();

        await page.Locator("#customer").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#prompt-0").WaitForAsync();
        foreach (var summary in await page.Locator("summary").AllAsync())
            await summary.ClickAsync();
        await page.Locator("aside td").First.WaitForAsync();
        await page.IsAccessibleAsync();
        Assert.True(await page.FitsAsync());
        Assert.Equal(locale[..2], await page.Locator("html").GetAttributeAsync("lang"));
        if (width > 1000 && colours == ColorScheme.Light)
            await page.PictureAsync("agent");

        await page.Locator(".prompt button").First.ClickAsync();
        await page.Locator(".pending").WaitForAsync();
        await page.IsAccessibleAsync();
        Assert.True(await page.FitsAsync());
    }
}
