using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Reap.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "config", "portfolios", "telco");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("6 sources, 5 targets, 17 offers")]
    [InlineData("1 source, 9 targets, 16 offers", "telco")]
    [InlineData("1 source, 1 target, 2 offers", "retail")]
    public async Task APortfolioThatComesAlongIsRightAndCounted(string counts, params string[] name)
    {
        var reaped = await ReapResult.RunAsync(["check", .. name]);

        Assert.Equal((ExitCode.Ok, 1), (reaped.Code, reaped.Output.TrimEnd().Split('\n').Length));
        Assert.Contains($"has no fault: {counts}.", reaped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryFaultOfAFolderIsShownAtOnceWithFileAndPath()
    {
        Copy("sources/telco.json", json => json.Replace("Date\": \"TotalCharges\"", "Date\": \"TotalCharge\""));
        Copy("value.json", json => json.Replace("\"marginRate\": 0.45", "\"marginRate\": 1e40"));
        Copy("offers.json", json => json.Replace("\"offers\": [\n", "\"offers\": [ null,\n"));
        Copy("reasons.json", json => "\uFEFF" + json);
        Copy("risk.json", json => json);
        Copy("targets.json", json => json);

        var reaped = await ReapResult.RunAsync("check", folder.Path);

        Assert.Equal(ExitCode.Usage, reaped.Code);
        string[] faults = ["sources/telco.json $.reap.", "value.json $.marginRate: ", "offers.json $.offers[0]: It is null",
            "scorecard.json $: The portfolio lacks this file"];
        foreach (var fault in faults)
            Assert.Contains(fault, reaped.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("reasons.json", reaped.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", reaped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATextThatWouldSoundWrongIsShownAndStopsNothing()
    {
        foreach (var file in Directory.EnumerateFiles(Shipped, "*.json", SearchOption.AllDirectories))
        {
            Copy(Path.GetRelativePath(Shipped, file), json => json.Replace(
                "You were with us for {tenure/less than a month/1 month/# months}.", "You were with us for {tenure} months."));
        }

        var reaped = await ReapResult.RunAsync("check", folder.Path);

        Assert.Equal(ExitCode.Ok, reaped.Code);
        Assert.Contains("has no fault", reaped.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Look at offers.json $.offers[14].texts.sayFirst: 'tenure' may be 0 and 1", reaped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNeitherFolderNorNameEndsWith2AndNamesThePortfolios()
    {
        var reaped = await ReapResult.RunAsync("check", "no-such");

        Assert.Equal(ExitCode.Usage, reaped.Code);
        Assert.Contains("Known: retail, telco", reaped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpIsThatOfTheCommandAndNotOfTheOneOfContracts()
    {
        Assert.Contains("reap check telco", (await ReapResult.RunAsync("check", "--help")).Output, StringComparison.Ordinal);
        Assert.Contains(
            "reap contract check export.csv", (await ReapResult.RunAsync("contract", "check", "--help")).Output,
            StringComparison.Ordinal);
    }

    private void Copy(string file, Func<string, string> change)
    {
        var path = folder.Combine(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, change(File.ReadAllText(Path.Combine(Shipped, file))));
    }
}
