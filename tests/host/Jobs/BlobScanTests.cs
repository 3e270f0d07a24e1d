using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Host.Jobs;

namespace ReapFunctions.Host.Tests.Jobs;

/// <summary>What a listing says to the scan, of blobs that it would take for old.</summary>
public sealed class BlobScanTests : IDisposable
{
    private static readonly DateTimeOffset Written = new(2026, 11, 26, 2, 0, 0, TimeSpan.Zero);

    private readonly Listings listings = new();
    private readonly BlobContainerClient container;

    public BlobScanTests()
    {
        var options = new BlobClientOptions { Transport = new HttpClientTransport(listings) };
        options.AddPolicy(new BlobScan(TimeProvider.System), HttpPipelinePosition.PerCall);
        container = new BlobContainerClient(new Uri("http://127.0.0.1:1/devstoreaccount1/drops"), options);
    }

    [Fact]
    public async Task ABlobThatIsNewToTheListingIsYoungerThanAnyThatWasThere()
    {
        listings.Blobs = [("a", "1")];
        var first = await ListAsync();
        listings.Blobs = [("a", "1"), ("b", "1")];
        var second = await ListAsync();
        Assert.Equal(first["a"], second["a"]);
        Assert.True(second["b"] > first["a"]);
    }

    [Fact]
    public async Task ABlobWithNewContentIsYoungAgain()
    {
        listings.Blobs = [("a", "1"), ("b", "1")];
        var first = await ListAsync();
        listings.Blobs = [("a", "2"), ("b", "1")];
        var second = await ListAsync();
        Assert.True(second["a"] > first["a"]);
        Assert.Equal(first["b"], second["b"]);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", true)]
    [InlineData("AccountName=one;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/one;", true)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=one;AccountKey=AAAA;EndpointSuffix=core.windows.net", false)]
    [InlineData(null, false)]
    public void ContainersAreScannedOnEmulatorsOnly(string? storage, bool needed) => Assert.Equal(
        needed, BlobScan.Needed(new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", storage)]).Build()));

    public void Dispose() => listings.Dispose();

    private async Task<Dictionary<string, DateTimeOffset>> ListAsync()
    {
        Dictionary<string, DateTimeOffset> modified = [];
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, CancellationToken.None))
            modified[blob.Name] = blob.Properties.LastModified!.Value;
        return modified;
    }

    /// <summary>Answers every request with a list of blobs that were all written in one second.</summary>
    private sealed class Listings : HttpMessageHandler
    {
        public (string Name, string ETag)[] Blobs { get; set; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var blobs = string.Concat(Blobs.Select(Blob));
            var xml = $"<EnumerationResults ContainerName=\"drops\"><Blobs>{blobs}</Blobs><NextMarker/></EnumerationResults>";
            return Task.FromResult(new HttpResponseMessage
            {
                Content = new StringContent(xml, Encoding.UTF8, "application/xml"),
            });
        }

        private static string Blob((string Name, string ETag) blob) =>
            $"<Blob><Name>{blob.Name}</Name><Properties><Last-Modified>{Written:R}</Last-Modified><Etag>{blob.ETag}</Etag>"
            + "<BlobType>BlockBlob</BlobType></Properties></Blob>";
    }
}
