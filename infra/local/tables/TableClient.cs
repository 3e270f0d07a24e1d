using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>One table. Safe to share between threads.</summary>
public class TableClient
{
    private readonly TableService _service;

    /// <summary>For test doubles.</summary>
    protected TableClient()
    {
    }

    /// <summary>A client for a table of the account that the connection string names.</summary>
    public TableClient(string connectionString, string tableName) : this(connectionString, tableName, null)
    {
    }

    /// <summary>A client for a table of the account that the connection string names.</summary>
    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TableService.Of(connectionString, options), tableName)
    {
    }

    /// <summary>A client that authenticates with tokens, such as a managed identity's; the endpoint must be HTTPS.</summary>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TableService.Of(endpoint, tokenCredential, options), tableName)
    {
    }

    /// <summary>A client that signs with the account key.</summary>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    /// <summary>A client that signs with the account key.</summary>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(TableService.Of(endpoint, credential, options), tableName)
    {
    }

    internal TableClient(TableService service, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _service = service;
        Name = tableName;
    }

    /// <summary>Name of the account.</summary>
    public virtual string AccountName => _service.AccountName;

    /// <summary>Name of the table.</summary>
    public virtual string Name { get; }

    /// <summary>Where the table is.</summary>
    public virtual Uri Uri => new($"{_service.Endpoint.AbsoluteUri.TrimEnd('/')}/{Name}");

    /// <summary>Creates the table.</summary>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists, or the service refused otherwise.</exception>
    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        CreateAsync(Expected.Created, cancellationToken);

    /// <summary>Creates the table unless it exists; the raw answer has status 409 then.</summary>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted, or the service refused otherwise.</exception>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        var created = await CreateAsync(Expected.CreatedOrConflict, cancellationToken).ConfigureAwait(false);
        var response = created.GetRawResponse();
        if (response.Status == 409)
        {
            var conflict = new RequestFailedException(response);
            if (conflict.ErrorCode is not null && conflict.ErrorCode == TableErrorCode.TableBeingDeleted)
                throw conflict;
        }
        return created;
    }

    /// <summary>Deletes the table with all it holds; one that does not exist is answered with status 404 and no exception.</summary>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default)
    {
        using var message = _service.Message(RequestMethod.Delete, $"/Tables('{Uri.EscapeDataString(Name)}')", Expected.NoContentOrMissing);
        return await _service.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Inserts an entity.</summary>
    /// <exception cref="RequestFailedException">409 EntityAlreadyExists, 404 TableNotFound, or the service refused otherwise.</exception>
    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        CheckKeys(entity);
        return WriteAsync(RequestMethod.Post, $"/{Name}", entity, default, cancellationToken);
    }

    /// <summary>Inserts an entity; updates or replaces the one that has its keys.</summary>
    /// <exception cref="RequestFailedException">404 TableNotFound, or the service refused otherwise.</exception>
    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        CheckKeys(entity);
        return WriteAsync(MethodOf(mode), PathOf(entity), entity, default, cancellationToken);
    }

    /// <summary>Updates or replaces the entity of these keys if it has the version <paramref name="ifMatch"/>; any with <c>ETag.All</c>.</summary>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied, 404, or the service refused otherwise.</exception>
    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        CheckKeys(entity);
        if (ifMatch == default)
            throw new ArgumentException("Value cannot be empty. Give the entity's ETag, or ETag.All for any version.", nameof(ifMatch));
        return WriteAsync(MethodOf(mode), PathOf(entity), entity, ifMatch, cancellationToken);
    }

    /// <summary>Deletes an entity, any version by default; one that does not exist is answered with status 404 and no exception.</summary>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied, or the service refused otherwise.</exception>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        using var message = _service.Message(
            RequestMethod.Delete, TableService.EntityPath(Name, partitionKey, rowKey), Expected.NoContentOrMissing);
        message.Request.Headers.Add("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await _service.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes an entity by its keys; its own ETag counts only when given.</summary>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied, or the service refused otherwise.</exception>
    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    /// <summary>Gets an entity, or of it the properties selected.</summary>
    /// <exception cref="RequestFailedException">404 when the entity or the table does not exist, or the service refused otherwise.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, Expected.Ok, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(EntityReader.ReadOne<T>(response.Content.ToMemory()), response);
    }

    /// <summary>Gets an entity; without a value when the entity or the table does not exist.</summary>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, Expected.OkOrMissing, cancellationToken).ConfigureAwait(false);
        return response.Status == 404
            ? new MissingEntity<T>(response)
            : Response.FromValue(EntityReader.ReadOne<T>(response.Content.ToMemory()), response);
    }

    /// <summary>
    /// The entities that pass an OData filter, by key; all without one. Make filters with <see cref="CreateQueryFilter"/>: a plain
    /// interpolated string is not escaped. Pages hold at most 1,000 entities.
    /// </summary>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var selected = Join(select);
        return new TablePages<T>(
            (next, size, cancellation) => FetchAsync<T>(filter, selected, next, size, cancellation), maxPerPage, cancellationToken);
    }

    /// <summary>Makes a filter of an interpolated string: values are quoted and escaped.</summary>
    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Create(filter);

    /// <summary>
    /// Carries out all actions or none: up to 100 on distinct entities of one partition. The answers are in the order of the actions.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    /// <exception cref="TableTransactionFailedException">An action failed; the exception has its index.</exception>
    /// <exception cref="RequestFailedException">The service refused the transaction as a whole.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        using var message = _service.Message(RequestMethod.Post, "/$batch", Expected.Accepted);
        TransactionContent.Write(message.Request, _service.Endpoint, Name, transactionActions);
        var response = await _service.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(TransactionResponse.Read(response.Content.ToMemory().Span), response);
    }

    private async Task<Response<TableItem>> CreateAsync(StatusCodeClassifier expected, CancellationToken cancellationToken)
    {
        using var message = _service.Message(RequestMethod.Post, "/Tables", expected);
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(BinaryData.FromObjectAsJson(new { TableName = Name }));
        var response = await _service.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(new TableItem(Name), response);
    }

    private async Task<Response> WriteAsync(
        RequestMethod method, string path, ITableEntity entity, ETag ifMatch, CancellationToken cancellationToken)
    {
        using var message = _service.Message(method, path, Expected.NoContent);
        if (ifMatch != default)
            message.Request.Headers.Add("If-Match", ifMatch.ToString());
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Headers.Add("Content-Type", "application/json");
        var body = new RequestBuffer();
        message.Request.Content = body;
        using (var json = EntityWriter.To(body))
            EntityWriter.Write(json, entity);
        return await _service.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Response> GetAsync(
        string partitionKey, string rowKey, IEnumerable<string> select, StatusCodeClassifier expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        using var message = _service.Message(RequestMethod.Get, TableService.EntityPath(Name, partitionKey, rowKey), expected);
        message.Request.AppendQuery(("$select", Join(select)));
        return await _service.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Page<T>> FetchAsync<T>(string filter, string select, string next, int? size, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        var from = EntityContinuation.Parse(next);
        using var message = _service.Message(RequestMethod.Get, $"/{Name}()", Expected.Ok);
        message.Request.AppendQuery(
            ("$top", size?.ToString()), ("$select", select), ("$filter", filter),
            ("NextPartitionKey", from.PartitionKey), ("NextRowKey", from.RowKey));
        var response = await _service.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return Page<T>.FromValues(EntityReader.ReadPage<T>(response.Content.ToMemory()), EntityContinuation.Of(response).ToString(), response);
    }

    private string PathOf(ITableEntity entity) => TableService.EntityPath(Name, entity.PartitionKey, entity.RowKey);

    private static string Join(IEnumerable<string> names) => names is null ? null : string.Join(',', names);

    private static RequestMethod MethodOf(TableUpdateMode mode) => mode switch
    {
        TableUpdateMode.Merge => RequestMethod.Patch,
        TableUpdateMode.Replace => RequestMethod.Put,
        _ => throw new ArgumentException($"Unexpected value for {nameof(mode)}: {mode}"),
    };

    private static void CheckKeys(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
    }
}
