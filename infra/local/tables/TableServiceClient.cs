using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>The table service of one storage account. Safe to share between threads.</summary>
public class TableServiceClient
{
    private readonly TableService _service;

    /// <summary>For test doubles.</summary>
    protected TableServiceClient()
    {
    }

    /// <summary>A client for the account that the connection string names.</summary>
    public TableServiceClient(string connectionString) : this(connectionString, null)
    {
    }

    /// <summary>A client for the account that the connection string names.</summary>
    public TableServiceClient(string connectionString, TableClientOptions options = null) =>
        _service = TableService.Of(connectionString, options);

    /// <summary>A client that authenticates with tokens, such as a managed identity's; the endpoint must be HTTPS.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null) =>
        _service = TableService.Of(endpoint, tokenCredential, options);

    /// <summary>A client that signs with the account key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential) : this(endpoint, credential, null)
    {
    }

    /// <summary>A client that signs with the account key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options) =>
        _service = TableService.Of(endpoint, credential, options);

    /// <summary>Name of the account.</summary>
    public virtual string AccountName => _service.AccountName;

    /// <summary>Where the service is.</summary>
    public virtual Uri Uri => _service.Endpoint;

    /// <summary>A client for one table of the account; asks nothing of the service.</summary>
    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new TableClient(_service, tableName);
    }

    /// <summary>Creates a table.</summary>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists, or the service refused otherwise.</exception>
    public virtual Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateAsync(cancellationToken);

    /// <summary>Creates a table unless it exists; the raw answer has status 409 then.</summary>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted, or the service refused otherwise.</exception>
    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    /// <summary>Deletes a table with all it holds; one that does not exist is answered with status 404 and no exception.</summary>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).DeleteAsync(cancellationToken);

    /// <summary>The tables that pass the filter, such as <c>TableName ge 'Value'</c>; all without one.</summary>
    public virtual AsyncPageable<TableItem> QueryAsync(
        string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePages<TableItem>((next, size, cancellation) => FetchAsync(filter, next, size, cancellation), maxPerPage, cancellationToken);

    /// <summary>The tables that pass the filter, whose values are quoted and escaped.</summary>
    public virtual AsyncPageable<TableItem> QueryAsync(
        FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(QueryFilter.Create(filter), maxPerPage, cancellationToken);

    /// <summary>Makes a filter of an interpolated string: values are quoted and escaped.</summary>
    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Create(filter);

    private async Task<Page<TableItem>> FetchAsync(string filter, string next, int? size, CancellationToken cancellationToken)
    {
        using var message = _service.Message(RequestMethod.Get, "/Tables", Expected.Ok);
        message.Request.AppendQuery(("$top", size?.ToString()), ("$filter", filter), ("NextTableName", next));
        var response = await _service.SendAsync(message, cancellationToken).ConfigureAwait(false);
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var more);
        return Page<TableItem>.FromValues(ReadTables(response.Content.ToMemory()), more, response);
    }

    private static List<TableItem> ReadTables(ReadOnlyMemory<byte> body)
    {
        using var page = JsonDocument.Parse(body);
        return [.. page.RootElement.GetProperty("value").EnumerateArray()
            .Select(table => new TableItem(table.GetProperty("TableName").GetString()))];
    }
}
