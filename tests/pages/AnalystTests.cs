using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ReapFunctions.Scorecards.Proof;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

[Collection(SeveralNightsTests.Name)]
public class AnalystTests(SeveralNights nights) : PageTest
{
    private protected override PublishedApp Opener => nights.App;

    /// <summary>Below this a page would be no page: measures, deciles, segments, whale, causes, proof, costs.</summary>
    private const int MinCharts = 9;

    internal const string Drifted = """
        [{ "target": "churn", "since": "2026-08-23.1", "customers": 800, "error": 0.06, "chanceLevel": 0.02, "drifted": true,
          "groups": [
            { "group": "total", "customers": 800, "predicted": 0.1, "observed": { "estimate": 0.11, "low": 0.09, "high": 0.13 } },
            { "group": "decile:1", "customers": 80, "predicted": 0.4, "observed": { "estimate": 0.2, "low": 0.1, "high": 0.3 } }
          ] }]
        """;

    /// <summary>One comparison for every finding that there is.</summary>
    private static IEnumerable<LiftEstimate> Findings
    {
        get
        {
            Interval Of(double estimate, double from, double to) => new(estimate, from, to);
            Anytime Every(Interval rate, Interval money, bool rateFound, bool valueFound) =>
                new(3, rate, money, 0.5, 0.5) { RateFound = rateFound, ValueFound = valueFound };
            var (more, less, none) = (Of(0.2, 0.1, 0.3), Of(-0.2, -0.3, -0.1), Of(0.01, -0.1, 0.1));
            var plain = new LiftEstimate(
                "total", 1200, 130, 0.3, 0.2, more, null, more, more, 0, new SampleRatio(0.1, 0.1, 0.9, false))
            {
                Anytime = Every(none, none, false, false),
            };
            yield return plain;
            yield return plain with { SampleRatio = new SampleRatio(0.1, 0.3, 0, true) };
            yield return plain with { Anytime = null };
            yield return plain with { Anytime = Every(more, none, true, false) };
            yield return plain with { Difference = less, Anytime = Every(less, none, true, false) };
            yield return plain with { Anytime = Every(more, more, true, true) };
            yield return plain with { Difference = less, ValuePerCustomer = less, Anytime = Every(less, less, true, true) };
            yield return plain with { Anytime = Every(none, more, false, true) };
            yield return plain with { ValuePerCustomer = less, Anytime = Every(none, less, false, true) };
            yield return plain with { Anytime = Every(more, none, false, false) };
            var nothing = plain with { Difference = none, ValuePerCustomer = none };
            yield return nothing;
            yield return nothing with { StillNeeded = 4321 };
            yield return nothing with { StillNeeded = null };
        }
    }

    private string Compared => $"#/analyst?run={nights.Second}&since={nights.First}";

    [BrowserFact]
    public async Task ABudgetIsPlannedFromTheKeyboardAlone()
    {
        var page = await OpenAsync(Compared);

        await page.TabToAsync("Plan for a budget");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#analyst-plan")).ToBeFocusedAsync();
        await page.TabToAsync("budget");
        await page.Keyboard.TypeAsync("500");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#said")).ToContainTextAsync("Of €500");
        var plan = (await nights.Local.GetAsync($"api/scorecard?run={nights.Second}&budget=500"))["plan"]!;
        var spent = plan["lines"]!.AsArray().Select(line => (int)line!["decile"]!).Distinct().Count();
        await Expect(page.Locator("section:has(#analyst-plan) > div > div table.matrix tr:has(td:not(.shade0))"))
            .ToHaveCountAsync(spent);
    }

