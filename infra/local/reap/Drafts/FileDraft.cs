using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Inference;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>One file of a person: the contract proposed for it, and what its clean columns are like.</summary>
/// <param name="Columns">Without personal ones.</param>
internal sealed record FileDraft(
    string Path, Contract Contract, IReadOnlyList<string> Keys, IReadOnlyList<ColumnSample> Columns, IReadOnlyList<string> Notes)
{
    public string Source => Contract.Source;

    public ColumnSample? Column(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>
    /// Whole numbers that are the text keys of another file become text: they name something, and what names is compared, never
    /// calculated with.
    /// </summary>
    /// <param name="files">All files, this one among them.</param>
    public FileDraft WithKeysAsText(IReadOnlyList<FileDraft> files)
    {
        var names = Columns
            .Where(column => files.Any(file => file.Path != Path && ReferenceDraft.AreWholeKeys(this, column, file)))
            .Select(column => column.Name).ToHashSet();
        if (names.Count == 0)
            return this;
        Field AsText(Field field) => names.Contains(field.Name)
            ? new Field { Name = field.Name, MissingValues = field.MissingValues, Constraints = field.Constraints }
            : field;
        return this with
        {
            Contract = Contract with { Schema = Contract.Schema with { Fields = [.. Contract.Schema.Fields.Select(AsText)] } },
            Columns = [.. Columns.Select(column => names.Contains(column.Name)
                ? column.As(new Field { Name = column.Name })
                : column)],
        };
    }

    /// <exception cref="NightException">No contract can be proposed, or the file is refused by the one that is.</exception>
    public static async Task<FileDraft> ReadAsync(string path, string source, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var (proposal, refusal) = await ContractInference.InferAsync(file, source, cancellationToken);
        if (proposal is null)
            throw new NightException($"No contract can be proposed for {path}: {refusal!.Sentence}");
        // A fault of the proposal is found here, not at the first night.
        var contract = Contract.Read(System.IO.Path.GetFileName(path), proposal.Contract.ToJson());
        // The cleaner closes it; its bytes stay.
        var clean = new MemoryStream();
        file.Position = 0;
        // All rows, whatever their share of rejects: how many are refused is for the check to say.
        var receipt = await ExtractCleaner.CleanAsync(
            file, contract with { Roles = contract.Roles with { MaxRejectShare = 1 } },
            new ExtractOutput(1, (_, _) => Task.FromResult<Stream>(clean), _ => Task.FromResult(Stream.Null)),
            new CleaningSetup { File = System.IO.Path.GetFileName(path) }, cancellationToken);
        // Whose rows a file has is for the sources to say: orders name a customer many times.
        if (receipt is { Status: ReceiptStatus.Refused, Refusal: not RefusalReason.IdIdentifiesNobody })
            throw new NightException($"{path} is refused by the contract proposed for it: {receipt.Sentence}");
        using var rows = new MemoryStream(clean.ToArray());
        return new FileDraft(
            path, contract, proposal.CandidateKeys, await SampleAsync(rows, contract, cancellationToken), proposal.Notes);
    }

    private static async Task<IReadOnlyList<ColumnSample>> SampleAsync(
        Stream clean, Contract contract, CancellationToken cancellationToken)
    {
        await using var rows = await CsvRows.OpenAsync(clean, cancellationToken);
        await rows.NextAsync(cancellationToken);
        var fields = contract.CleanFields.ToDictionary(field => field.Name);
        var columns = rows.AllCells().Select(name => new ColumnSample(fields[name])).ToList();
        while (await rows.NextAsync(cancellationToken))
        {
            for (var place = 0; place < columns.Count; place++)
                columns[place].Add(rows.Cell(place));
        }
        return columns;
    }
}
