using System.CommandLine;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap train</c>: trains targets of a running app, and waits.</summary>
internal static class TrainCommand
{
    public static Command Create(IAnsiConsole console, TimeProvider clock)
    {
        var targets = new Argument<string[]>("target")
        {
            Description = "The targets to train. Default: every one.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var trainers = new Option<string[]>("--trainer")
        {
            Description = "Who competes: logisticRegression, fastTree, reapTrees, lightGbm; several times for several. "
                + "Default: all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var seed = new Option<long?>("--seed") { Description = "Draws the hold-out, folds and samples. Default: the usual one." };
        var url = CommonOptions.App();
        var command = new Command("train", "Trains targets on the newest drop, and shows how good the models are.")
        {
            targets, trainers, seed, url,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var app = ReapClient.Of(parsed.GetValue(url));
            var asked = new TrainingAsked(
                parsed.GetValue(targets) ?? [], parsed.GetValue(trainers) ?? [], parsed.GetValue(seed));
            var models = await new StepRunner(console, clock).RunAsync(
                "Train", progress => new TrainingWatch(app, clock).TrainAsync(asked, progress, cancellationToken));
            ModelsTable.Write(
                console, [.. models.Where(model => asked.Targets.Count == 0 || asked.Targets.Contains(model.Target))]);
            return ExitCode.Ok;
        });
        return command;
    }
}
