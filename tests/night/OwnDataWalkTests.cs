using System.Text.RegularExpressions;
using ReapFunctions.Local.Tests.Reap.Commands;
using ReapFunctions.Runs;
using ReapFunctions.Tests;

namespace ReapFunctions.Night.Tests;

/// <summary>The walk of docs/own-data.md, command by command, to a published night.</summary>
public sealed partial class OwnDataWalkTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reap-walk-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task TheWalkOfThePageEndsInAPublishedNight()
    {
        var commands = Walk();
        Assert.Equal(["generate", "new", "check", "up", "upload", "receipt"], commands.Select(command => command[0]));
        foreach (var command in commands.TakeWhile(command => command[0] != "up"))
            Assert.Equal((0, command[0]), ((await ReapResult.RunAsync(command)).Code, command[0]));
        var mine = Assert.Single(commands, command => command[0] == "up")[2];
        await using var local = await LocalApp.OpenAsync(portfolio: mine);

        // No 'reap up' waits here for --wait, so the app is named and the receipt is asked for.
        var upload = commands.First(command => command[0] == "upload").Where(word => word != "--wait");
        var uploaded = await ReapResult.RunAsync([.. upload, "--storage", local.Storage, "--portfolio", mine]);
        Assert.True(uploaded.Code == 0, uploaded.Output);
        await local.PublishedAsync(new RunId(new DateOnly(2026, 11, 20), 1));
        var receipt = await ReapResult.RunAsync([.. commands[^1], "--url", local.Http.BaseAddress!.ToString()]);
        Assert.True(receipt.Code == 0, receipt.Output);
        Assert.Contains("rows read", receipt.Output);
        Assert.NotEmpty((await local.GetAsync("api/lists/holdsTv?top=3&format=json"))["rows"]!.AsArray());
    }

    /// <summary>The commands of the page's first block, their files in the folder of this test.</summary>
    private string[][] Walk()
    {
        var page = Repository.Read("docs", "own-data.md");
        var block = page.Split("```")[1];
        return [.. block.Split('\n').Where(line => line.StartsWith("reap ", StringComparison.Ordinal)).Select(line =>
            line.Split(' ')[1..].Select(word => OwnFile().IsMatch(word) ? Path.Combine(folder.FullName, word) : word).ToArray())];
    }

    [GeneratedRegex("^(data(/.*)?|mine)$")]
    private static partial Regex OwnFile();
}
