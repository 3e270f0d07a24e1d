using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>The REST side of one account: where it is, how requests are made, signed, retried and judged.</summary>
internal sealed class TableService
{
    private static readonly HttpHeader Accept = new("Accept", "application/json;odata=minimalmetadata");

    private readonly string _version;

    public TableService(Uri endpoint, HttpPipelinePolicy signing, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        _version = options.VersionString;
        Pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { signing },
            ResponseClassifier = new ResponseClassifier(),
            RequestFailedDetailsParser = TableErrors.Parser,
        });
    }

    public Uri Endpoint { get; }

    public HttpPipeline Pipeline { get; }

    /// <summary>The first label of the host name, or for an address the first segment of the path.</summary>
    public string AccountName => Endpoint.HostNameType == UriHostNameType.Dns && Endpoint.Host.Contains('.')
        ? Endpoint.Host[..Endpoint.Host.IndexOf('.')]
        : Endpoint.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();

    public static TableService Of(string connectionString, TableClientOptions options)
    {
        var account = TableConnectionString.Parse(connectionString);
        return Of(account.Endpoint, account.Credential, options);
    }

    public static TableService Of(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new TableService(endpoint, new TableSharedKeyPolicy(credential, TimeProvider.System), options);
    }

    public static TableService Of(Uri endpoint, TokenCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new TableService(endpoint, new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"), options);
    }

    /// <summary>A request on a path that is already escaped; <paramref name="expected"/> are the answers that are no errors.</summary>
    public HttpMessage Message(RequestMethod method, string path, StatusCodeClassifier expected)
    {
        var message = Pipeline.CreateMessage();
        message.ResponseClassifier = expected;
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Endpoint);
        request.Uri.AppendPath(path, escape: false);
        request.Headers.Add("x-ms-version", _version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add(Accept);
        return message;
    }

    /// <summary>Sends the request; an answer that was not expected is thrown.</summary>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await Pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }

    /// <summary>The path of an entity: keys quoted for OData, then escaped for the URL.</summary>
    public static string EntityPath(string table, string partitionKey, string rowKey) =>
        $"/{table}(PartitionKey='{EscapeKey(partitionKey)}',RowKey='{EscapeKey(rowKey)}')";

    private static string EscapeKey(string key) => Uri.EscapeDataString(QueryFilter.Escape(key));
}
