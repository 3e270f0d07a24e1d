using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

/// <summary>Selections that are written, kept, fetched and withdrawn.</summary>
[Collection(PublishedAppTests.Name)]
public class SelectionTests(PublishedApp app) : PageTest
{
    private const string Waits = "Nothing is counted or kept until what is marked is finished.";

    private protected override PublishedApp Opener => app;

    [BrowserFact]
    public async Task AConditionThatIsNotFinishedIsMarkedAndWaitedFor()
    {
        var page = await app.OpenAsync("#/marketer?target=churn");
        await page.Locator(".count").WaitForAsync();
        await page.GetByText("Add a group").ClickAsync();
        await page.GetByLabel("Field").SelectOptionAsync("propensity");
        var value = page.GetByLabel("Value in percent");

        await Expect(page.GetByLabel("Result", new() { Exact = true })).ToContainTextAsync(Waits);
        await Expect(page.Locator("#said")).ToContainTextAsync(Waits);
        await Expect(value).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(value).ToHaveAccessibleDescriptionAsync("Write a number from 0 to 100 here, or remove the condition.");
        await page.IsAccessibleAsync();
        await page.GetByLabel("Name").FillAsync("unfinished");
        await page.GetByLabel("Name").PressAsync("Enter");
        await Expect(value).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("900");
        await page.WaitForTimeoutAsync(1_000);
        await Expect(page.Locator(".count")).ToHaveCountAsync(0);
        await value.FillAsync("10");

        await Expect(page.Locator(".count")).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-invalid]")).ToHaveCountAsync(0);
        await page.Locator("#top-rows").PressSequentiallyAsync("1e");
        await Expect(page.Locator("#top-rows")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator(".count")).ToHaveCountAsync(0);
        var kept = (await app.Local.GetAsync("api/selections"))["selections"]!.AsArray();
        Assert.DoesNotContain(kept, selection => (string?)selection!["kept"]!["name"] == "unfinished");
    }

    [BrowserTheory]
    [InlineData("target=churn&conditions=%7B")]
    [InlineData("target=churn&conditions={}")]
    [InlineData("target=churn&conditions=[null]")]
    [InlineData("""target=churn&conditions=[{"field":"nonesuch","by":"is","value":"1"}]""")]
    [InlineData("target=nonesuch")]
    [InlineData("target=churn&top=many")]
    public async Task ABrokenLinkIsSaidAndTheRestIsShown(string query)
    {
        var page = await app.OpenAsync("#/agent");
        await page.Locator("#customer").WaitForAsync();
        var faults = new List<string>();
        page.PageError += (_, fault) => faults.Add(fault);
        await page.GoAsync($"#/marketer?{query}");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("A part of the address could not be read");
        await Expect(page.Locator(".count")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Kept selections" })).ToBeVisibleAsync();
        await Expect(page.Locator(".conditions li")).ToHaveCountAsync(0);
        Assert.Empty(faults);
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task AFetchIsShownAtOnceAndWithdrawingIsAskedFirst()
    {
        const string Name = "fetched-and-withdrawn";
        var page = await app.OpenAsync("#/marketer?target=churn");
        await page.Locator(".count").WaitForAsync();
        await page.GetByLabel("Name").FillAsync(Name);
        await page.GetByLabel("Name").PressAsync("Enter");
        var row = page.Locator("tr", new() { HasText = Name });
        var link = row.GetByRole(AriaRole.Link, new() { Name = $"CSV {Name}" });
        var file = await page.RunAndWaitForDownloadAsync(() => link.PressAsync("Enter"));
        Assert.Equal($"{Name}-{app.Run}.csv", file.SuggestedFilename);
        await Expect(row.Locator("li")).ToHaveCountAsync(1);
        await Expect(link).ToBeFocusedAsync();

        var withdraw = row.GetByRole(AriaRole.Button, new() { Name = $"Withdraw {Name}" });
        await withdraw.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("This is final");
        await page.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(withdraw).ToBeFocusedAsync();
        Assert.Null(await WithdrawnAsync(Name));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");

        await Expect(row.GetByRole(AriaRole.Rowheader)).ToBeFocusedAsync();
        await Expect(row).ToContainTextAsync("withdrawn");
        await Expect(page.Locator("#said")).ToHaveTextAsync($"{Name} is withdrawn.");
        Assert.NotNull(await WithdrawnAsync(Name));
    }

    private async Task<object?> WithdrawnAsync(string name) =>
        (await app.Local.GetAsync("api/selections"))["selections"]!.AsArray()
            .Single(selection => (string?)selection!["kept"]!["name"] == name)!["kept"]!["withdrawn"];
}
