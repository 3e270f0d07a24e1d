using System.CommandLine;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap receipt</c>: what became of an upload.</summary>
internal static class ReceiptCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var file = new Argument<string?>("file")
        {
            Description = "The upload as source/yyyy-MM-dd/file, or its file's name. Default: the latest upload.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var page = new Option<FileInfo?>("--page") { Description = "Also write the receipt as a page (HTML) to this file." };
        var json = new Option<FileInfo?>("--json") { Description = "Also write the receipt for programs to this file." };
        var rejects = new Option<FileInfo?>("--rejects")
        {
            Description = "Also write the rejected rows to this file, as they came: personal columns too.",
        };
        var url = CommonOptions.App();
        var command = new Command("receipt", "Shows what became of an upload; exit code 1 when it was refused.")
        {
            file, page, json, rejects, url,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var app = ReapClient.Of(parsed.GetValue(url));
            var upload = await UploadOfAsync(app, parsed.GetValue(file), cancellationToken);
            foreach (var (format, into) in new[] { ("html", parsed.GetValue(page)), ("json", parsed.GetValue(json)) })
            {
                if (into is not null)
                    await CommandFile.WriteAsync(
                        into, await app.ReceiptTextAsync(upload, format, cancellationToken), cancellationToken);
            }
            var code = await ShowAsync(console, app, upload, cancellationToken);
            if (parsed.GetValue(rejects) is { } rows)
                await WriteRejectsAsync(console, app, upload, rows, cancellationToken);
            return code;
        });
        return command;
    }

    private static async Task WriteRejectsAsync(
        IAnsiConsole console, ReapClient app, string upload, FileInfo into, CancellationToken cancellationToken)
    {
        if (await app.RejectsAsync(upload, cancellationToken) is { } rows)
            await CommandFile.WriteAsync(into, rows, cancellationToken);
        else
            console.Line($"No row was rejected by itself: {into.Name} is not written.");
    }

    /// <summary>Shows a receipt.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> ShowAsync(
        IAnsiConsole console, ReapClient app, string upload, CancellationToken cancellationToken)
    {
        var receipt = Receipt.FromJson(await app.ReceiptTextAsync(upload, "json", cancellationToken));
        ReceiptText.Write(console, receipt);
        return receipt.Status == ReceiptStatus.Refused ? ExitCode.FailedNight : ExitCode.Ok;
    }

    /// <exception cref="NightException">No upload of this name has a receipt.</exception>
    private static async Task<string> UploadOfAsync(ReapClient app, string? file, CancellationToken cancellationToken)
    {
        if (file?.Split('/').Length == 3)
            return file;
        var receipts = (await app.RunsAsync(cancellationToken)).Receipts;
        var name = Path.GetFileName(file);
        return receipts.FirstOrDefault(receipt => name is null || receipt.File.Split('/')[^1] == name)?.File
            ?? throw new NightException(name is null
                ? "There is no receipt yet. Upload a file with 'reap upload'."
                : $"No upload '{name}' is among the latest receipts. Write source/yyyy-MM-dd/{name}.");
    }
}
