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
        var data = new Option<DirectoryInfo?>("--data") { Description = "Folder that keeps Azurite's data between starts. Default: in memory." };
        var portfolio = new Option<string?>("--portfolio") { Description = "Another portfolio than the default one, such as telco." };
        var url = Options.Url("--url", "Where the app listens.");
        var command = new Command("up", "Starts storage and the app and keeps them running until Ctrl+C.") { storage, data, portfolio, url };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(storage), parsed.GetValue(data)?.FullName, parsed.GetValue(portfolio), parsed.GetValue(url)!.ToString(),
            new Steps(console, clock), console, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string? connection, string? data, string? portfolio, string url, Steps steps, IAnsiConsole console, CancellationToken cancellation)
    {
        if (portfolio is not null)
            SourceFinder.OfTheApp().Checked(portfolio);
        await using var storage = await steps.RunAsync(
            "Storage",
            progress => StorageAccount.OpenAsync(connection, new AzuriteOptions { Location = data, Progress = progress }, cancellation));
        await using var apps = await steps.RunAsync("App", _ => AppGroup.StartAsync(
            new AppOptions
            {
                Storage = storage.Connection,
                Portfolio = portfolio,
                Url = url,
                LogFile = Path.Combine(data ?? Directory.CreateTempSubdirectory("reap-up-").FullName, "app.log"),
            },
            count: 1, cancellation));
        Print(console, storage, apps.Apps[0]);
        await apps.UntilStoppedAsync(cancellation);
        return ExitCode.Ok;
    }

    private static void Print(IAnsiConsole console, StorageAccount storage, AppProcess app)
    {
        console.WriteLine();
        console.WriteLine($"App:      {app.Url}api/runs");
        console.WriteLine($"Log:      {app.Log.File}");
        console.WriteLine($"Storage:  {storage.Connection}");
        console.WriteLine();
        console.WriteLine("Upload an extract:  reap upload FILE --source customers --storage \"<the line above>\"");
        console.WriteLine("Ctrl+C stops.");
    }
}
