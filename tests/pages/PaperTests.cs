using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

/// <summary>Pages on A4, of which a printer leaves no column out.</summary>
[Collection(SeveralNightsTests.Name)]
public class PaperTests(SeveralNights nights) : PageTest
{
    /// <summary>CSS pixels of A4 within its margins of 12 mm, upright and lying.</summary>
    private const int Upright = 703, Lying = 1031;

    /// <summary>Tables that are wider than their place, of those on such paper.</summary>
    private const string Cut =
        """
        kind => [...document.querySelectorAll(kind)].filter(data => data.checkVisibility())
          .filter(data => data.querySelector('table')?.getBoundingClientRect().width > data.clientWidth + 1)
          .map(data => data.querySelector('caption').textContent)
        """;

    private protected override PublishedApp Opener => nights.App;

    [BrowserTheory]
    [InlineData("#/analyst?budget=500", "en-GB")]
    [InlineData("#/analyst?budget=500", "de-DE")]
    [InlineData("#/operations", "en-GB")]
    [InlineData("#/operations", "de-DE")]
    [InlineData("#/marketer?target=churn", "de-DE")]
    public async Task NoTableIsWiderThanItsPage(string hash, string locale)
    {
        var compared = hash.StartsWith("#/analyst", StringComparison.Ordinal) ? $"&run={nights.Second}&since={nights.First}" : "";
        var page = await nights.OpenAsync($"{hash}{compared}", new() { Locale = locale });
        await page.Locator(".data table").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => { details.open = true; })");

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(Upright, 1031);
        Assert.Empty(await page.EvaluateAsync<string[]>(Cut, ".data:not(.wide)"));
        Assert.True(await page.EvaluateAsync<int>("document.querySelectorAll('.data table').length") > 0);
        await page.SetViewportSizeAsync(Lying, Upright);
        Assert.Empty(await page.EvaluateAsync<string[]>(Cut, ".data.wide"));
        // What is wide has a page that lies.
        Assert.True(await page.EvaluateAsync<bool>(
            "[...document.querySelectorAll('.data.wide')].every(data => getComputedStyle(data).page === 'wide')"));
    }
}
