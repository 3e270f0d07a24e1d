using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

/// <summary>
/// What is not taken is said beside where it was written or chosen, in words of the page and never in those of calls.
/// </summary>
[Collection(PublishedAppTests.Name)]
public class FieldFaultTests(PublishedApp app) : PageTest
{
    private const string OfCalls =
        """{"status":400,"parameter":"where.all[0]","detail":"$.all[0].atLeast: Not JSON. Write exactly one of all, any."}""";

    private const string OfName = """{"status":409,"detail":"The name is that of a selection."}""";

    private static readonly Regex SpeaksOfCalls = new(@"JSON|\$\.|GET /|atLeast|exactly one of|parameter|=true");

    private protected override PublishedApp Opener => app;

    [BrowserTheory]
    [InlineData("en-GB", "value", "number", "2000000000000", "Write a number from -1,000,000,000,000 to 1,000,000,000,000 here")]
    [InlineData("de-DE", "value", "number", "2000000000000", "Schreiben Sie hier eine Zahl von -1.000.000.000.000 bis")]
    [InlineData("en-GB", "history", "days", "1001", "Write a whole number from 1 to 1,000 here")]
    [InlineData("en-GB", "lastContactOn", "days", "99999999999", "Write a whole number from 1 to 36,500 here")]
    public async Task WhatAListRefusesIsMarkedBeforeItIsAsked(
        string locale, string field, string holds, string value, string says)
    {
        var by = field switch { "value" => "atLeast", "history" => "declined", _ => "withinDays" };
        var page = await app.OpenAsync(
            $$"""#/marketer?target=churn&conditions=[{"field":"{{field}}","by":"{{by}}","value":"{{value}}"}]""",
            new() { Locale = locale });

        var control = page.Locator($"fieldset input[data-holds={holds}]");
        await Expect(control).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(control).ToHaveAccessibleDescriptionAsync(new Regex(Regex.Escape(says)));
        await Expect(page.Locator(".count")).ToHaveCountAsync(0);
        await page.IsAccessibleAsync();
        await control.FillAsync("100");
        await Expect(page.Locator(".count")).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-invalid]")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task MoreConditionsThanCanBeAskedAreSaidToBeTooMany()
    {
        var rows = string.Join(',', Enumerable.Repeat("""{"field":"value","by":"atLeast","value":"1"}""", 140));
        var page = await app.OpenAsync($"#/marketer?target=churn&conditions=[{rows}]");

        await Expect(page.Locator("fieldset > .unfinished")).ToContainTextAsync("These are more conditions than can be asked");
        await Expect(page.Locator("fieldset")).ToHaveAccessibleDescriptionAsync(new Regex("Remove some of them"));
        await page.IsAccessibleAsync();
        for (var left = 140; left > 90; left--)
            await page.Locator("fieldset li").Last.GetByText("Remove").EvaluateAsync("button => button.click()");
        await Expect(page.Locator(".count")).ToBeVisibleAsync();
        await Expect(page.Locator("fieldset > .unfinished")).ToHaveCountAsync(0);
    }

    [BrowserTheory]
    [InlineData("en-GB", "The list does not take this any more", "monthly")]
    [InlineData("de-DE", "Die Liste nimmt das nicht mehr an", "monthly")]
    public async Task AConditionThatIsNotTakenIsSaidBesideTheConditions(string locale, string says, string contract)
    {
        var page = await app.OpenAsync("#/agent", new() { Locale = locale });
        await page.RouteAsync(new Regex("api/lists/churn.*where="), route => RefuseAsync(route, 400, OfCalls));
        await page.GoAsync(
            $$"""#/marketer?target=churn&conditions=[{"field":"contractType","by":"is","value":"{{contract}}"}]""");

        var fieldset = page.Locator("fieldset");
        await Expect(fieldset.Locator("> .unfinished")).ToContainTextAsync(says);
        await Expect(fieldset).ToHaveAccessibleDescriptionAsync(new Regex(says));
        await Expect(page.Locator("#main")).Not.ToContainTextAsync(SpeaksOfCalls);
        await page.IsAccessibleAsync();

        await page.UnrouteAsync(new Regex("api/lists/churn.*where="));
        await page.RouteAsync("**/app/api/selections", route => RefuseAsync(route, 400, OfCalls));
        await page.Locator("#top-rows").FillAsync("100");
        await Expect(page.Locator(".count")).ToBeVisibleAsync();
        await Expect(fieldset.Locator("> .unfinished")).ToHaveCountAsync(0);
        await page.Locator("#keep-name").FillAsync("refused");
        await page.Locator("#keep-name").PressAsync("Enter");
        await Expect(fieldset.Locator("> .unfinished")).ToContainTextAsync(says);
        await Expect(page.Locator("#main")).Not.ToContainTextAsync(SpeaksOfCalls);
    }

