using System.CommandLine;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap train</c>: trains every target of a running app, and waits.</summary>
internal static class TrainCommand
{
    public static Command Create(IAnsiConsole console, TimeProvider clock)
    {
        var url = Options.Url(
            "--url", $"The running app. Default: the one of the running 'reap up', else http://127.0.0.1:{Ports.UsualApp}.");
        var command = new Command("train", "Trains every target on the newest drop, and shows how good the models are.") { url };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var running = RunningApp.Find();
            var address = parsed.GetValue(url) ?? running?.App ?? new Uri($"http://127.0.0.1:{Ports.UsualApp}");
            using var app = new ReapClient(address, address == running?.App ? running.Key : HostKey.OfEnvironment());
            var models = await new Steps(console, clock).RunAsync(
                "Train", progress => new TrainingWatch(app, clock).TrainAsync(progress, cancellationToken));
            ModelsTable.Write(console, models);
            return ExitCode.Ok;
        });
        return command;
    }
}
