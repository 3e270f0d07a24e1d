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
        var url = CommonOptions.App();
        var command = new Command("train", "Trains targets on the newest drop, and shows how good the models are.")
        {
            targets, url,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var app = ReapClient.Of(parsed.GetValue(url));
            var asked = parsed.GetValue(targets) ?? [];
            var models = await new StepRunner(console, clock).RunAsync(
                "Train", progress => new TrainingWatch(app, clock).TrainAsync(asked, progress, cancellationToken));
            ModelsTable.Write(console, [.. models.Where(model => asked.Length == 0 || asked.Contains(model.Target))]);
            return ExitCode.Ok;
        });
        return command;
    }
}
