using System.CommandLine;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Storage;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap upload</c>: an extract into the storage account, where the night begins.</summary>
internal static class UploadCommand
{
    private const string UsualAzurite = "UseDevelopmentStorage=true";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static Command Create(IAnsiConsole console, TimeProvider clock)
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file, plain, gzip or zip, or Parquet." };
        var source = new Option<string?>("--source", "-s")
        {
            Description =
                "The source whose contract the file follows. Default: the one that the file, or the folder above its date, is "
                + "named for.",
        };
        var date = CommonOptions.Date("Date of the drop. Default: the date in the file's path, else today.");
        var storage = new Option<string?>("--storage")
        {
            Description =
                "Connection string of the storage account. Default: the one of the running 'reap up', else an Azurite on its "
                + "usual ports.",
        };
        var portfolio = new Option<string?>("--portfolio")
        {
            Description = "The portfolio that has the source, a folder or a name. Default: that of the running 'reap up'.",
        };
        var wait = new Option<bool>("--wait")
        {
            Description = "Wait for the receipt and show it; exit code 1 when the file was refused.",
        };
        var command = new Command(
            "upload", "Uploads an extract: the running app cleans it and starts the night.")
        { file, source, date, storage, portfolio, wait };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!.FullName;
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var day = parsed.GetValue(date) ?? Uploader.DateIn(path) ?? today;
            var running = RunningApp.All();
            var named = SourceOf(path, parsed.GetValue(source), parsed.GetValue(portfolio)
                ?? ToldOf(running, ConnectionOf(running, parsed.GetValue(storage)))?.Portfolio);
            Uploader.PathOf(path, named, day, today);
            var destination = DestinationOf(running, parsed.GetValue(storage), named);
            if (parsed.GetValue(wait) && destination.App is null)
                throw new UsageException("No 'reap up' works on this account, so there is no receipt to wait for. Start one.");
            var steps = new StepRunner(console, clock);
            var upload = await steps.RunAsync(
                "Upload", progress => Uploader.UploadAsync(destination, path, named, day, progress, cancellationToken));
            if (upload.Unannounced is { } why)
                console.Line($"The running app could not be told of it ({why}) and finds it by itself.");
            if (parsed.GetValue(wait))
                return await ReceiptAsync(console, steps, destination, upload, clock, cancellationToken);
            console.Line($"Uploaded {Containers.Extracts}/{upload.Path}. See its receipt with: reap receipt {upload.Path}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<int> ReceiptAsync(
        IAnsiConsole console,
        StepRunner steps,
        Destination destination,
        UploadedExtract upload,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        using var app = new ReapClient(destination.App!, destination.Key);
        await steps.RunAsync("Receipt", async progress =>
        {
            while ((await app.RunsAsync(cancellationToken)).Receipts
                .All(receipt => receipt.Receipt != ReceiptStore.Name(upload.ExtractId)))
            {
                progress.Report("cleaning");
                await Task.Delay(Pause, clock, cancellationToken);
            }
        });
        return await ReceiptCommand.ShowAsync(console, app, upload.Path.ToString(), cancellationToken);
    }

    /// <summary>The source that is given, or that the file is named for.</summary>
    /// <param name="portfolio">The portfolio that has it; null for any that comes along.</param>
    /// <exception cref="UsageException">The portfolio has no such source.</exception>
    private static string SourceOf(string path, string? source, string? portfolio)
    {
        var finder = SourceFinder.OfTheApp();
        var named = source ?? finder.SourceIn(path, portfolio);
        if (portfolio is null)
            finder.PortfolioOf(named);
        else
            finder.CheckSource(named, portfolio);
        return named;
    }

    private static string ConnectionOf(IReadOnlyList<RunningApp> running, string? storage) =>
        storage is null && running is [{ Storage: null }, ..]
            ? throw new UsageException(
                "The running 'reap up' works on an account that was given to it. Give the same --storage here.")
            : storage ?? (running is [var last, ..] ? last.Storage! : UsualAzurite);

    /// <summary>Who works on an account. Another account than that of a running app is none of its business.</summary>
    private static RunningApp? ToldOf(IReadOnlyList<RunningApp> running, string connection) =>
        StorageAccount.AddressOf(connection) is { } account ? running.FirstOrDefault(app => app.Account == account) : null;

    /// <param name="running">What runs here, the one that was started last first.</param>
    /// <param name="storage">The account that is asked for; null for the one that the last one works on.</param>
    internal static Destination DestinationOf(IReadOnlyList<RunningApp> running, string? storage, string source)
    {
        var connection = ConnectionOf(running, storage);
        if (ToldOf(running, connection) is not { } told)
            return new Destination(connection, App: null);
        SourceFinder.OfTheApp().CheckSource(source, told.Portfolio);
        return new Destination(connection, told.App, told.Key);
    }
}
