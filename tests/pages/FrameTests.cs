using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

/// <summary>The page of agents in the frame of a desktop, whose page is of another origin.</summary>
[Collection(PublishedAppTests.Name)]
public class FrameTests(PublishedApp app) : PageTest
{
    private protected override PublishedApp Opener => app;

    private static IFrameLocator Frame(IPage page) => page.FrameLocator("#reap");

    [BrowserFact]
    public async Task TheDesktopOpensACustomerAndHearsOfTheReply()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenPageAsync($"{app.Desktop.Origin}/");
        await Expect(Frame(page).Locator("#customer")).ToBeVisibleAsync();

        await page.Locator("#id").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");
        await Frame(page).Locator("#prompt-0").WaitForAsync();
        await Frame(page).Locator(".prompt button[data-key='2']").First.ClickAsync();
        await Expect(page.Locator("#replies li")).ToHaveCountAsync(0);
        await Frame(page).GetByRole(AriaRole.Button, new() { Name = "Record now" }).ClickAsync();

        var reply = Assert.Single(await app.RecordedAsync(id));
        await Expect(page.Locator("#replies li")).ToHaveTextAsync([$"{id}: {reply!["offer"]}, declined"]);
    }

    [BrowserFact]
    public async Task AnotherOriginMayNotShowThePageAndHearsNothing()
    {
        await using var stranger = new Desktop { App = app.Desktop.App };
        var page = await app.OpenPageAsync($"{stranger.Origin}/");

        await Expect(page.Locator("#reap")).ToBeVisibleAsync();
        await page.WaitForTimeoutAsync(1_000);

        Assert.Equal(0, await Frame(page).Locator("#customer").CountAsync());
        await page.Locator("#id").FillAsync(await app.CustomerAsync());
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(0, await Frame(page).Locator("#prompt-0").CountAsync());
    }

    [BrowserFact]
    public async Task AMessageOfAnotherOriginIsNotHeededThoughItsPageStandsBesideTheFrame()
    {
        await using var stranger = new Desktop { App = app.Desktop.App };
        var (id, other) = (await app.CustomerAsync(), await app.CustomerAsync());
        var page = await app.OpenPageAsync($"{app.Desktop.Origin}/");
        await Expect(Frame(page).Locator("#customer")).ToBeVisibleAsync();
        await page.EvaluateAsync(
            """
            url => new Promise(done => {
              const frame = document.createElement('iframe');
              frame.onload = done;
              frame.src = url;
              document.body.append(frame);
            })
            """,
            $"{stranger.Origin}/empty");
        var beside = page.Frames.Single(frame => frame.Url.StartsWith(stranger.Origin, StringComparison.Ordinal));

        await beside.EvaluateAsync("id => parent.frames[0].postMessage({ type: 'customerOpened', customerId: id }, '*')", other);
        await page.Locator("#id").FillAsync(id);
        await page.Keyboard.PressAsync("Enter");

        await Expect(Frame(page).Locator("aside h2").First).ToHaveTextAsync($"Customer {id}");
        Assert.DoesNotContain(page.Frames, frame => frame.Url.Contains(other, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task AReplyIsToldToTheDesktopAloneAndOnlyWithinItsFrame()
    {
        var id = await app.CustomerAsync();
        var page = await app.OpenAsync($"#/agent/{id}");
        await page.EvaluateAsync("window.heard = []; addEventListener('message', event => heard.push(event.data))");
        await page.Locator("#prompt-0").WaitForAsync();

        await page.Keyboard.PressAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record now" }).ClickAsync();
        await Expect(page.Locator("#main > div .good").First).ToContainTextAsync("It is recorded.");

        Assert.Equal(0, await page.EvaluateAsync<int>("heard.length"));
    }

    [BrowserFact]
    public async Task ACustomerOpenedEarlyOrBesideAnotherPageIsShownAndTheDesktopIsToldOnce()
    {
        var (early, late) = (await app.CustomerAsync(), await app.CustomerAsync());
        var page = await app.OpenPageAsync($"{app.Desktop.Origin}/empty");
        await page.AddInitScriptAsync("addEventListener('message', event => (window.heard ??= []).push(event.data.type))");
        var known = new TaskCompletionSource();
        await page.RouteAsync("**/app/me", async route =>
        {
            await known.Task;
            await route.ContinueAsync();
        });
        var asked = page.WaitForRequestAsync("**/app/me");
        await page.GotoAsync($"{app.Desktop.Origin}/", new() { WaitUntil = WaitUntilState.Commit });
        await asked;
        await page.EvaluateAsync("id => window.frames[0].postMessage({ type: 'customerOpened', customerId: id }, '*')", early);
        known.SetResult();
        await Expect(Frame(page).Locator("aside h2").First).ToHaveTextAsync($"Customer {early}");

        var frame = page.Frames.Single(frame => frame.Url.Contains("/app/", StringComparison.Ordinal));
        await frame.EvaluateAsync("location.hash = '#/operations'");
        await Expect(Frame(page).Locator("h1")).ToHaveTextAsync("Nights, receipts, models");
        await page.Locator("#id").FillAsync(late);
        await page.Keyboard.PressAsync("Enter");
        await Expect(Frame(page).Locator("aside h2").First).ToHaveTextAsync($"Customer {late}");
        Assert.Equal(["ready"], await page.EvaluateAsync<string[]>("window.heard"));
    }
}
