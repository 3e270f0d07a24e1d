using System.CommandLine;
using ReapFunctions.Local.Reap.Drafts;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Storage;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap check</c>: whether a portfolio can be used, without storage and without the app.</summary>
internal static class CheckCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var portfolio = new Argument<string?>("portfolio")
        {
            Description = "A folder, or the name of a portfolio that comes along. Default: the default portfolio.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("check", "Checks all files of a portfolio and shows every fault at once.") { portfolio };
        command.SetAction(parsed =>
        {
            var folder = SourceFinder.OfTheApp().FolderOf(parsed.GetValue(portfolio));
            var read = Portfolio.Read(ConfigFiles.OfFolder(folder));
            console.Line(Summary(folder, read));
            foreach (var warning in read.Warnings())
                console.Line($"Look at {warning}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Summary(string folder, Portfolio portfolio) =>
        $"{folder} has no fault: {Count(portfolio.Contracts.Count, "source")}, {Count(portfolio.Targets.All.Count, "target")}, "
        + $"{Count(portfolio.Decisions.Offering.Offers.Count, "offer")}.{Undecided(folder)}";

    /// <summary>How many comments of a draft wait for somebody; empty for none.</summary>
    private static string Undecided(string folder) =>
        Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Sum(file => File.ReadAllText(file).Split(PortfolioDraft.Mark).Length - 1) is var places and > 0
            ? $" {Count(places, "comment")} still {(places == 1 ? "begins" : "begin")} with DECIDE."
            : "";

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
