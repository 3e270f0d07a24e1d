using System.CommandLine;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Storage;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap upload</c>: an extract into the storage account, where the night begins.</summary>
internal static class UploadCommand
{
    private const string UsualAzurite = "UseDevelopmentStorage=true";

    public static Command Create(IAnsiConsole console, TimeProvider clock)
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file, plain or gzip." };
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
        var command = new Command(
            "upload", "Uploads an extract: the running app cleans it and starts the night.") { file, source, date, storage };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!.FullName;
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var day = parsed.GetValue(date) ?? Uploader.DateIn(path) ?? today;
            var named = parsed.GetValue(source) ?? SourceFinder.OfTheApp().SourceIn(path);
            SourceFinder.OfTheApp().PortfolioOf(named);
            Uploader.PathOf(path, named, day, today);
            var destination = DestinationOf(RunningApp.All(), parsed.GetValue(storage), named);
            var upload = await new StepRunner(console, clock).RunAsync(
                "Upload", progress => Uploader.UploadAsync(destination, path, named, day, progress, cancellationToken));
            console.Line($"Uploaded {Containers.Extracts}/{upload.Path}. Its receipt appears under GET /api/runs.");
            if (upload.Unannounced is { } why)
                console.Line($"The running app could not be told of it ({why}) and finds it by itself.");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <param name="running">What runs here, the one that was started last first.</param>
    /// <param name="storage">The account that is asked for; null for the one that the last one works on.</param>
    internal static Destination DestinationOf(IReadOnlyList<RunningApp> running, string? storage, string source)
    {
        if (storage is null && running is [{ Storage: null }, ..])
            throw new UsageException(
                "The running 'reap up' works on an account that was given to it. Give the same --storage here.");
        var connection = storage ?? (running is [var last, ..] ? last.Storage! : UsualAzurite);
        // Another account than that of a running app is none of its business.
        var account = StorageAccount.AddressOf(connection);
        if (account is null || running.FirstOrDefault(app => app.Account == account) is not { } told)
            return new Destination(connection, App: null);
        SourceFinder.OfTheApp().CheckSource(source, told.Portfolio);
        return new Destination(connection, told.App, told.Key);
    }
}
