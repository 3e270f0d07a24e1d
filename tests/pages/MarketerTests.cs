using Microsoft.Playwright;
using Parquet;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

public class MarketerTests(PublishedApp app) : IClassFixture<PublishedApp>
{
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
        await Expect(page.Locator("tr", new() { HasText = "monthly-churn" })).ToContainTextAsync("2 times");
        await page.GetByLabel("Name").FillAsync("monthly-churn");
        await page.GetByLabel("At most").FillAsync("1");
        await page.GetByText("Keep the selection").Last.ClickAsync();
        await Expect(page.Locator(".fault")).ToContainTextAsync("is that of a selection of run");
        await page.IsAccessibleAsync();
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
    [InlineData("en-GB", ColorScheme.Light, 1280)]
    [InlineData("de-DE", ColorScheme.Dark, 1280)]
    [InlineData("en-GB", ColorScheme.Dark, 360)]
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
        await page.Locator("summary").ClickAsync();
        await page.IsAccessibleAsync();
        Assert.True(await page.FitsAsync());
        if (width > 1000 && colours == ColorScheme.Light)
            await page.PictureAsync("marketer");
    }

    private static async Task<int> CountAsync(IPage page) =>
        int.Parse((await page.Locator(".count").TextContentAsync())!.Split(' ')[0]);
}
