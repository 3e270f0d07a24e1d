using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ReapFunctions.Pages.Tests;

/// <summary>The texts of a page, each of which is asked for by a key such as <c>analyst.title</c>.</summary>
internal static partial class Texts
{
    /// <summary>Fails where a key stands instead of its text, as it does when there is none.</summary>
    public static async Task HasAllItsTextsAsync(this IPage page)
    {
        var shown = await page.EvaluateAsync<string>(
            "document.body.innerText + [...document.querySelectorAll('[aria-label]')].map(each => ` ${each.ariaLabel}`)");
        Assert.Empty(Key().Matches(shown).Select(key => key.Value));
    }

    [GeneratedRegex(@"\b(analyst|operations|chart)\.[a-zA-Z]+")]
    private static partial Regex Key();
}
