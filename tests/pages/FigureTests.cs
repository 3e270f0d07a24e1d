using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

/// <summary>
/// Figures that count customers: each leads to them, with the number of who is not there and why, or says why it does not.
/// </summary>
[Collection(SeveralNightsTests.Name)]
public partial class FigureTests(SeveralNights nights) : PageTest
{
    /// <summary>Fewer would be no page: ten deciles, five segments, the diagonal of the migration, groups and offers.</summary>
    private const int MinLinks = 60;

    /// <summary>Such differences are of the definition: of whom the figure is, in words, beside a list of others.</summary>
    private const string ByDefinition = "It counts who|The list has";

    private protected override PublishedApp Opener => nights.App;

    private string Compared => $"#/analyst?run={nights.Second}&since={nights.First}";

    [BrowserFact]
    public async Task EveryLinkLeadsToAsManyAsItsFigureCountsOrSaysWhoIsMissing()
    {
        var page = await OpenAsync();
        var links = await page.EvaluateAsync<int>(
            """
            () => {
              const places = '#main > div > p button, #main td.act button, #main .matrix td button';
              window.links = [...document.querySelectorAll(places)]
                .filter(button => !button.closest('section:has(#analyst-teams)')
                  && (/^Customers /.test(button.textContent) || (button.closest('.matrix') && !button.closest('details'))));
              return window.links.length;
            }
            """);
        Assert.InRange(links, MinLinks, int.MaxValue);
        // The measure is a share.
        var sums = (await nights.Local.GetAsync($"api/scorecard?run={nights.Second}"))["scorecard"]!["total"]!["sums"]!;
        for (var link = 0; link < links; link++)
        {
            // The same group stands in several tables of a part, with other figures.
            var row = await page.EvaluateAsync<string>(
                """
                link => {
                  const row = window.links[link].closest('tr, p');
                  const name = row.querySelector('th')?.innerText;
                  return [row, ...[...(row.closest('section') ?? row).querySelectorAll('tr')]
                    .filter(line => name && line.querySelector('th').innerText === name)].map(each => each.innerText).join(' ');
                }
                """,
                link);
            await page.EvaluateAsync(
                """
                link => {
                  document.querySelector('section:has(#analyst-customers) [aria-live]').replaceChildren();
                  window.links[link].click();
                }
                """,
                link);
            await CheckAsync(page, row.Replace("Customers of negative value", $"{sums["negative"]}", StringComparison.Ordinal));
        }
    }

    private static async Task CheckAsync(IPage page, string row)
    {
        var said = await page.Locator("section:has(#analyst-customers) p", new() { HasText = "The figure counts" })
            .InnerTextAsync();
        var (listed, figure) = (Number(Listed(), said), Number(Counted(), said));
        var numbers = Numbers().Matches(row).Select(number => Of(number.Value)).ToArray();
        Assert.True(
            numbers.Contains(figure) || numbers.Any(treated => numbers.Contains(figure - treated)),
            $"{said}: {row}");
        if (!Regex.IsMatch(said, ByDefinition))
            Assert.Equal(figure, listed + Number(Left(), said) + Number(Rest(), said));
    }

    [BrowserFact]
    public async Task WhoIsMissingFromTheListsOfDecilesIsWhomTheNightKeptFromThem()
    {
        var page = await OpenAsync();
        var list = await nights.Local.GetAsync($"api/lists/churn?format=json&run={nights.Second}&pageSize=100000");
        var kept = list["notChosen"]!.AsObject().ToDictionary(rule => rule.Key, rule => (int)rule.Value!);
        var (left, rest) = (0, 0);
        foreach (var button in await page.Locator("section:has(#analyst-deciles) figure td.act button").AllAsync())
        {
            await page.EvaluateAsync(
                "() => document.querySelector('section:has(#analyst-customers) [aria-live]').replaceChildren()");
            await button.EvaluateAsync("button => button.click()");
            var said = await page.Locator("section:has(#analyst-customers) p", new() { HasText = "The figure counts" })
                .InnerTextAsync();
            (left, rest) = (left + Number(Left(), said), rest + Number(Rest(), said));
        }

        Assert.Equal(kept.GetValueOrDefault("active"), left);
        // Who was erased since is in the figures, and in no list.
        var sums = (await nights.Local.GetAsync($"api/scorecard?run={nights.Second}"))["scorecard"]!["total"]!["sums"]!;
        var erased = (int)sums["customers"]! - list["rows"]!.AsArray().Count - kept.Values.Sum()
            - list["leftOut"]!.AsObject().Sum(rule => (int)rule.Value!);
        Assert.InRange(erased, 0, 5);
        Assert.Equal(kept.Where(rule => rule.Key != "active").Sum(rule => rule.Value) + erased, rest);
        Assert.True(left > 0);
    }

    [BrowserTheory]
    [InlineData("measures", "Measures are shares")]
    [InlineData("deciles", "Who has left is on the list of former customers")]
    [InlineData("segments", "Who has left is on the list of former customers")]
    [InlineData("whale", "The curve has shares")]
    [InlineData("causes", "A customer may count for several")]
    [InlineData("migration", "who is lost or erased")]
    [InlineData("leavers", "Only who says that they leave")]
    [InlineData("acquired", "No list tells by which channel")]
    [InlineData("proof", "Figures lead to the list of run")]
    [InlineData("promised", "Replies are counted here")]
    [InlineData("costs", "Costs are sums over everybody")]
    public async Task WhereAFigureLeadsNowhereThePageSaysWhy(string part, string says)
    {
        var page = await OpenAsync();

        await Expect(page.Locator($"section:has(#analyst-{part})")).ToContainTextAsync(says);
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await nights.OpenAsync($"{Compared}&budget=500");
        await page.Locator("#analyst-customers").WaitForAsync();
        await Expect(page.Locator("section:has(#analyst-proof) table")).Not.ToHaveCountAsync(0);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        return page;
    }

    private static int Number(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } found ? Of(found.Groups[1].Value) : 0;

    private static int Of(string number) =>
        (int)decimal.Parse(number, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([\d,]+) customer")]
    private static partial Regex Listed();

    [GeneratedRegex(@"figure counts ([\d,]+)")]
    private static partial Regex Counted();

    [GeneratedRegex(@"([\d,]+) of them have left")]
    private static partial Regex Left();

    [GeneratedRegex(@"([\d,]+) of them are not on this list")]
    private static partial Regex Rest();

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex Numbers();
}
