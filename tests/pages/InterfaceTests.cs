using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

/// <summary>The description of the interface as people read it.</summary>
[Collection(PublishedAppTests.Name)]
public class InterfaceTests(PublishedApp app) : PageTest
{
    private protected override PublishedApp Opener => app;

    [BrowserFact]
    public async Task EveryCallStandsInItsGroupWithWhatItTakesAndGives()
    {
        var calls = (await app.Local.GetAsync("api/openapi.json"))["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(call => (
                Id: (string)call.Value!["operationId"]!, Line: $"{call.Key.ToUpperInvariant()} /api{path.Key}",
                Call: call.Value!)))
            .ToList();
        var page = await app.OpenAsync("#/interface");
        await page.Locator("section details").First.WaitForAsync();

        Assert.Equal(
            calls.Select(call => call.Line).Order(),
            (await page.Locator("section > details > summary > code").AllTextContentsAsync()).Order());
        foreach (var (id, _, call) in calls)
        {
            var shown = page.Locator($"#{id}");
            await shown.Locator("summary").First.ClickAsync();
            foreach (var (status, answer) in call["responses"]!.AsObject())
                await Expect(shown).ToContainTextAsync($"{status} {(string)answer!["description"]!}");
            foreach (var parameter in (call["parameters"] as JsonArray ?? []).Select(parameter => parameter!))
                await Expect(shown.Locator("table").First).ToContainTextAsync((string)parameter["name"]!);
        }
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "OpenAPI 3.1" })).ToHaveAttributeAsync(
            "href", $"{app.Local.Http.BaseAddress}app/api/openapi.json");
    }

    [BrowserFact]
    public async Task ACallIsReadFromTheKeyboardAlone()
    {
        var page = await app.OpenAsync("#/interface");
        await page.Locator("section details").First.WaitForAsync();

        await page.TabToAsync("For agents");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[id='interface.group.agents']")).ToBeFocusedAsync();
        await page.TabToAsync("POST /api/customers/find The ids of customers, by a phone number or an e-mail");
        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync("Members FindCustomers");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#FindCustomers table").First).ToContainTextAsync("phone");
        await page.TabToAsync("Example FindCustomers");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#FindCustomers pre").First).ToContainTextAsync("\"phone\"");
    }

    [BrowserTheory]
    [Windows]
    public async Task EveryStateIsAccessible(string locale, ColorScheme colours, int width)
    {
        var page = await app.OpenAsync("#/interface", new()
        {
            Locale = locale,
            ColorScheme = colours,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        await page.Locator("section details").First.WaitForAsync();
        await page.IsSoundClosedAndOpenAsync(null);
        // What is made when it is looked at has parts of its own.
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        await page.IsAccessibleAsync();
        Assert.True(await page.FitsAsync());
    }
}
