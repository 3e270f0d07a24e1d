using Microsoft.Playwright;

namespace ReapFunctions.Pages.Tests;

/// <summary>The way of who has no mouse.</summary>
internal static class Keys
{
    private const int MaxSteps = 300;

    /// <summary>Goes on by Tab until what has the focus has the id or text, and sees that the focus shows.</summary>
    public static async Task TabToAsync(this IPage page, string idOrText)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.FocusAsync() != idOrText)
                continue;
            Assert.True(await page.EvaluateAsync<bool>("document.activeElement.matches(':focus-visible')"));
            return;
        }
        Assert.Fail($"Nothing with the id or text '{idOrText}' is reached by Tab.");
    }
}
