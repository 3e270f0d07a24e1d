using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace ReapFunctions.Pages.Tests;

/// <summary>Answers of the app that a test has otherwise.</summary>
internal static class ChangedAnswer
{
    /// <summary>What a page asks at such addresses it hears with the change.</summary>
    public static Task ChangeAsync(this IPage page, string url, Action<JsonNode> change) => page.RouteAsync(url, async route =>
    {
        var answer = JsonNode.Parse(await (await route.FetchAsync()).TextAsync())!;
        change(answer);
        await route.FulfillAsync(new() { ContentType = "application/json", Body = answer.ToJsonString() });
    });
}
