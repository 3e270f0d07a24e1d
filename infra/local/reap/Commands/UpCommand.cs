using System.CommandLine;
using ReapFunctions.Local.Azurite;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap up</c>: storage and the app, running until they are stopped.</summary>
internal static class UpCommand
{
    public static Command Create(IAnsiConsole console, TimeProvider clock)
    {
        var storage = Options.Storage();
        var data = new Option<DirectoryInfo?>(
            "--data")
        { Description = "Folder that keeps Azurite's data between starts. Default: in memory." };
        var portfolio = new Option<string?>(
            "--portfolio")
        { Description = "Another portfolio than the default one, such as telco." };
        var url = Options.Url("--url", "Where the app listens.");
        var command = new Command(
            "up", "Starts storage and the app and keeps them running until Ctrl+C.") { storage, data, portfolio, url };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(storage), parsed.GetValue(data)?.FullName, parsed.GetValue(portfolio),
                parsed.GetValue(url)!.ToString(),
            new Steps(console, clock), console, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string? connection, string? data, string? portfolio, string url, Steps steps, IAnsiConsole console,
            CancellationToken cancellationToken)
    {
        if (portfolio is not null)
            SourceFinder.OfTheApp().Checked(portfolio);
        await using var storage = await steps.RunAsync(
            "Storage",
            progress =>
                StorageAccount.OpenAsync(
                connection, new AzuriteOptions { Location = data, Progress = progress }, cancellationToken));
        await using var apps = await steps.RunAsync("App", _ => AppGroup.StartAsync(
            new AppOptions
            {
                Storage = storage.Connection,
                Portfolio = portfolio,
                Url = url,
                LogFile = Path.Combine(data ?? Directory.CreateTempSubdirectory("reap-up-").FullName, "app.log"),
            },
            count: 1, cancellationToken));
        Print(console, storage, apps.Apps[0]);
        await apps.UntilStoppedAsync(cancellationToken);
        return ExitCode.Ok;
    }

    private static void Print(IAnsiConsole console, StorageAccount storage, AppProcess app)
    {
        console.Line();
        console.Line($"App:      {app.Url}api/runs");
        console.Line($"Log:      {app.Log.File}");
        console.Line($"Storage:  {storage.Connection}");
        console.Line();
        console.Line("Upload an extract:  reap upload FILE --source customers --storage \"<the line above>\"");
        console.Line("Ctrl+C stops.");
    }
}
