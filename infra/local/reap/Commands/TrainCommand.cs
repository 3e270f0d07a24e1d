using System.CommandLine;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap train</c>: trains every target of a running app, and waits.</summary>
internal static class TrainCommand
{
    public static Command Create(IAnsiConsole console, TimeProvider clock)
    {
        var url = CommonOptions.App();
        var command = new Command("train", "Trains every target on the newest drop, and shows how good the models are.") { url };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var app = ReapClient.Of(parsed.GetValue(url));
            var models = await new StepRunner(console, clock).RunAsync(
                "Train", progress => new TrainingWatch(app, clock).TrainAsync(progress, cancellationToken));
            ModelsTable.Write(console, models);
            return ExitCode.Ok;
        });
        return command;
    }
}
