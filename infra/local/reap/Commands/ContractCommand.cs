using System.CommandLine;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Inference;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Storage;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary>
/// <c>reap contract</c>: proposes a contract from a file, and checks a file by a contract, without running anything.
/// </summary>
internal static class ContractCommand
{
    public static Command Create(IAnsiConsole console, TimeProvider clock) => new(
        "contract", "Contracts of sources: propose one from a file, or check a file by one.")
    {
        CreateInfer(),
        CreateCheck(console, clock),
    };

    private static Command CreateInfer()
    {
        var file = CsvFile();
        var source = new Option<string?>(
            "--source", "-s")
        { Description = "The source's name to be. Default: from the file's name." };
        var output = new Option<FileInfo?>(
            "--out", "-o")
        { Description = "Write the contract to this file instead of showing it." };
        var command = new Command(
            "infer", "Proposes a contract: types, missing markers, delimiter, encoding, candidate keys, personal data.") { file,
            source, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!.FullName;
            var proposal = await ProposeAsync(path, parsed.GetValue(source) ?? SourceName.OfFile(path), cancellationToken);
            // A name that is no source name is found here, as every other fault of a contract.
            var json = Contract.Read(Path.GetFileName(path), proposal.Contract.ToJson()).ToJson();
            if (parsed.GetValue(output) is { } into)
                await CommandFile.WriteAsync(into, json + "\n", cancellationToken);
            else
                await parsed.InvocationConfiguration.Output.WriteLineAsync(json);
            // Apart from the contract, so that it can be piped into a file.
            await parsed.InvocationConfiguration.Error.WriteAsync(Notes(proposal));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateCheck(IAnsiConsole console, TimeProvider clock)
    {
        var file = CsvFile();
        var source = new Option<string?>(
            "--source", "-s")
        { Description = "A source of the app, whose contract the file follows. Default: customers." };
        var contract = new Option<FileInfo>(
            "--contract", "-c")
        { Description = "The contract to check by, instead of one of the app's." }.AcceptExistingOnly();
        var json = new Option<FileInfo?>("--json") { Description = "Also write the receipt for programs to this file." };
        var page = new Option<FileInfo?>("--page") { Description = "Also write the receipt as a page (HTML) to this file." };
        var command = new Command(
            "check", "Prints the receipt that a file would get. Nothing is uploaded or run.") { file, source, contract, json,
            page };
        command.Validators.Add(result =>
        {
            if (result.GetValue(source) is not null && result.GetValue(contract) is not null)
                result.AddError("Give --source or --contract, not both.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var by = parsed.GetValue(contract)?.FullName
                ?? SourceFinder.OfTheApp().ContractOf(parsed.GetValue(source) ?? "customers");
            var receipt = await CheckAsync(
                parsed.GetValue(file)!.FullName, Contract.Read(by, ConfigFiles.OfFile(by)), clock, cancellationToken);
            ReceiptText.Write(console, receipt);
            await WriteAsync(receipt, parsed.GetValue(json), parsed.GetValue(page), cancellationToken);
            return receipt.Status == ReceiptStatus.Refused ? ExitCode.FailedNight : ExitCode.Ok;
        });
        return command;
    }

    private static Argument<FileInfo> CsvFile() =>
        new Argument<FileInfo>("file") { Description = "Delimited text, plain, gzip or zip, or Parquet." }
            .AcceptExistingOnly();

    /// <exception cref="NightException">The file is refused as a whole.</exception>
    private static async Task<ContractProposal> ProposeAsync(string path, string source, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        var (proposal, refusal) = await ContractInference.InferAsync(content, source, cancellationToken);
        return proposal ?? throw new NightException($"No contract can be proposed for {path}: {refusal!.Sentence}");
    }

    private static async Task<Receipt> CheckAsync(
        string path, Contract contract, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var upload = File.OpenRead(path);
        var options = new CleaningSetup { File = Path.GetFileName(path), Time = clock };
        return await ExtractCleaner.CleanAsync(upload, contract, ExtractOutput.Nowhere(), options, cancellationToken);
    }

    /// <summary>Writes the receipt to the files that were asked for.</summary>
    private static async Task WriteAsync(Receipt receipt, FileInfo? json, FileInfo? page, CancellationToken cancellationToken)
    {
        if (json is not null)
            await CommandFile.WriteAsync(json, receipt.ToJson() + "\n", cancellationToken);
        if (page is not null)
            await CommandFile.WriteAsync(page, ReceiptPage.Of(receipt), cancellationToken);
    }

    private static string Notes(ContractProposal proposal)
    {
        var notes = new StringBuilder($"Rows looked at: {proposal.Rows}\n");
        notes.Append($"Candidate keys: {ListOf(proposal.CandidateKeys)}\n")
            .Append($"Suspected personal data: {ListOf(proposal.PersonalSuspects)}\n");
        foreach (var note in proposal.Notes)
            notes.Append($"Note: {note}\n");
        return notes.ToString();
    }

    private static string ListOf(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
