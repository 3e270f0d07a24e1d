using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Parquet;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

public class MarketerTests(PublishedApp app) : PageTest, IClassFixture<PublishedApp>
{
    private protected override PublishedApp Opener => app;

    [BrowserFact]
    public async Task ASelectionIsMadeAndFetchedFromTheKeyboardAlone()
    {
        var page = await app.OpenAsync("#/marketer?target=churn");
        await page.Locator(".count").WaitForAsync();
        var all = await CountAsync(page);

        await page.GetByText("Add a condition").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Field")).ToBeFocusedAsync();
        await page.GetByLabel("Field").PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("100");
        var answer = await app.Local.GetAsync(
            """api/lists/churn?format=json&where={"field":"value","atLeast":100}""");
        var some = answer["rows"]!.AsArray().Count;
        Assert.InRange(some, 1, all - 1);
        await Expect(page.Locator(".count")).ToContainTextAsync($"{some} customers");
        await page.ReloadAsync();
        await Expect(page.Locator(".count")).ToContainTextAsync($"{some} customers");
    }

    [BrowserFact]
    public async Task ASelectionIsKeptUnderANameAndFetchedAndItIsNotedByWhom()
    {
        const string Some =
            """
            [{"field":"contractType","by":"is","value":"monthly"},{"not":true,"field":"holds.tv","by":"is","value":"true"}]
            """;
        var page = await app.OpenAsync($"#/marketer?target=churn&conditions={Some}");
        await page.Locator(".count").WaitForAsync();
        var answer = await app.Local.GetAsync(
            "api/lists/churn?format=json&where="
            + """{"all":[{"field":"contractType","is":"monthly"},{"field":"holds.tv","is":false}]}""");
        var some = answer["rows"]!.AsArray().Count;
        await Expect(page.Locator(".count")).ToContainTextAsync($"{some} customers");

        await page.GetByLabel("Name").FillAsync("monthly-churn");
        await page.GetByLabel("Name").PressAsync("Enter");
        await Expect(page.Locator(".panel")).ToContainTextAsync($"monthly-churn is kept: {some} customers");
        var link = page.Locator(".panel").GetByText("For spreadsheets");
        var file = await page.RunAndWaitForDownloadAsync(() => link.PressAsync("Enter"));
        var text = await File.ReadAllTextAsync((await file.PathAsync())!);
        Assert.StartsWith("customerId,", text.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Equal(some + 1, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var kept = (await app.Local.GetAsync("api/selections"))["selections"]![0]!["kept"]!;
        Assert.Equal(("monthly-churn", "spreadsheet"), ((string?)kept["name"], (string?)kept["pulls"]![0]!["format"]));
        var parquet = await app.Local.Http.GetByteArrayAsync("api/selections/monthly-churn/customers?format=parquet");
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(parquet));
        using (var group = reader.OpenRowGroupReader(0))
            Assert.Equal(some, group.RowCount);

        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "monthly-churn" })).ToBeVisibleAsync();
        var row = page.Locator("tr", new() { HasText = "monthly-churn" });
        await Expect(row.Locator("li")).ToHaveTextAsync(
            [new Regex("not signed in, For spreadsheets$"), new Regex("not signed in, Parquet$")]);
        await Expect(row).ToContainTextAsync("contract exactly monthly and not (has tv exactly yes)");
        await page.GetByLabel("Name").FillAsync("monthly-churn");
        await page.GetByLabel("At most").FillAsync("1");
        await page.GetByText("Keep the selection").Last.ClickAsync();
        await Expect(page.Locator("#keep-name")).ToHaveAccessibleDescriptionAsync(new Regex("is the name of another"));
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task AGroupStandsWithinTheOthersAndAChanceIsWrittenInPercent()
    {
        var page = await app.OpenAsync("#/marketer?target=churn");
        await page.Locator(".count").WaitForAsync();
        await page.GetByText("Add a group").ClickAsync();
        var group = page.GetByRole(AriaRole.Group, new() { Name = "Group of conditions" });
        await group.GetByLabel("Field").SelectOptionAsync("propensity");
        await group.GetByLabel("Value in percent").FillAsync("12.5");
        await group.GetByText("Add a condition").ClickAsync();
        await group.GetByLabel("Field").Last.SelectOptionAsync("contractType");
        await group.GetByLabel("Value", new() { Exact = true }).SelectOptionAsync("monthly");
        await page.Locator("fieldset > div").Last.GetByText("Add a condition").ClickAsync();
        await page.GetByLabel("Value", new() { Exact = true }).Last.FillAsync("100");

        var answer = await app.Local.GetAsync(
            "api/lists/churn?format=json&where="
            + """{"all":[{"any":[{"field":"propensity","atLeast":0.125},{"field":"contractType","is":"monthly"}]},"""
            + """{"field":"value","atLeast":100}]}""");
        var some = answer["rows"]!.AsArray().Count;
        Assert.True(some > 0);
        await Expect(page.Locator(".count")).ToContainTextAsync($"{some} customer");
        await page.IsAccessibleAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".count")).ToContainTextAsync($"{some} customer");
        await Expect(page.GetByLabel("Value in percent")).ToHaveValueAsync("12.5");
    }

    [BrowserTheory]
    [InlineData("en-GB", 1280, "former customers, to win back", "customer")]
    [InlineData("de-DE", 320, "frühere Kunden, zurückzugewinnen", "Kunde")]
    public async Task FormerCustomersAreRankedBesideTheLists(string locale, int width, string choice, string customers)
    {
        var page = await app.OpenAsync("#/marketer?target=churn", new()
        {
            Locale = locale,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        await page.Locator(".count").WaitForAsync();
        await page.Locator("#target").SelectOptionAsync(choice);

        var answer = await app.Local.GetAsync("api/winback");
        await Expect(page.Locator(".count")).ToContainTextAsync($"{(int)answer["customers"]!} {customers}");
        await Expect(page.Locator(".count + p")).ToContainTextAsync($"{(int)answer["former"]!}");
        var first = answer["entries"]!.AsArray().FirstOrDefault();
        if (first is not null)
            await Expect(page.Locator("tbody th").First).ToHaveTextAsync((string)first["customerId"]!);
        await Expect(page.Locator("fieldset")).ToBeHiddenAsync();
        await Expect(page.Locator("#keep-name")).ToBeHiddenAsync();
        await page.IsAccessibleAsync();
        Assert.True(await page.FitsAsync());

        await page.ReloadAsync();
        await Expect(page.Locator(".count + p")).ToContainTextAsync($"{(int)answer["former"]!}");
        await page.Locator("#target").SelectOptionAsync("churn");
        await Expect(page.Locator("fieldset")).ToBeVisibleAsync();
        await page.Locator("figure.chart").First.WaitForAsync();
    }

    [BrowserFact]
    public async Task SumsAreOfAsManyAsAreAskedFor()
    {
        var page = await app.OpenAsync("#/marketer?target=churn&top=3");
        await Expect(page.Locator(".count")).ToContainTextAsync("3 customers");
        var list = await app.Local.GetAsync("api/lists/churn?format=json&summary=true&top=3");
        var value = list["rows"]!.AsArray().Sum(row => (decimal)row!["value"]!);

        Assert.Equal(3, list["rows"]!.AsArray().Count);
        Assert.Equal(value, (decimal)list["summary"]!["value"]!);
        await Expect(page.Locator(".count + p")).ToContainTextAsync($"worth €{value:N0} in 12 months");
    }

    [BrowserFact]
    public async Task NamesOfThePortfolioAreReadAsWordsOfTheLanguage()
    {
        const string Monthly = """[{"field":"contractType","by":"is","value":"monthly"}]""";
        var page = await app.OpenAsync($"#/marketer?target=churn&conditions={Monthly}", new() { Locale = "de-DE" });
        await page.Locator(".count").WaitForAsync();

        var fields = await page.GetByLabel("Feld").Locator("option").AllInnerTextsAsync();
        Assert.Contains("Vertrag", fields);
        Assert.Contains("Monate bis zum Vertragsende", fields);
        Assert.All(fields, field => Assert.DoesNotMatch("[a-z][A-Z]", field));
        // Who is about to leave is kept by an offer, which has a title.
        await Expect(page.Locator("section tbody").Last).Not.ToContainTextAsync("planCheck");
        Assert.Contains(
            "A free check of the plan", string.Join('|', await page.Locator("tbody tr td:last-child").AllInnerTextsAsync()),
            StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task WhatTheCustomerAnsweredAndWhatIsNotKnownAreConditionsToo()
    {
        const string Asked =
            """[{"not":true,"field":"history","by":"declined","value":"90"},{"field":"satisfaction","by":"missing"}]""";
        var page = await app.OpenAsync($"#/marketer?target=churn&conditions={Asked}");
        var answer = await app.Local.GetAsync("""api/lists/churn?format=json&where={"field":"satisfaction","missing":true}""");
        var count = answer["rows"]!.AsArray().Count;
        Assert.True(count > 0);
        await Expect(page.Locator(".count")).ToContainTextAsync($"{count} customer");
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task TheCountIsOfWhomRulesLeaveAndAddsUp()
    {
        var page = await app.OpenAsync("#/marketer?target=broadband&channel=email");
        await page.Locator(".count").WaitForAsync();
        var answer = await app.Local.GetAsync("api/lists/broadband?format=json&channel=email&summary=true");

        Assert.Equal(answer["rows"]!.AsArray().Count, await CountAsync(page));
        Assert.Equal(
            answer["rows"]!.AsArray().Count, answer["summary"]!["propensities"]!.AsArray().Sum(bin => (int)bin!));
        await Expect(page.GetByText("no consent")).ToBeVisibleAsync();
    }

    [BrowserTheory]
    [Windows]
    public async Task EveryStateIsAccessible(string locale, ColorScheme colours, int width)
    {
        const string Seniors = """[{"field":"segment","by":"is","value":"senior"}]""";
        var page = await app.OpenAsync($"#/marketer?target=broadband&conditions={Seniors}", new()
        {
            Locale = locale,
            ColorScheme = colours,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        await page.Locator(".count").WaitForAsync();
        var list = await app.Local.GetAsync("""api/lists/broadband?format=json&where={"field":"segment","is":"senior"}""");
        Assert.Equal(list["rows"]!.AsArray().Count, await CountAsync(page));
        await page.Locator("form summary").ClickAsync();
        await page.IsAccessibleAsync();
        Assert.True(await page.FitsAsync());
        if (width > 1000 && colours == ColorScheme.Light)
            await page.PictureAsync("marketer");
    }

    private static async Task<int> CountAsync(IPage page) =>
        int.Parse((await page.Locator(".count").TextContentAsync())!.Split(' ')[0]);
}
