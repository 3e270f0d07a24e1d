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
        var source = new Option<string>(
            "--source", "-s")
        { Description = "The source whose contract the file follows.", Required = true };
        var date = Options.Date("Date of the drop. Default: the date in the file's path, else today.");
        var storage = new Option<string>("--storage")
        {
            Description = "Connection string of the storage account.",
            DefaultValueFactory = _ => UsualAzurite,
        };
        var command = new Command(
            "upload", "Uploads an extract: the running app cleans it and starts the night.") { file, source, date, storage };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!.FullName;
            var day = parsed.GetValue(date) ?? Uploads.DateIn(path) ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var upload = await new Steps(console, clock).RunAsync(
                "Upload",
                progress =>
                    Uploads.UploadAsync(
                    parsed.GetValue(storage)!, path, parsed.GetValue(source)!, day, progress, cancellationToken));
            console.Line($"Uploaded {Containers.Extracts}/{upload.Path}. Its receipt appears under GET /api/runs.");
            return ExitCode.Ok;
        });
        return command;
    }
}
