using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Moq;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class TableServiceTests
{
    private static readonly Uri Endpoint = new("https://shop.table.core.windows.net");

    [Fact]
    public async Task ATokenIsAskedForTheStorageScopeAndSent()
    {
        var credential = new Mock<TokenCredential>();
        credential
            .Setup(c => c.GetTokenAsync(It.Is<TokenRequestContext>(r => r.Scopes.Single() == "https://storage.azure.com/.default"), It.IsAny<CancellationToken>()))
            .Returns(new ValueTask<AccessToken>(new AccessToken("token", DateTimeOffset.MaxValue)));
        var server = new Server(204);
        var table = new TableServiceClient(Endpoint, credential.Object, server.Options).GetTableClient("T");

        await table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal("Bearer token", server.Header("Authorization"));
        Assert.Equal("https://shop.table.core.windows.net/T", server.Address);
    }

    [Fact]
    public async Task ARequestSaysVersionFormatAndThatNoContentIsWanted()
    {
        var server = new Server(204);

        await server.Table.UpsertEntityAsync(new TableEntity("p q", "r's"));

        Assert.Equal("PATCH https://shop.table.core.windows.net/T(PartitionKey='p%20q',RowKey='r%27%27s')", $"{server.Method} {server.Address}");
        Assert.Equal("2020-12-06", server.Header("x-ms-version"));
        Assert.Equal("3.0", server.Header("DataServiceVersion"));
        Assert.Equal("application/json;odata=minimalmetadata", server.Header("Accept"));
        Assert.Equal("return-no-content", server.Header("Prefer"));
        Assert.Null(server.Header("If-Match"));
    }

    [Fact]
    public async Task AServerThatIsBusyIsAskedAgainWithTheSameBody()
    {
        var server = new Server(503, 503, 204);

        var response = await server.Table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(204, response.Status);
        Assert.Equal(Enumerable.Repeat("{\"PartitionKey\":\"p\",\"RowKey\":\"r\"}", 3), server.Bodies);
    }

    [Fact]
    public async Task AConflictIsNotAskedAgain()
    {
        var server = new Server(409);

        await Assert.ThrowsAsync<RequestFailedException>(() => server.Table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task ATableBeingDeletedIsNoTableThatExists()
    {
        var server = new Server(409) { Body = """{"odata.error":{"code":"TableBeingDeleted","message":{"lang":"en-US","value":"The table is being deleted."}}}""" };

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => server.Table.CreateIfNotExistsAsync());

        Assert.Equal("TableBeingDeleted", failure.ErrorCode);
    }

    [Fact]
    public async Task AnAnswerThatIsNotTheServicesIsStillAFailureWithItsStatus()
    {
        var server = new Server(400) { Body = "<html>proxy</html>" };

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => server.Table.GetEntityAsync<TableEntity>("p", "r"));

        Assert.Equal(400, failure.Status);
    }

    /// <summary>A transport that answers with the statuses in turn and remembers what it was asked.</summary>
    private sealed class Server(params int[] statuses) : HttpPipelineTransport
    {
        private readonly Queue<int> _statuses = new(statuses);
        private Request? _last;

        public string? Body { get; init; }

        public List<string> Bodies { get; } = [];

        public string Method => _last!.Method.Method;

        public string Address { get; private set; } = "";

        public TableClientOptions Options => new() { Transport = this, Retry = { Delay = TimeSpan.FromMilliseconds(1) } };

        public TableClient Table => new(Endpoint, "T", new TableSharedKeyCredential("shop", "a2V5"), Options);

        private Dictionary<string, string> Headers { get; set; } = [];

        public string? Header(string name) => Headers.GetValueOrDefault(name);

        public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            _last = message.Request;
            Address = message.Request.Uri.ToUri().AbsoluteUri;
            Headers = message.Request.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
            if (message.Request.Content is { } content)
            {
                using var stream = new MemoryStream();
                await content.WriteToAsync(stream, default);
                Bodies.Add(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
            }
            message.Response = new TransactionPart(_statuses.Dequeue(), "", "", System.Text.Encoding.UTF8.GetBytes(Body ?? ""));
        }
    }
}
