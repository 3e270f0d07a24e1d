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
        var storage = CommonOptions.Storage();
        var data = new Option<DirectoryInfo?>(
            "--data")
        { Description = "Folder that keeps Azurite's data between starts. Default: in memory." };
        var portfolio = new Option<string?>(
            "--portfolio")
        { Description = "Another portfolio than the default one: a folder, or the name of one that comes along, such as telco." };
        var url = CommonOptions.ListenUrl(
            "--url", $"Where the app listens. Default: http://127.0.0.1:{Ports.UsualApp}, or the next free port.");
        var command = new Command(
            "up", "Starts storage and the app and keeps them running until Ctrl+C.") { storage, data, portfolio, url };
        command.SetAction((parsed, cancellationToken) => new UpSession(console, new StepRunner(console, clock))
        {
            Storage = parsed.GetValue(storage),
            Data = parsed.GetValue(data)?.FullName,
            Portfolio = parsed.GetValue(portfolio) is { } given ? SourceFinder.OfTheApp().Checked(given) : null,
            Url = parsed.GetValue(url),
        }.RunAsync(cancellationToken));
        return command;
    }

    private sealed class UpSession(IAnsiConsole console, StepRunner steps)
    {
        public required string? Storage { get; init; }

        public required string? Data { get; init; }

        public required string? Portfolio { get; init; }

        public required Uri? Url { get; init; }

        public async Task<int> RunAsync(CancellationToken cancellationToken)
        {
            await using var storage = await steps.RunAsync("Storage", progress => OpenStorageAsync(progress, cancellationToken));
            using var folder = Data is null ? WorkFolder.Create("reap-up-") : null;
            var log = Path.Combine(Data ?? folder!.Path, "app.log");
            await using var apps = await steps.RunAsync("App", _ => StartAppAsync(storage, log, cancellationToken));
            using (Running(apps, storage).Announce())
            {
                Print(storage, apps.Apps[0]);
                await apps.UntilStoppedAsync(cancellationToken);
            }
            await apps.StopAsync();
            return ExitCode.Ok;
        }

        private RunningApp Running(AppGroup apps, StorageAccount storage) =>
            new(apps.Url, Storage is null ? storage.Connection : null, Environment.ProcessId)
            {
                Account = StorageAccount.AddressOf(storage.Connection),
                Portfolio = Portfolio,
                Key = HostKey.OfEnvironment(),
            };

        private async Task<StorageAccount> OpenStorageAsync(IProgress<string> progress, CancellationToken cancellationToken)
        {
            if (Storage is not null)
                return await StorageAccount.OpenAsync(Storage, new AzuriteOptions(), cancellationToken);
            while (true)
            {
                var ports = Ports.FreeFrom(Ports.UsualStorage);
                try
                {
                    var azurite =
                        new AzuriteOptions
                        {
                            Location = Data,
                            Progress = progress,
                            BlobPort = ports[0],
                            QueuePort = ports[1],
                            TablePort = ports[2]
                        };
                    var storage = await StorageAccount.OpenAsync(null, azurite, cancellationToken);
                    if (!ports.SequenceEqual(Ports.UsualStorage))
                        console.Line(
                            $"Ports {string.Join(", ", Ports.UsualStorage.Except(ports))} are taken: storage is on "
                            + $"{string.Join(", ", ports)}.");
                    return storage;
                }
                catch (AzuriteException) when (!ports.All(Ports.IsFree))
                {
                    // Somebody else was faster.
                }
            }
        }

        private Task<AppGroup> StartAppAsync(StorageAccount storage, string log, CancellationToken cancellationToken)
        {
            var options = new AppOptions
            {
                Storage = storage.Connection,
                Portfolio = Portfolio,
                Url = Url?.ToString() ?? FreeUrl(),
                LogFile = log,
            };
            return AppGroup.StartAsync(storage, options, count: 1, cancellationToken);
        }

        private string FreeUrl()
        {
            var port = Ports.FreeFrom([Ports.UsualApp])[0];
            if (port != Ports.UsualApp)
                console.Line($"Port {Ports.UsualApp} is taken: the app is on {port}.");
            return $"http://127.0.0.1:{port}";
        }

        private void Print(StorageAccount storage, AppProcess app)
        {
            console.Line();
            console.Line($"Pages:    {app.Url}app/");
            console.Line($"App:      {app.Url}api/runs");
            console.Line($"Log:      {app.Log.File}");
            console.Line($"Storage:  {storage.Connection}");
            console.Line();
            console.Line("Upload an extract:  reap upload FILE" + (Storage is null ? "" : " --storage \"<the line above>\""));
            console.Line("Ctrl+C stops.");
        }
    }
}
