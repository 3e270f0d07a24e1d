using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// The body of an entity group transaction: a batch with one change set, in which every action is an HTTP request of its own.
/// <code>
/// --batch_{id}
/// Content-Type: multipart/mixed; boundary=changeset_{id}
///
/// --changeset_{id}
/// Content-Type: application/http
/// Content-Transfer-Encoding: binary
///
/// PATCH http://…/Table(PartitionKey='p',RowKey='r') HTTP/1.1
/// …headers…
///
/// {"PartitionKey":"p","RowKey":"r"}
/// --changeset_{id}--
/// --batch_{id}--
/// </code>
/// Source: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
/// </summary>
internal sealed class TransactionContent(RequestBuffer body, Utf8JsonWriter json, string endpoint, string table)
{
    private readonly Guid _id = Guid.NewGuid();

    /// <summary>Makes the actions the body of a request.</summary>
    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    public static void Write(Request request, Uri endpoint, string table, IEnumerable<TableTransactionAction> actions)
    {
        var body = new RequestBuffer();
        // From here on the request owns the body and gives it back.
        request.Content = body;
        using var json = EntityWriter.To(body);
        var content = new TransactionContent(body, json, endpoint.AbsoluteUri.TrimEnd('/'), table);
        content.WriteAll(actions);
        request.Headers.Add("Content-Type", $"multipart/mixed; boundary=batch_{content._id}");
    }

    private void WriteAll(IEnumerable<TableTransactionAction> actions)
    {
        Text($"--batch_{_id}\r\nContent-Type: multipart/mixed; boundary=changeset_{_id}\r\n\r\n");
        string partition = null;
        var index = 0;
        foreach (var action in actions)
        {
            partition ??= action.Entity.PartitionKey;
            if (partition != action.Entity.PartitionKey)
                throw OtherPartition(index);
            index++;
            Text($"--changeset_{_id}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Write(action);
            Text("\r\n");
        }
        if (index == 0)
            throw new InvalidOperationException("Transactional batch operations cannot be empty.");
        Text($"--changeset_{_id}--\r\n\r\n--batch_{_id}--\r\n");
    }

    private void Write(TableTransactionAction action)
    {
        var entity = action.Entity;
        switch (action.ActionType)
        {
            case TableTransactionActionType.Add:
                Head(RequestMethod.Post, $"/{table}", "Prefer: return-no-content\r\n");
                break;
            case TableTransactionActionType.UpdateMerge:
                Head(RequestMethod.Patch, PathOf(entity), IfMatch(action.ETag));
                break;
            case TableTransactionActionType.UpdateReplace:
                Head(RequestMethod.Put, PathOf(entity), IfMatch(action.ETag));
                break;
            case TableTransactionActionType.UpsertMerge:
                Head(RequestMethod.Patch, PathOf(entity), "");
                break;
            case TableTransactionActionType.UpsertReplace:
                Head(RequestMethod.Put, PathOf(entity), "");
                break;
            case TableTransactionActionType.Delete:
                Head(RequestMethod.Delete, PathOf(entity), IfMatch(action.ETag == default ? ETag.All : action.ETag));
                Text("\r\n");
                return;
            default:
                throw new InvalidOperationException($"Unknown action type {action.ActionType}.");
        }
        Text("Content-Type: application/json\r\n\r\n");
        json.Reset();
        EntityWriter.Write(json, entity);
    }

    private void Head(RequestMethod method, string path, string headers) =>
        Text($"{method} {endpoint}{path} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n{headers}");

    private string PathOf(ITableEntity entity) => TableService.EntityPath(table, entity.PartitionKey, entity.RowKey);

    // As in the genuine client an update without an ETag has no condition at all, so it inserts what is missing.
    private static string IfMatch(ETag etag) => etag == default ? "" : $"If-Match: {etag}\r\n";

    // The service refuses this, the emulator does not: without a check here it would be found only on Azure.
    private static TableTransactionFailedException OtherPartition(int index) => new(new RequestFailedException(
        400, $"{index}:All commands in a batch must operate on same entity group.", "CommandsInBatchActOnDifferentPartitions", null)
    {
        Data = { [TableErrors.FailedIndex] = index.ToString(CultureInfo.InvariantCulture) },
    });

    private void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        body.Advance(Encoding.UTF8.GetBytes(text, body.GetSpan(length)));
    }
}
