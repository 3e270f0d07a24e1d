using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>
/// Receipts: the whole one as <c>receipts/{source}/{date}/{file}.{etag}.json</c>, beside it the same as a page for people,
/// <c>.html</c>, and its totals in table <c>Runs</c>, partition <c>receipts</c>, the latest upload first, for <c>GET
/// /api/runs</c>.
/// </summary>
public sealed class ReceiptStore(BlobServiceClient blobs, TableServiceClient tables)
{
    private const string JsonEnd = ".json";
    private const string Partition = "receipts";
    private const string SummaryProperty = "Receipt";
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Receipts);
    private readonly TableClient table = tables.GetTableClient(Tables.Runs);

    public static string Name(string extractId) => $"{extractId}{JsonEnd}";

    public static string PageName(string extractId) => $"{extractId}.html";

    public static string RejectsName(string extractId) => $"{extractId}.rejects.csv";

    /// <summary>Whether this version of the upload has its receipt.</summary>
    public async Task<Receipt?> FindAsync(string extractId, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(Name(extractId));
        return await blob.ExistsAsync(cancellationToken)
            ? await ReadAsync(blob, cancellationToken)
            : null;
    }

    /// <summary>The extract id of the version of an upload whose receipt is the newest; null without one.</summary>
    /// <param name="file">The upload's name, <c>{source}/{date}/{file}</c>.</param>
    public async Task<string?> LatestOfAsync(string file, CancellationToken cancellationToken)
    {
        var found = await OfFileAsync(file, cancellationToken);
        // Storage knows when a blob was written to the second only.
        var at = found.Max(blob => blob.Properties.LastModified);
        var newest = found.Where(blob => blob.Properties.LastModified == at).ToList();
        if (newest.Count < 2)
            return newest.Count == 0 ? null : newest[0].Name[..^JsonEnd.Length];
        var receipts = await Task.WhenAll(
            newest.Select(blob => ReadAsync(container.GetBlobClient(blob.Name), cancellationToken)));
        return receipts.MaxBy(receipt => receipt.CleanedAt)!.ExtractId;
    }

    /// <summary>The newest receipt of an upload that was not refused; null without one.</summary>
    /// <param name="file">The upload's name, <c>{source}/{date}/{file}</c>.</param>
    public async Task<Receipt?> LatestTakenOfAsync(string file, CancellationToken cancellationToken)
    {
        var receipts = await Task.WhenAll((await OfFileAsync(file, cancellationToken)).Select(
            blob => ReadAsync(container.GetBlobClient(blob.Name), cancellationToken)));
        return receipts.Where(receipt => receipt.Status != ReceiptStatus.Refused).MaxBy(receipt => receipt.CleanedAt);
    }

    private async Task<List<BlobItem>> OfFileAsync(string file, CancellationToken cancellationToken)
    {
        var found = new List<BlobItem>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{file}.", cancellationToken))
        {
            // Behind the name stands the version alone: a.csv.gz and a.csv.corrected.csv are other files than a.csv.
            var isOfFile = blob.Name.EndsWith(JsonEnd, StringComparison.Ordinal)
                && !blob.Name.AsSpan((file.Length + 1)..^JsonEnd.Length).Contains('.');
            if (isOfFile)
                found.Add(blob);
        }
        return found;
    }

    /// <summary>The content of a blob beside receipts; null without it.</summary>
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        container.OpenIfThereAsync(name, cancellationToken);

    /// <summary>The rejects of an extract, to be written and committed.</summary>
    public WholeBlobStream CreateRejects(string extractId, int blockSize) =>
        new(container.GetBlockBlobClient(RejectsName(extractId)), blockSize);

    /// <param name="uploadedAt">When the upload was complete: receipts are listed by it.</param>
    public async Task WriteAsync(Receipt receipt, DateTimeOffset uploadedAt, CancellationToken cancellationToken)
    {
        var summary = ReceiptSummary.From(receipt, uploadedAt);
        await table.UpsertEntityAsync(
            new TableEntity(Partition, Row(receipt, uploadedAt)) { [SummaryProperty] = RecordJson.Write(summary) },
                TableUpdateMode.Replace, cancellationToken);
        // The JSON comes last: where it is, all is there.
        await UploadAsync(PageName(receipt.ExtractId), ReceiptPage.Of(receipt), "text/html; charset=utf-8", cancellationToken);
        await UploadAsync(Name(receipt.ExtractId), receipt.ToJson(), "application/json", cancellationToken);
    }

    /// <summary>Receipts of the source from the nights before a date; see <see cref="TrailingReceipts"/>.</summary>
    public async Task<IReadOnlyList<Receipt>> BeforeAsync(string source, DateOnly date, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var prefix in TrailingReceipts.Prefixes(source, date))
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
                names.Add(blob.Name);
        }
        return await Task.WhenAll(
            TrailingReceipts.Receipts(names, date).Select(name => ReadAsync(container.GetBlobClient(name), cancellationToken)));
    }

    /// <summary>The latest receipts, the newest upload first.</summary>
    public async Task<IReadOnlyList<ReceiptSummary>> LatestAsync(int max, CancellationToken cancellationToken) =>
        (await PageAsync(new ReceiptQuery(null, null, max, null), cancellationToken)).Receipts;

    /// <summary>Receipts that are asked for, the newest upload first, and where the next page begins; null on the last.</summary>
    public async Task<(IReadOnlyList<ReceiptSummary> Receipts, string? Next)> PageAsync(
        ReceiptQuery query, CancellationToken cancellationToken)
    {
        var receipts = new List<ReceiptSummary>();
        var last = query.After ?? "";
        var rows = table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {last}"), query.RowsAtOnce,
            cancellationToken: cancellationToken);
        await foreach (var entity in rows)
        {
            var receipt = RecordJson.Read<ReceiptSummary>(entity.GetString(SummaryProperty));
            if (!query.Wants(receipt))
                continue;
            if (receipts.Count == query.Top)
                return (receipts, last);
            receipts.Add(receipt);
            last = entity.RowKey;
        }
        return (receipts, null);
    }

    /// <summary>Gives the list of receipts another sentence about an extract.</summary>
    public async Task SetSentenceAsync(string extractId, string sentence, CancellationToken cancellationToken)
    {
        await foreach (var entity in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellationToken))
        {
            var summary = RecordJson.Read<ReceiptSummary>(entity.GetString(SummaryProperty));
            if (summary.Receipt != Name(extractId) || summary.Sentence == sentence)
                continue;
            entity[SummaryProperty] = RecordJson.Write(summary with { Sentence = sentence });
            await table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, cancellationToken);
        }
    }

    /// <summary>Takes uploads from before <paramref name="first"/> off the list of receipts.</summary>
    public Task RemoveBeforeAsync(DateOnly first, CancellationToken cancellationToken) => table.RemoveAsync(
        TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition} and RowKey gt {Row(new DateTimeOffset(first, default, TimeSpan.Zero))}"),
        cancellationToken);

    private static async Task<Receipt> ReadAsync(BlobClient blob, CancellationToken cancellationToken) =>
        Receipt.FromJson((await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToString());

    private async Task UploadAsync(string name, string text, string contentType, CancellationToken cancellationToken) =>
        await container.GetBlobClient(name).UploadAsync(
            BinaryData.FromString(text),
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } },
            cancellationToken);

    private static string Row(Receipt receipt, DateTimeOffset uploadedAt) =>
        $"{Row(uploadedAt)}-{Hash(receipt.ExtractId)}";

    /// <summary>The newest first.</summary>
    private static string Row(DateTimeOffset uploadedAt) => $"{DateTimeOffset.MaxValue.Ticks - uploadedAt.UtcTicks:D19}";

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