    [BrowserFact]
    public async Task AsManyAsAListTakesAreAskedForHoweverTheyAreWritten()
    {
        var page = await app.OpenAsync("#/marketer?target=churn&order=value");
        await page.Locator(".count").WaitForAsync();

        await page.Locator("#top-rows").FillAsync("100001");
        await Expect(page.Locator("#top-rows")).ToHaveAccessibleDescriptionAsync(new Regex("from 1 to 100,000 here"));
        await page.Locator("#order").SelectOptionAsync("propensity");
        await Expect(page.Locator("[aria-invalid]")).ToHaveCountAsync(0);
        await page.Locator("#top-rows").FillAsync("1e5");
        await Expect(page).ToHaveURLAsync(new Regex("top=100000"));
        await Expect(page.Locator(".count")).ToBeVisibleAsync();
        await Expect(page.Locator(".fault")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task ANameThatIsTakenIsSaidBesideIt()
    {
        const string Name = "taken-before";
        var page = await app.OpenAsync("#/marketer?target=churn");
        await page.Locator(".count").WaitForAsync();
        var name = page.Locator("#keep-name");
        await name.FillAsync(Name);
        await name.PressAsync("Enter");
        await Expect(page.Locator(".panel")).ToContainTextAsync($"{Name} is kept");

        await page.Locator("#top-rows").FillAsync("1");
        await name.FillAsync(Name);
        await name.PressAsync("Enter");
        await Expect(name).ToHaveAccessibleDescriptionAsync(
            $"Letters, digits, dots, dashes and underscores. {Name} is the name of another selection or plan, of run {app.Run}. "
            + "Write another name.");
        await Expect(name).ToBeFocusedAsync();
        await page.IsAccessibleAsync();
        await name.FillAsync("another");
        await Expect(name).Not.ToHaveAttributeAsync("aria-invalid", "true");
        await name.FillAsync("...");
        Assert.False(await name.EvaluateAsync<bool>("input => input.validity.valid"));
    }

    [BrowserFact]
    public async Task ANameOfNothingThatIsKeptIsNotBlamed()
    {
        var page = await app.OpenAsync("#/marketer?target=churn");
        await page.Locator(".count").WaitForAsync();
        await page.RouteAsync("**/app/api/selections", route =>
            route.Request.Method == "POST" ? RefuseAsync(route, 409, OfName) : route.ContinueAsync());
        await page.Locator("#keep-name").FillAsync("nobodys");
        await page.Locator("#keep-name").PressAsync("Enter");

        await Expect(page.Locator(".fault")).ToContainTextAsync("The name is that of a selection.");
        await Expect(page.Locator("#keep-name")).Not.ToHaveAttributeAsync("aria-invalid", "true");
    }

    [BrowserTheory]
    [InlineData("en-GB", "There is no scorecard of run 2020-01-01.1.")]
    [InlineData("de-DE", "Von Lauf 2020-01-01.1 gibt es keine Kennzahlen. Wählen Sie einen anderen Lauf.")]
    public async Task WhatIsNotThereIsSaidInTheLanguageOfThePage(string locale, string says)
    {
        var page = await app.OpenAsync("#/analyst?run=2020-01-01.1", new() { Locale = locale });

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(says);
    }

    [BrowserTheory]
    [InlineData(409, "urn:reapfunctions:listChanged", "Die Liste hat sich inzwischen geändert.")]
    [InlineData(404, "", "Das gibt es nicht oder nicht mehr.")]
    [InlineData(409, "", "Das ist jetzt nicht möglich")]
    [InlineData(413, "", "Das ist zu groß für die Seite.")]
    [InlineData(500, "", "Die App konnte nicht antworten (Status 500).")]
    [InlineData(503, "urn:reapfunctions:storage", "Der Speicher ist nicht zu lesen.")]
    public async Task NoProblemIsSaidInTheEnglishOfTheApp(int status, string type, string says)
    {
        var page = await app.OpenAsync("#/agent", new() { Locale = "de-DE" });
        await page.RouteAsync("**/app/api/lists/**", route => RefuseAsync(
            route, status, $$"""{"status":{{status}},"type":"{{type}}","detail":"There is no such thing."}"""));
        await page.GoAsync("#/marketer");

        await Expect(page.Locator(".fault").First).ToContainTextAsync(says);
        await Expect(page.Locator("#main")).Not.ToContainTextAsync("There is no such thing.");
    }

    [BrowserFact]
    public async Task AReplyThatIsNotTakenSpeaksOfNoCall()
    {
        var page = await app.OpenAsync($"#/agent/{await app.CustomerAsync()}");
        await page.RouteAsync("**/outcomes", route => RefuseAsync(route, 400, OfCalls));
        await page.Locator(".replies button").First.ClickAsync();
        await page.GetByText("Record now").ClickAsync();

        await Expect(page.Locator("#unsent")).ToContainTextAsync("The app does not take this as it stands.");
        await Expect(page.Locator("#unsent")).Not.ToContainTextAsync(SpeaksOfCalls);
    }

    [BrowserTheory]
    [InlineData("run=yesterday", "#run", "The address names no run")]
    [InlineData("since=2999-01-01.1", "#since", "Choose a run here that is before the one shown.")]
    public async Task ARunThatCannotBeShownIsSaidBesideTheChoice(string query, string control, string says)
    {
        var page = await app.OpenAsync($"#/analyst?{query}");

        await Expect(page.Locator(control)).ToHaveAccessibleDescriptionAsync(new Regex(says));
        await Expect(page.Locator(".fault")).ToHaveCountAsync(0);
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task ABudgetOfTheAddressThatIsNoneIsLeftOut()
    {
        var page = await app.OpenAsync("#/analyst?budget=much");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("A part of the address could not be read");
        await page.Locator("figure.chart").First.WaitForAsync();
        await page.Locator("#budget").FillAsync("0");
        await page.Locator("#budget").PressAsync("Enter");

        await Expect(page.Locator("#plan-name")).ToBeHiddenAsync();
        await page.Locator("#budget").FillAsync("1e3");
        await page.Locator("#budget").PressAsync("Enter");
        await Expect(page.Locator("#said")).ToContainTextAsync("Of €1,000");
        await Expect(page.Locator("#plan-name")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task ASourceThatIsNoneIsSaidBesideIt()
    {
        var page = await app.OpenAsync("#/operations");
        var source = page.Locator("#receipt-source");
        await source.FillAsync("nonesuch");
        await source.PressAsync("Enter");

        await Expect(source).ToHaveAccessibleDescriptionAsync(new Regex("There is no source of this name"));
        await page.IsAccessibleAsync();
        await source.FillAsync("customers");
        await source.PressAsync("Enter");
        await Expect(page.Locator("section:has(#operations-receipts) tbody tr").First).ToBeVisibleAsync();
        await Expect(source).Not.ToHaveAttributeAsync("aria-invalid", "true");
    }

    [BrowserFact]
    public async Task SentencesForWhoWritesCallsAreLeftOut()
    {
        const string Detail = "Run 2026-01-01.1 is scoring: it has no lists that can be relied on. GET /api/runs says more.";
        var page = await app.OpenAsync("#/agent");
        await page.RouteAsync(
            "**/app/api/lists/**", route => RefuseAsync(route, 409, $$"""{"status":409,"detail":"{{Detail}}"}"""));
        await page.GoAsync("#/marketer");

        await Expect(page.Locator(".fault")).ToHaveTextAsync(
            "Run 2026-01-01.1 is scoring: it has no lists that can be relied on.");
    }

    private static Task RefuseAsync(IRoute route, int status, string body) =>
        route.FulfillAsync(new() { Status = status, ContentType = "application/problem+json", Body = body });
}
