using System.Text.Json;

namespace ReapFunctions.Pages.Tests;

/// <summary>The modules of charts and tables, by the browser that runs them.</summary>
[Collection(SeveralNightsTests.Name)]
public class TableTests(SeveralNights nights) : PageTest
{
    private protected override PublishedApp Opener => nights.App;

    [BrowserTheory]
    [InlineData("en-GB", "=1+1", "'=1+1")]
    [InlineData("en-GB", "a,b", "\"a,b\"")]
    [InlineData("en-GB", "say \"yes\"", "\"say \"\"yes\"\"\"")]
    [InlineData("en-GB", -1.5, "-1.5")]
    [InlineData("en-GB", null, "")]
    [InlineData("de-DE", -1.5, "-1,5")]
    [InlineData("de-DE", "a,b", "\"a,b\"")]
    [InlineData("de-DE", "a;b", "\"a;b\"")]
    public async Task ACellIsWrittenForSpreadsheets(string locale, object? value, string expected)
    {
        var text = await RunAsync<string>(
            locale, $"csv([{{ title: 'Cell', of: row => row }}], [{JsonSerializer.Serialize(value)}])");
        Assert.Equal($"Cell\r\n{expected}", text);
    }

    [BrowserTheory]
    [InlineData("0, 1", new[] { 0, 0.25, 0.5, 0.75, 1 })]
    [InlineData("-52295, 605340", new double[] { -200_000, 0, 200_000, 400_000, 600_000, 800_000 })]
    [InlineData("0.9, 0.9", new[] { 0.75, 1 })]
    [InlineData("0, 0", new[] { 0, 0.25 })]
    public async Task AnAxisHasRoundNumbersThatHoldAll(string range, double[] expected) =>
        Assert.Equal(expected, await RunAsync<double[]>("en-GB", $"ticks({range})"));

    private async Task<T> RunAsync<T>(string locale, string call)
    {
        var page = await nights.OpenAsync("", new() { Locale = locale });
        await page.Locator("h1").WaitForAsync();
        return await page.EvaluateAsync<T>(
            $"async () => (await import(document.querySelector('script').src.replace('shell', 'pages'))).{call}");
    }
}
