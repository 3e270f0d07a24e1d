using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ReapFunctions.Tests;

namespace ReapFunctions.Pages.Tests;

/// <summary>How a page looks to people and to programs that read it out.</summary>
internal static class Look
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    /// <summary>Fails with every fault that WCAG 2.2 AA finds by program.</summary>
    public static async Task IsAccessibleAsync(this IPage page)
    {
        var faults = await FaultsAsync(page);
        // What waits for an answer is paler meanwhile, and may begin to wait while it is looked at: a fault is there again.
        for (var again = 0; faults.Length > 0 && again < 2; again++)
            faults = await FaultsAsync(page);
        Assert.Empty(faults);
    }

    private static async Task<string[]> FaultsAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        var result = await page.RunAxe(Rules);
        return [.. result.Violations
            .SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html} {rule.Help}"))];
    }

    /// <summary>Leads the page elsewhere, as a link does: it is not loaded anew.</summary>
    public static Task GoAsync(this IPage page, string hash) => page.EvaluateAsync("hash => { location.hash = hash; }", hash);

    /// <summary>Whether nothing is wider than the window.</summary>
    public static Task<bool> FitsAsync(this IPage page) => page.EvaluateAsync<bool>(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    /// <summary>Accessible, no wider than the window and without a missing text, its details closed and then open.</summary>
    /// <param name="picture">The name of the picture that is kept of it; null for none.</param>
    public static async Task IsSoundClosedAndOpenAsync(this IPage page, string? picture)
    {
        await page.IsAccessibleAsync();
        Assert.True(await page.FitsAsync());
        if (picture is not null)
            await page.PictureAsync(picture);

        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        await page.IsAccessibleAsync();
        Assert.True(await page.FitsAsync());
        await page.HasAllItsTextsAsync();
    }

    /// <summary>The text, or else the value, of what has the focus.</summary>
    public static Task<string> FocusAsync(this IPage page) =>
        page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.textContent");

    /// <summary>Keeps a picture of the page where the documentation shows it, if <c>REAP_SCREENSHOTS</c> says so.</summary>
    public static async Task PictureAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("REAP_SCREENSHOTS") is not "1")
            return;
        await page.EvaluateAsync("scrollTo(0, 0)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "pages", $"{name}.png") });
    }
}
