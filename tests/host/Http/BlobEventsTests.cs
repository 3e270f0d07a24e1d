using System.Net;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using ReapFunctions.Local.Host.Http;

namespace ReapFunctions.Host.Tests.Http;

/// <summary>Who queues a blob, the scan or an event, whichever of them comes first and however far it got.</summary>
public sealed class BlobEventsTests(Running.Azurite azurite) : IClassFixture<Running.Azurite>
{
    private const string Function = "Host.Functions.X";

    private readonly string host = Guid.NewGuid().ToString();

    [Fact]
    public async Task WhileAnEventIsQueuedTheScanCanNeitherLeaseTheReceiptNorFindItCompleteAndAfterwardsItIsComplete()
    {
        BlobProperties? meanwhile = null;
        var sdk = new Sdk(async () => meanwhile = await Receipt("a").GetPropertiesAsync());

        Assert.Equal(202, await PostAsync(sdk, "a"));

        Assert.Equal((LeaseState.Leased, true), (meanwhile!.LeaseState, IsIncomplete(meanwhile)));
        BlobProperties after = await Receipt("a").GetPropertiesAsync();
        Assert.Equal((LeaseState.Available, false), (after.LeaseState, IsIncomplete(after)));
    }

    [Fact]
    public async Task OfSeveralEventsOnlyThoseAreQueuedThatTheScanHasNotQueuedNorIsQueueing()
    {
        await WriteAsync("queued", incomplete: false);
        await WriteAsync("being-queued", incomplete: true);
        await Receipt("being-queued").GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(60));
        var sdk = new Sdk();

        Assert.Equal(202, await PostAsync(sdk, "queued", "new", "being-queued"));
        Assert.Equal(202, await PostAsync(sdk, "queued", "new", "being-queued"));

        Assert.Equal(["new"], sdk.Queued);
    }

    [Fact]
    public async Task AnEventThatCouldNotBeQueuedIsLeftToTheScan()
    {
        Assert.Equal(500, await PostAsync(new Sdk { Status = HttpStatusCode.InternalServerError }, "a"));

        BlobProperties left = await Receipt("a").GetPropertiesAsync();
        Assert.Equal((LeaseState.Available, true), (left.LeaseState, IsIncomplete(left)));
        // Or to the next event.
        var sdk = new Sdk();
        await PostAsync(sdk, "a");
        Assert.Equal(["a"], sdk.Queued);
    }

    private static bool IsIncomplete(BlobProperties receipt) => receipt.Metadata.ContainsKey(BlobReceipts.Incomplete);

    private async Task<int> PostAsync(Sdk sdk, params string[] blobs)
    {
        var keys = FunctionKeys.Read(new Dictionary<string, string>(), IPAddress.Loopback);
        var receipts = new BlobReceipts(new BlobServiceClient(azurite.ConnectionString), host);
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Path = BlobEvents.Path;
        context.Request.QueryString = new QueryString($"?functionName={Function}");
        context.Request.Headers["aeg-event-type"] = "Notification";
        context.Request.Body = BinaryData.FromObjectAsJson(blobs.Select(Event)).ToStream();
        await new BlobEvents(keys, new HashSet<string> { Function }, () => sdk, receipts).InvokeAsync(context);
        return context.Response.StatusCode;
    }

    private static object Event(string blob) => new
    {
        eventType = "Microsoft.Storage.BlobCreated",
        data = new { url = $"http://127.0.0.1:1/devstoreaccount1/drops/{blob}", eTag = "0x1", blobType = "BlockBlob" },
    };

    private async Task WriteAsync(string blob, bool incomplete)
    {
        await azurite.ContainerAsync("azure-webjobs-hosts");
        var metadata = incomplete ? new Dictionary<string, string> { [BlobReceipts.Incomplete] = BlobReceipts.Incomplete } : [];
        await Receipt(blob).UploadAsync(BinaryData.FromString(""), new BlobUploadOptions { Metadata = metadata });
    }

    private BlobClient Receipt(string blob) => new(
        azurite.ConnectionString, "azure-webjobs-hosts", $"blobreceipts/{host}/{Function}/\"0x1\"/drops/{blob}");

    /// <summary>Queues what it is told of.</summary>
    private sealed class Sdk(Func<Task>? meanwhile = null) : IAsyncConverter<HttpRequestMessage, HttpResponseMessage>
    {
        public HttpStatusCode Status { get; init; } = HttpStatusCode.Accepted;

        public List<string> Queued { get; } = [];

        public async Task<HttpResponseMessage> ConvertAsync(HttpRequestMessage input, CancellationToken cancellationToken)
        {
            using var events = JsonDocument.Parse(await input.Content!.ReadAsStringAsync(cancellationToken));
            Queued.AddRange(events.RootElement.EnumerateArray().Select(BlobOf));
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            return new HttpResponseMessage(Status);
        }

        private static string BlobOf(JsonElement posted) =>
            new Uri(posted.GetProperty("data").GetProperty("url").GetString()!).Segments[^1];
    }
}
