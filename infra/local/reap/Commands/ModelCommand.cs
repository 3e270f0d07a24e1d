using System.CommandLine;
using System.Globalization;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Ml;
using ReapFunctions.Ml.ModelFiles;
using ReapFunctions.Night;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap model add|show</c>: brings a model of one's own, and looks into models.</summary>
internal static class ModelCommand
{
    private static readonly Argument<string> Target = new("target") { Description = "A target of the portfolio, such as churn." };

    public static Command Create(IAnsiConsole console) =>
        new("model", "Models of a running app.") { CreateAdd(console), CreateShow(console) };

    private static Command CreateAdd(IAnsiConsole console)
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "A model.zip of ML.NET, binary, over the portfolio's columns.",
        };
        var champion = new Option<bool>("--champion")
        {
            Description = "Let it score from the next run on, whatever the verdict.",
        };
        var url = CommonOptions.App();
        var command = new Command("add", "Judges a model of your own beside the champion, and keeps it.")
        {
            Target, file, champion, url,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var model = Existing(parsed.GetValue(file)!);
            using var app = ReapClient.Of(parsed.GetValue(url));
            Write(console, await app.AddModelAsync(
                parsed.GetValue(Target)!, model, parsed.GetValue(champion), cancellationToken));
            return ExitCode.Ok;
        });
        return command;
    }

    private static FileInfo Existing(FileInfo file) =>
        file.Exists ? file : throw new UsageException($"There is no file '{file}'.");

    private static Command CreateShow(IAnsiConsole console)
    {
        var challenger = new Option<bool>("--challenger") { Description = "The model that was brought, not the champion." };
        var trees = CommonOptions.Number("--trees", "How many trees to print.", 3, min: 0);
        var url = CommonOptions.App();
        var command = new Command("show", "Prints a model's card, the columns that matter, and its first trees.")
        {
            Target, challenger, trees, url,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var app = ReapClient.Of(parsed.GetValue(url));
            var (summary, zip) = await FetchAsync(
                app, parsed.GetValue(Target)!, !parsed.GetValue(challenger), cancellationToken);
            Write(console, summary, zip, parsed.GetValue(trees));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<(ModelSummary Summary, byte[] Zip)> FetchAsync(
        ReapClient app, string target, bool isChampion, CancellationToken cancellationToken)
    {
        var zip = await app.ModelFileAsync(target, !isChampion, cancellationToken);
        var models = await app.ModelsAsync(cancellationToken);
        return (models.Models.First(model => model.Target == target && model.Champion == isChampion), zip);
    }

    private static void Write(IAnsiConsole console, AddedModel added)
    {
        var place = added.Champion ? "the champion from the next run on" : "kept as challenger";
        console.Line($"{added.Target}: model {added.Version} is {place}.");
        console.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"On held-out customers: AUC {added.Auc:F4}, log-loss {added.LogLoss:F4}, calibration error "
                + $"{added.CalibrationError:F4}."));
        console.Line(added.Verdict);
        if (added.Wins && !added.Champion)
            console.Line("It did better. Add it again with --champion to let it score.");
    }

    private static void Write(IAnsiConsole console, ModelSummary summary, byte[] zip, int trees)
    {
        console.Line($"{summary.Target} {summary.Version}: {summary.Reason}");
        if (summary.Card is { } card)
            Lines(console, card.ToText());
        try
        {
            var model = PropensityModel.Load(new MemoryStream(zip));
            console.Line($"It is {model.Summary}.");
            if (trees > 0)
                Lines(console, model.TreesToText(trees));
        }
        catch (ModelFileException fault)
        {
            console.Line(fault.Message);
        }
    }

    private static void Lines(IAnsiConsole console, string text)
    {
        foreach (var line in text.TrimEnd().Split('\n'))
            console.Line(line.TrimEnd('\r'));
    }
}
