using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots;

/// <summary>
/// The clean rows of an extract, bucket by bucket: <c>clean/{folder}/{bucket}.csv</c>; those of a detail source or a reference
/// in the container <c>details</c>, those of enquiries in <c>enquiries</c>.
/// </summary>
public sealed class CleanRowStore(BlobServiceClient blobs)
{
    private const string RowsKey = "rows";
    private const int WithdrawalBlock = 256 * 1024;

    /// <summary>The clean rows of a bucket, to be written and committed.</summary>
    public WholeBlobStream Create(Contract contract, string folder, int bucket, int blockSize) =>
        new(ContainerOf(contract).GetBlockBlobClient(NameOf(folder, bucket)), blockSize);

    /// <summary>The consents that rows of an extract deny which were not kept, to be written and committed.</summary>
    public WholeBlobStream CreateWithdrawals(Contract contract, string folder) => new(
        ContainerOf(contract).GetBlockBlobClient(WithdrawalsOf(folder)), WithdrawalBlock);

    /// <summary>Clean rows as they are to be used: without the consents that other rows of their customers deny.</summary>
    /// <exception cref="InvalidDataException">The clean rows are not of this contract.</exception>
    public async Task<Snapshot> ReadAsync(
        DropExtract extract, int bucket, Contract contract, CancellationToken cancellationToken)
    {
        var rows = await ReadKeptAsync(extract, bucket, contract, cancellationToken);
        return await WithdrawnAsync(rows, extract, contract, cancellationToken);
    }

    /// <summary>The enquiries of a bucket, with the hashes that they are recognised by, as texts.</summary>
    /// <returns>A column that the rows lack, as they were cleaned by an earlier contract, is missing.</returns>
    internal async Task<Snapshot> ReadEnquiriesAsync(
        DropExtract extract, int bucket, Contract contract, CancellationToken cancellationToken)
    {
        Field[] fields =
            [.. contract.CleanFields, .. contract.Roles.FindBy.Keys.Select(name => new Field { Name = name })];
        var found = await ReadSomeAsync(
            extract, bucket, contract, fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var rows = new Snapshot(
            [.. fields.Select(field => found.TryGet(field.Name, out var column)
                ? column
                : SnapshotColumnBuilder.Missing(field, found.Rows))], found.Rows);
        return await WithdrawnAsync(rows, extract, contract, cancellationToken);
    }

    private async Task<Snapshot> WithdrawnAsync(
        Snapshot rows, DropExtract extract, Contract contract, CancellationToken cancellationToken)
    {
        if (extract.Withdrawn == 0)
            return rows;
        await using var stream = await ContainerOf(contract).GetBlobClient(WithdrawalsOf(extract.Folder))
            .OpenReadAsync(cancellationToken: cancellationToken);
        return await Withdrawals.ApplyAsync(rows, contract.Roles.RowId, stream, cancellationToken);
    }

    /// <summary>Gathers by what the customers of a bucket are found: hashes by id.</summary>
    internal async Task ReadFindersAsync(
        DropExtract extract, int bucket, Contract contract, Dictionary<string, HashSet<string>> into,
        CancellationToken cancellationToken)
    {
        await using var stream = await OpenAsync(extract, bucket, contract, cancellationToken);
        await using var csv = await CsvRows.OpenAsync(stream, cancellationToken);
        await csv.NextAsync(cancellationToken);
        var header = csv.AllCells();
        var id = Array.IndexOf(header, contract.Roles.CustomerId);
        int[] places = [.. Enumerable.Range(0, header.Length).Where(place => contract.Roles.FindBy.ContainsKey(header[place]))];
        while (places.Length > 0 && await csv.NextAsync(cancellationToken))
        {
            foreach (var hash in places.Select(csv.Cell).Where(cell => cell.Length > 0))
            {
                if (!into.TryGetValue(csv.Cell(id), out var finders))
                    into[csv.Cell(id)] = finders = new(StringComparer.Ordinal);
                finders.Add(hash);
            }
        }
    }

    /// <summary>Some columns of the clean rows of a bucket.</summary>
    internal async Task<Snapshot> ReadSomeAsync(
        DropExtract extract, int bucket, Contract contract, IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        await using var stream = await OpenAsync(extract, bucket, contract, cancellationToken);
        return await SnapshotReader.ReadSomeAsync(stream, contract, names, cancellationToken);
    }

    /// <summary>The customers of rows of an extract that were not kept.</summary>
    public async Task<IReadOnlySet<string>> NotKeptAsync(DropExtract extract, CancellationToken cancellationToken)
    {
        await using var stream = await blobs.GetBlobContainerClient(Containers.Clean)
            .OpenIfThereAsync(WithdrawalsOf(extract.Folder), cancellationToken);
        // Where there is no such file, every row was kept.
        var ids = stream is null ? [] : await CsvRows.ReadAllAsync(stream, static csv => csv.Cell(0), cancellationToken);
        return ids.ToHashSet(StringComparer.Ordinal);
    }

    private async Task<Snapshot> ReadKeptAsync(
        DropExtract extract, int bucket, Contract contract, CancellationToken cancellationToken)
    {
        await using var stream = await OpenAsync(extract, bucket, contract, cancellationToken);
        return contract.Roles.HasCustomers
            ? await SnapshotReader.ReadAsync(stream, contract, cancellationToken)
            : await SnapshotReader.ReadDetailsAsync(stream, contract, cancellationToken);
    }

    private Task<Stream> OpenAsync(DropExtract extract, int bucket, Contract contract, CancellationToken cancellationToken) =>
        ContainerOf(contract).GetBlobClient(NameOf(extract.Folder, bucket)).OpenReadAsync(cancellationToken: cancellationToken);

    /// <summary>What stands beside clean rows: how many there are, in one write with them.</summary>
    public static IDictionary<string, string> Metadata(long rows) =>
        new Dictionary<string, string> { [RowsKey] = rows.ToString(CultureInfo.InvariantCulture) };

    /// <summary>
    /// The extract with its rows by bucket as they are now: fewer than when it was cleaned, where a customer has been erased.
    /// </summary>
    public async Task<DropExtract> CountedAsync(DropExtract extract, Contract contract, CancellationToken cancellationToken)
    {
        var rows = extract.RowsByBucket.ToArray();
        await foreach (var blob in ContainerOf(contract).GetBlobsAsync(
            BlobTraits.Metadata, BlobStates.None, $"{extract.Folder}/", cancellationToken))
        {
            for (var bucket = 0; bucket < rows.Length; bucket++)
            {
                if (blob.Name == NameOf(extract.Folder, bucket) && blob.Metadata.TryGetValue(RowsKey, out var count))
                    rows[bucket] = long.Parse(count, CultureInfo.InvariantCulture);
            }
        }
        return extract with { RowsByBucket = rows };
    }

    private BlobContainerClient ContainerOf(Contract contract) => blobs.GetBlobContainerClient(
        contract.Roles.HasCustomers ? Containers.Clean
        : contract.Roles.Enquiries is not null ? Containers.Enquiries
        : Containers.Details);

    private static string WithdrawalsOf(string folder) => $"{folder}/withdrawn.csv";

    private static string NameOf(string folder, int bucket) => $"{folder}/{bucket:D3}.csv";
}