    [BrowserFact]
    public async Task APlanIsKeptAndHeldAgainstWhatComes()
    {
        var page = await OpenAsync($"#/analyst?run={nights.Second}&since={nights.First}&budget=500");
        await page.GetByLabel("Name").FillAsync("autumn");
        await page.GetByLabel("Name").PressAsync("Enter");

        await Expect(page.Locator("#said")).ToContainTextAsync("autumn is kept");
        var kept = (await nights.Local.GetAsync("api/plans"))["plans"]![0]!["kept"]!;
        Assert.Equal(("autumn", 500), ((string?)kept["name"], (int)kept["plan"]!["budget"]!));
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "autumn" })).ToBeVisibleAsync();
        await Expect(page.GetByText("No promise has told yet")).ToBeVisibleAsync();
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task AChartIsReadPointByPointFromTheKeyboard()
    {
        var page = await OpenAsync(Compared);
        var walk = page.GetByRole(AriaRole.Slider, new() { Name = "Value retained" });
        await walk.FocusAsync();
        var last = await walk.GetAttributeAsync("aria-valuetext");

        await page.Keyboard.PressAsync("Home");

        var first = await walk.GetAttributeAsync("aria-valuetext");
        Assert.StartsWith("20 Nov 2026: ", first, StringComparison.Ordinal);
        Assert.NotEqual(last, first);
        await Expect(page.Locator("figure output").First).ToHaveTextAsync(first!);
    }

    [BrowserFact]
    public async Task EveryChartSaysWhatItShowsAndHasItsTable()
    {
        var page = await OpenAsync(Compared);
        var charts = await page.Locator("figure.chart").AllAsync();

        Assert.InRange(charts.Count, MinCharts, int.MaxValue);
        foreach (var chart in charts)
        {
            var title = await chart.Locator("figcaption").InnerTextAsync();
            Assert.StartsWith($"{title}: ", await chart.Locator("svg").GetAttributeAsync("aria-label"), StringComparison.Ordinal);
            await chart.Locator("summary").ClickAsync();
            Assert.NotEqual(0, await chart.Locator("tbody tr").CountAsync());
        }
    }

    [BrowserFact]
    public async Task EveryFigureLeadsToItsCustomers()
    {
        var page = await OpenAsync(Compared);
        await page.Locator("section:has(#analyst-deciles) figure summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Customers Decile 2" }).ClickAsync();

        await Expect(page.Locator("#analyst-customers")).ToBeFocusedAsync();
        var customers = page.Locator("section:has(#analyst-customers) tbody tr");
        await customers.First.WaitForAsync();
        Assert.All(await customers.Locator("td:nth-of-type(3)").AllInnerTextsAsync(), decile => Assert.Equal("2", decile));

        var customer = customers.First.GetByRole(AriaRole.Button);
        var id = await customer.InnerTextAsync();
        await customer.ClickAsync();
        var heading = page.Locator("h3", new() { HasText = $"Customer {id} in run" });
        await Expect(heading).ToBeFocusedAsync();
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task PlansAndSegmentsLeadToTheirCustomersAndTheListSaysWhomItLacks()
    {
        var page = await OpenAsync($"{Compared}&budget=500");
        await page.GetByLabel("By").First.WaitForAsync();
        await page.Locator("#proof-by").SelectOptionAsync("segment");
        // The first is everybody.
        await page.Locator("section:has(#analyst-proof) td button").Nth(1).ClickAsync();

        await Expect(page.Locator("#analyst-customers")).ToBeFocusedAsync();
        var part = page.Locator("section:has(#analyst-customers)");
        await part.Locator("tbody tr").First.WaitForAsync();
        var segment = await page.Locator("#customers-segment option:checked").InnerTextAsync();
        Assert.All(await part.Locator("td:nth-of-type(4)").AllInnerTextsAsync(), shown => Assert.Equal(segment, shown));
        var list = await nights.Local.GetAsync($"api/lists/churn?format=json&run={nights.First}&top=1");
        await Expect(part).ToContainTextAsync($"has left {(int)list["notChosen"]!["active"]!}");
    }

    [BrowserFact]
    public async Task WhoMovedBetweenDecilesIsListed()
    {
        var page = await OpenAsync(Compared);
        var cells = page.Locator("section:has(#analyst-migration) .matrix").First;
        await cells.GetByRole(AriaRole.Button, new() { NameRegex = new("Decile 1, Decile 1$") }).PressAsync("Enter");

        await Expect(page.Locator("#analyst-customers")).ToBeFocusedAsync();
        await ListsAsync(
            page, "value decile of the earlier night exactly 1",
            """{"all":[{"field":"decile","is":1},{"field":"decileBefore","is":1}]}""");
        Assert.Equal("1", await page.Locator("#customers-decile").InputValueAsync());
        // Whoever is new came from no decile.
        await Expect(cells.GetByRole(AriaRole.Button, new() { NameRegex = new("New, Decile") }).First).ToBeVisibleAsync();
        await Expect(cells.GetByRole(AriaRole.Button, new() { NameRegex = new("Lost$") })).ToHaveCountAsync(0);
        await page.IsAccessibleAsync();

        await page.Locator("section:has(#analyst-customers) form button").ClickAsync();
        await Expect(page.Locator("section:has(#analyst-customers)")).Not.ToContainTextAsync("of the earlier night");
    }

    [BrowserFact]
    public async Task BestOffersAndCausesLeadToTheirCustomers()
    {
        var page = await nights.OpenAsync("#/agent");
        await page.ChangeAsync("**/app/api/scorecard?*", answer =>
        {
            answer["scorecard"]!["rootCauses"] = new JsonArray([
                .. new[] { ("total", "total"), ("band", "high"), ("region", "west") }.Select(cut => new JsonObject
                {
                    ["cause"] = "speed",
                    ["title"] = "The service is slow",
                    ["by"] = cut.Item1,
                    ["name"] = cut.Item2,
                    ["customers"] = 2,
                    ["valueAtRisk"] = 9,
                })]);
        });
        await page.GoAsync(Compared);
        var offers = page.Locator("section:has(#analyst-costs) figure").Nth(1);
        await offers.Locator("summary").ClickAsync();
        await offers.Locator("td button").First.ClickAsync();
        var (offer, _) = (await nights.Local.GetAsync($"api/scorecard?run={nights.Second}"))["scorecard"]!["bestOffers"]!
            .AsObject().MaxBy(counted => (int)counted.Value!);
        await ListsAsync(page, "best offer exactly", $$"""{"field":"bestOffer","is":"{{offer}}"}""");

        var roots = page.Locator("section:has(#analyst-roots)");
        await page.Locator("#roots-by").SelectOptionAsync("band");
        await roots.GetByRole(AriaRole.Button, new() { Name = "Customers The service is slow" }).ClickAsync();
        await ListsAsync(
            page, "was unhappy: The service is slow exactly yes and value band exactly high",
            """{"all":[{"field":"cause.speed","is":true},{"field":"valueBand","is":"high"}]}""");
        // No list tells where a case was: there is who is put right.
        await page.Locator("#roots-by").SelectOptionAsync("region");
        await Expect(roots.Locator("td button")).ToHaveTextAsync(["Who is put right The service is slow"]);
        await page.IsAccessibleAsync();
    }

    [BrowserTheory]
    [InlineData("en-GB", "did not say why")]
    [InlineData("de-DE", "hat nicht gesagt, warum")]
    public async Task WhyCustomersLeaveIsShownWithItsTable(string locale, string notTold)
    {
        var page = await OpenAsync(Compared, new() { Locale = locale });
        var part = page.Locator("section:has(#analyst-leavers)");
        var sums = (await nights.Local.GetAsync($"api/scorecard?run={nights.Second}"))["scorecard"]!["total"]!["sums"]!;

        await Expect(part.Locator("svg")).ToHaveAttributeAsync("aria-label", new Regex(notTold));
        await part.Locator("summary").ClickAsync();
        await Expect(part.Locator("tbody tr", new() { HasText = notTold }).Locator("td").Nth(1))
            .ToHaveTextAsync($"{(int)sums["lapsed"]!}");
        await page.Locator("#leavers-by").SelectOptionAsync("segment");
        await Expect(part.Locator("tbody tr").Nth(1)).ToBeVisibleAsync();
        await page.IsAccessibleAsync();
        Assert.True(await page.FitsAsync());

        await part.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator("#target")).ToHaveValueAsync("winBack");
    }

    [BrowserFact]
    public async Task WhoIsPutRightIsListedByCause()
    {
        var page = await nights.OpenAsync("#/agent");
        await page.RouteAsync("**/app/api/recovery?*", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = $$"""
                {
                  "run": "{{nights.Second}}", "outbreaks": [], "customers": 2, "valueAtRisk": 70, "budget": 30, "withheld": 1,
                  "entries": [
                    { "customerId": "C1", "rule": "afterClosure", "cause": "speed", "offer": "putRight", "budget": 20,
                      "followUpOn": "2020-01-02", "proactive": false, "valueAtRisk": 50, "valueBand": "high", "segment": null,
                      "team": null, "control": false },
                    { "customerId": "C2", "rule": "open", "cause": "billing", "offer": "putRight", "budget": 10,
                      "followUpOn": "2999-01-02", "proactive": false, "valueAtRisk": 20, "valueBand": "low", "segment": "senior",
                      "team": null, "control": false }
                  ]
                }
                """,
        }));
        await page.GoAsync(Compared);
        var part = page.Locator("section:has(#analyst-recovery)");
        await Expect(part.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(part.Locator("tbody tr").First).ToContainTextAsync("after closure");
        await Expect(part.Locator("tbody tr").First).ToContainTextAsync("Put right what went wrong");
        await Expect(part.Locator(".missed")).ToHaveTextAsync("2 Jan 2020, due");

        await page.Locator("#recovery-cause").SelectOptionAsync("billing");

        await Expect(part.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.IsAccessibleAsync();
    }

    [BrowserTheory]
    [InlineData("en-GB", "Measure,Lever,Now,", @"^Value retained,Retention,0\.\d+,0\.95,")]
    [InlineData("de-DE", "Kennzahl;Hebel;Jetzt;", @"^Gehaltener Wert;Bindung;0,\d+;0,95;")]
    public async Task ATableIsExportedAsSpreadsheetsOfTheLanguageWantIt(string locale, string header, string row)
    {
        var page = await OpenAsync(Compared, new() { Locale = locale });
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.Locator("section:has(#analyst-measures) .export").First.ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync());

        Assert.Equal($"measures {nights.Second}.csv", download.SuggestedFilename);
        Assert.Equal("EF-BB-BF", BitConverter.ToString((await File.ReadAllBytesAsync(await download.PathAsync()))[..3]));
        var lines = text.TrimStart('\ufeff').Split("\r\n");
        Assert.StartsWith(header, lines[0], StringComparison.Ordinal);
        Assert.Matches(row, lines[1]);
    }

    [BrowserFact]
    public async Task OnPaperEveryTableIsOpen()
    {
        var page = await OpenAsync(Compared);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        await Expect(page.Locator("#main details:not([open])")).ToHaveCountAsync(0);
        await Expect(page.Locator("#main nav")).ToBeHiddenAsync();

        await page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        await Expect(page.Locator("#main details[open]")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task PredictionsThatWereOffAreSaidToBe()
    {
        var page = await nights.OpenAsync("#/agent");
        await page.ChangeAsync("**/app/api/scorecard?*", answer =>
        {
            answer["calibration"] = JsonNode.Parse(Drifted);
        });
        await page.GoAsync(Compared);

        var part = page.Locator("section:has(#analyst-calibration)");
        await Expect(part.Locator(".warn"))
            .ToContainTextAsync("churn: predictions are off by 6.0% on average over 800 customers");
        await Expect(part.Locator("svg")).ToHaveAttributeAsync(
            "aria-label", new Regex("of 2 intervals 1 do not hold what was predicted: Decile 1"));
        await page.IsAccessibleAsync();
    }

    [BrowserTheory]
    [InlineData("en-GB", "en")]
    [InlineData("de-DE", "de")]
    public async Task AFindingIsSaidInTheLanguageOfThePage(string locale, string language)
    {
        LiftEstimate[] lines =
            [.. Findings.Select((found, index) => found with { Name = index == 0 ? "total" : $"decile:{index}" })];
        var page = await nights.OpenAsync("#/agent", new() { Locale = locale });
        await page.ChangeAsync("**/app/api/scorecard?*", answer =>
        {
            answer["proof"] = JsonSerializer.SerializeToNode(lines, JsonSerializerOptions.Web);
        });
        await page.GoAsync(Compared);
        var part = page.Locator("section:has(#analyst-proof)");
        await part.Locator("td.sentence").First.WaitForAsync();

        var said = await part.Locator("td.sentence").AllInnerTextsAsync();

        // In English the words of the page are those of the answer, and in German there are as many.
        Assert.Equal(lines.Length, said.Distinct().Count());
        if (language == "en")
            Assert.Equal(lines.Select(line => line.Finding), said);
        else
            Assert.Empty(said.Intersect(lines.Select(line => line.Finding)));
    }

    [BrowserFact]
    public async Task TheFirstNightSaysWhatItCannotCompare()
    {
        var page = await OpenAsync($"#/analyst?run={nights.First}");

        await Expect(page.Locator("#main")).ToContainTextAsync("There is no earlier run to compare it with.");
        await Expect(page.Locator("section:has(#analyst-proof)")).ToContainTextAsync("This needs an earlier run");
        await page.IsAccessibleAsync();
    }

    [BrowserFact]
    public async Task ARunThatIsUnknownIsSaidToBeSo()
    {
        var page = await nights.OpenAsync("#/analyst?run=2020-01-01.1");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no scorecard of run 2020-01-01.1.");
        await page.IsAccessibleAsync();
    }

    [BrowserTheory]
    [Windows]
    public async Task EveryStateIsAccessible(string locale, ColorScheme colours, int width)
    {
        var page = await OpenAsync($"{Compared}&budget=500", new()
        {
            Locale = locale,
            ColorScheme = colours,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        await page.IsSoundClosedAndOpenAsync(width > 1000 && colours == ColorScheme.Light ? "analyst" : null);
    }

    /// <summary>The customers of a figure stand there by what they satisfy, as many as the list has.</summary>
    private async Task ListsAsync(IPage page, string conditions, string where)
    {
        var part = page.Locator("section:has(#analyst-customers)");
        await Expect(part).ToContainTextAsync(conditions);
        var target = await page.Locator("#customers-target").InputValueAsync();
        var list = await nights.Local.GetAsync(
            $"api/lists/{target}?run={nights.Second}&since={nights.First}&format=json&where={Uri.EscapeDataString(where)}"
            + "&includeControl=true&includeWithoutConsent=true&includeRefused=true");
        await Expect(part.GetByText(new Regex($"^{list["rows"]!.AsArray().Count} customers?[.,]"))).ToBeVisibleAsync();
    }

    private async Task<IPage> OpenAsync(string hash, BrowserNewContextOptions? options = null)
    {
        var page = await nights.OpenAsync(hash, options);
        await page.Locator("#analyst-customers").WaitForAsync();
        await page.Locator("figure.chart").First.WaitForAsync();
        return page;
    }
}
