using ReapFunctions.Extracts;

namespace ReapFunctions.Tests.Extracts;

public class UploadEventTests
{
    // The example of "Azure Blob Storage as an Event Grid source" in Microsoft's documentation, with this project's names.
    private const string Documented = """
        {
          "topic": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/streap",
          "subject": "/blobServices/default/containers/extracts/blobs/customers/2026-11-21/all.csv",
          "eventType": "Microsoft.Storage.BlobCreated",
          "eventTime": "2026-11-22T01:07:41.3478Z",
          "id": "831e1650-001e-001b-66ab-eeb76e069631",
          "data": {
            "api": "PutBlockList",
            "clientRequestId": "6d79dbfb-0e37-4fc4-981f-442c9ca65760",
            "requestId": "831e1650-001e-001b-66ab-eeb76e000000",
            "eTag": "\"0x8D4BCC2E4835CD0\"",
            "contentType": "text/csv",
            "contentLength": 524288,
            "blobType": "BlockBlob",
            "url": "https://streap.blob.core.windows.net/extracts/customers/2026-11-21/all.csv",
            "sequencer": "00000000000004420000000000028963",
            "storageDiagnostics": { "batchId": "b68529f3-68cd-4744-baa4-3c0498ec19f0" }
          },
          "dataVersion": "",
          "metadataVersion": "1"
        }
        """;

    [Fact]
    public void TheBlobOfAnUploadIsNamedWithinItsContainer() =>
        Assert.Equal("customers/2026-11-21/all.csv", UploadEvent.BlobName(Documented));

    [Fact]
    public void EscapesOfTheUrlAreUndone() =>
        Assert.Equal(
            "customers/2026-11-21/all of it.csv",
            UploadEvent.BlobName(Documented.Replace("21/all.csv\",", "21/all%20of%20it.csv\",", StringComparison.Ordinal)));

    [Fact]
    public void AnEmulatorsAddressIsUnderstood() =>
        Assert.Equal("customers/2026-11-21/all.csv", UploadEvent.BlobName(
            Documented.Replace(
                "https://streap.blob.core.windows.net/", "http://127.0.0.1:10000/devstoreaccount1/", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Microsoft.Storage.BlobCreated", "Microsoft.Storage.BlobDeleted")]
    [InlineData("windows.net/extracts/", "windows.net/models/")]
    [InlineData("windows.net/extracts/customers/2026-11-21/all.csv", "windows.net/extracts")]
    [InlineData("\"url\"", "\"link\"")]
    [InlineData("\"data\"", "\"date\"")]
    public void AnEventOfSomethingElseNamesNoBlob(string replaced, string by) =>
        Assert.Null(UploadEvent.BlobName(Documented.Replace(replaced, by, StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("customers/2026-11-21/all.csv")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"eventType\": \"Microsoft.Storage.BlobCreated\", \"data\": 1}")]
    [InlineData("{\"eventType\": \"Microsoft.Storage.BlobCreated\", \"data\": {\"url\": \"all.csv\"}}")]
    public void AMessageThatIsNoEventNamesNoBlob(string message) => Assert.Null(UploadEvent.BlobName(message));
}
