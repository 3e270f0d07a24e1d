using Azure;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Receipts;

public class UploadVersionTests
{
    private static readonly DateTimeOffset Uploaded = new(2026, 11, 21, 3, 0, 0, 123, TimeSpan.Zero);

    private static BlobProperties Blob(long length, IDictionary<string, string>? metadata = null) =>
        BlobsModelFactory.BlobProperties(
        eTag: new ETag("\"new\""), lastModified: Uploaded.AddDays(1), contentLength: length, metadata: metadata);

    [Fact]
    public void AnUploadIsItsOwnVersion() =>
        Assert.Equal(new UploadVersion("\"new\"", Uploaded.AddDays(1)), UploadVersion.Of(Blob(10)));

    [Fact]
    public void ARewrittenUploadIsTheVersionThatItWas()
    {
        var version = new UploadVersion("\"old\"", Uploaded);
        Assert.Equal(version, UploadVersion.Of(Blob(10, version.Metadata(10))));
    }

    [Fact]
    public void MetadataThatANewUploadTookAlongDoesNotCount() =>
        Assert.Equal("\"new\"", UploadVersion.Of(Blob(11, new UploadVersion("\"old\"", Uploaded).Metadata(10))).ETag);
}
