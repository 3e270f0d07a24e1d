using Microsoft.Playwright;
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
        await page.GetByText("File for spreadsheets").FocusAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        var text = await File.ReadAllTextAsync((await file.PathAsync())!);
        Assert.StartsWith("customerId,", text.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Equal(some + 1, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        await page.ReloadAsync();
        await Expect(page.Locator(".count")).ToContainTextAsync($"{some} customers");
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
        var page = await app.OpenAsync("""#/marketer?target=broadband&conditions=[{"field":"segment","by":"is","value":"senior"}]""", new()
        {
            Locale = locale,
            ColorScheme = colours,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        await page.Locator(".count").WaitForAsync();
        await page.Locator("summary").ClickAsync();
        await page.IsAccessibleAsync();
        Assert.True(await page.FitsAsync());
        if (width > 1000 && colours == ColorScheme.Light)
            await page.PictureAsync("marketer");
    }

    private static async Task<int> CountAsync(IPage page) =>
        int.Parse((await page.Locator(".count").TextContentAsync())!.Split(' ')[0]);
}
