using System.Net;
using System.Text;
using System.Text.Json;

namespace ReapFunctions.Host.Tests.Running;

/// <summary>Blobs run their function whether someone announces them or not, and once.</summary>
[Collection(SharedHostTests.Name)]
public sealed class BlobTests(SharedHost shared)
{
    private const string Webhook = "runtime/webhooks/blobs?functionName=Host.Functions.ReadsDrop";

    [Fact]
    public async Task ABlobThatNobodyAnnouncesIsFoundAndEachContentRunsOnce()
    {
        var container = await shared.ContainerAsync("drops");
        await container.UploadBlobAsync("scanned/a.csv", BinaryData.FromString("one"));
        Assert.Equal(["scanned a.csv one"], await shared.TakeAsync("drops-out", 1));
        await container.GetBlobClient("scanned/a.csv").UploadAsync(BinaryData.FromString("two"), overwrite: true);
        Assert.Equal(["scanned a.csv two"], await shared.TakeAsync("drops-out", 1));
        await SettledAsync();
    }

    [Fact]
    public async Task NoBlobIsLostAmongManyOfOneSecond()
    {
        var container = await shared.ContainerAsync("drops");
        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50 * i));
            await container.UploadBlobAsync($"many/{i:00}", BinaryData.FromString("x"));
        }));
        var ran = await shared.TakeAsync("drops-out", 60);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"many {i:00} x"), ran.Order());
        await SettledAsync();
    }

    [Fact]
    public async Task ABlobThatIsAnnouncedRunsAtOnceAndTheScanLeavesItAlone()
    {
        var container = await shared.ContainerAsync("drops");
        var uploaded = await container.UploadBlobAsync("told/b (1)+ü.csv", BinaryData.FromString("one"));
        var url = container.GetBlobClient("told/b (1)+ü.csv").Uri;
        using var response = await PostAsync(Webhook, SharedHost.MasterKey, Event(url, uploaded.Value.ETag.ToString()));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["told b (1)+ü.csv one"], await shared.TakeAsync("drops-out", 1));
        await SettledAsync();
    }

    [Fact]
    public async Task AnEventWithoutTheMasterKeyIsRefused()
    {
        using var response = await PostAsync(Webhook, SharedHost.FunctionKey, "[]");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData(Webhook, "no json", HttpStatusCode.BadRequest, "The body is not JSON: ")]
    [InlineData(Webhook, "[{}]", HttpStatusCode.BadRequest, "Event 0 names no blob.")]
    [InlineData("runtime/webhooks/blobs", "[]", HttpStatusCode.NotFound, "There is no function ''")]
    [InlineData("runtime/webhooks/blobs?functionName=No", "[]", HttpStatusCode.NotFound, "There is no function 'No'")]
    [InlineData("runtime/webhooks/blobs?functionName=Host.Functions.Takes", "[]", HttpStatusCode.NotFound, "There is no")]
    public async Task AnEventThatSaysNothingIsAnsweredWithASentence(
        string path, string body, HttpStatusCode status, string sentence)
    {
        using var response = await PostAsync(path, SharedHost.MasterKey, body);
        Assert.Equal(status, response.StatusCode);
        Assert.StartsWith(sentence, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABlobThatAlwaysFailsIsPoisonAfterTheThreshold()
    {
        await (await shared.ContainerAsync("bad")).UploadBlobAsync("c.csv", BinaryData.FromString("x"));
        var poison = Assert.Single(await shared.TakeAsync("webjobs-blobtrigger-poison", 1));
        using var message = JsonDocument.Parse(poison);
        Assert.Equal("Host.Functions.FailsOnBlobs", message.RootElement.GetProperty("FunctionId").GetString());
        Assert.Equal("c.csv", message.RootElement.GetProperty("BlobName").GetString());
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string key, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("aeg-event-type", "Notification");
        request.Headers.Add("x-functions-key", key);
        return await shared.Http.SendAsync(request);
    }

    private static string Event(Uri url, string etag) => JsonSerializer.Serialize(new[]
    {
        new
        {
            eventType = "Microsoft.Storage.BlobCreated",
            data = new { url = url.ToString(), eTag = etag.Trim('"'), blobType = "BlockBlob" },
        },
    });

    /// <summary>A later blob has come and gone: one that was to run twice would have.</summary>
    private async Task SettledAsync()
    {
        var name = Guid.NewGuid().ToString();
        await (await shared.ContainerAsync("drops")).UploadBlobAsync($"settled/{name}", BinaryData.FromString("x"));
        Assert.Equal([$"settled {name} x"], await shared.TakeAsync("drops-out", 1));
        Assert.Equal(0, await shared.CountAsync("drops-out"));
    }
}
