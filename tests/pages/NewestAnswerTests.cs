using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

/// <summary>On the page of analysts: what was asked last is shown, however late what was asked before is answered.</summary>
[Collection(SeveralNightsTests.Name)]
public class NewestAnswerTests(SeveralNights nights) : PageTest
{
    private protected override PublishedApp Opener => nights.App;

    [BrowserFact]
    public async Task ThePlanOfTheLastBudgetIsShownAndKeptAndWithdrawnOnceItIsSure()
    {
        var page = await OpenAsync();
        await Expect(page.Locator("#plan-name")).ToBeHiddenAsync();
        var late = await HoldAsync(page, "**/app/api/scorecard?*budget=700*");
        await page.Locator("#budget").FillAsync("700");
        await page.Locator("#budget").PressAsync("Enter");
        await page.Locator("#budget").FillAsync("400");
        await page.Locator("#budget").PressAsync("Enter");
        var part = page.Locator("section:has(#analyst-plan)");
        await Expect(part.Locator(".panel").First).ToContainTextAsync("Of €400");
        late.SetResult();
        await page.WaitForTimeoutAsync(500);
        await Expect(part.Locator(".panel").First).ToContainTextAsync("Of €400");

        await page.Locator("#plan-name").FillAsync("newest");
        await page.Locator("#plan-name").PressAsync("Enter");
        var row = part.Locator("tr", new() { HasText = "newest" });
        await Expect(row).ToContainTextAsync("€400");
        var withdraw = row.GetByRole(AriaRole.Button);
        await withdraw.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Withdraw newest?");
        await page.Keyboard.PressAsync("Escape");
        await Expect(withdraw).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await Expect(row.GetByRole(AriaRole.Rowheader)).ToBeFocusedAsync();
        await Expect(row).ToContainTextAsync("withdrawn");
    }

    [BrowserFact]
    public async Task TheCustomersOfTheLastChoiceAreShown()
    {
        var page = await OpenAsync();
        var part = page.Locator("section:has(#analyst-customers)");
        var late = await HoldAsync(page, "**/app/api/lists/*%22is%22%3A1%7D*");
        await page.Locator("#customers-decile").SelectOptionAsync("1");
        await part.Locator("form button").ClickAsync();
        await page.Locator("#customers-decile").SelectOptionAsync("2");
        await part.Locator("form button").ClickAsync();
        await part.Locator("tbody tr").First.WaitForAsync();
        late.SetResult();
        await page.WaitForTimeoutAsync(500);

        Assert.All(await part.Locator("td:nth-of-type(3)").AllInnerTextsAsync(), decile => Assert.Equal("2", decile));
    }

    /// <summary>Holds back the answers of calls until it is told to let them go.</summary>
    private static async Task<TaskCompletionSource> HoldAsync(IPage page, string calls)
    {
        var late = new TaskCompletionSource();
        await page.RouteAsync(calls, async route =>
        {
            var answer = await route.FetchAsync();
            await late.Task;
            await route.FulfillAsync(new() { Response = answer });
        });
        return late;
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await nights.OpenAsync("#/analyst");
        await page.Locator("#analyst-customers").WaitForAsync();
        await Expect(page.Locator("#customers-target option")).Not.ToHaveCountAsync(0);
        return page;
    }
}
