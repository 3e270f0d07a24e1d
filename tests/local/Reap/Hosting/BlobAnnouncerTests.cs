using System.Text.Json.Nodes;
using Azure;
using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Local.Tests.Reap.Hosting;

public class BlobAnnouncerTests
{
    [Fact]
    public void AnEventNamesTheVersionThatWasUploadedAsEventGridDoes()
    {
        var created = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(
            BlobAnnouncer.Created(new Uri("http://127.0.0.1:10000/account/extracts/a.csv"), new ETag("\"0x8DB\""))))!;

        Assert.Equal("0x8DB", (string?)created["data"]!["eTag"]);
        Assert.Equal("Microsoft.Storage.BlobCreated", (string?)created["eventType"]);
    }
}
