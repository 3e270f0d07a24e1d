using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class TableSharedKeyPolicyTests
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    [Fact]
    public void TheSignatureIsAnHmacOverDateAndResource()
    {
        var message = HttpPipelineBuilder.Build(new TableClientOptions()).CreateMessage();
        message.Request.Uri.Reset(new Uri("http://127.0.0.1:10002/devstoreaccount1/Runs(PartitionKey='a',RowKey='b')?$top=1"));

        new TableSharedKeyPolicy(new TableSharedKeyCredential("devstoreaccount1", Key), new FixedTime()).OnSendingRequest(message);

        Assert.True(message.Request.Headers.TryGetValue("x-ms-date", out var date));
        Assert.Equal("Sun, 22 Nov 2026 07:00:00 GMT", date);
        Assert.True(message.Request.Headers.TryGetValue("Authorization", out var authorization));
        // From Python: base64(hmac.new(key, date + '\n/devstoreaccount1' + path, sha256)).
        Assert.Equal("SharedKeyLite devstoreaccount1:XPSbm5t1CgQKTHDB93YB35EgWM06eVgM2CDCcvc8sXE=", authorization);
    }

    [Theory]
    [InlineData("https://a.table.core.windows.net/T", "/a/T")]
    [InlineData("https://a.table.core.windows.net/", "/a/")]
    [InlineData("https://a.table.core.windows.net/T(PartitionKey='%27%27',RowKey='%2F')?$filter=x", "/a/T(PartitionKey='%27%27',RowKey='%2F')")]
    [InlineData("https://a.table.core.windows.net/T?$top=1&comp=acl&x=y", "/a/T?comp=acl")]
    [InlineData("http://127.0.0.1:10002/a/T", "/a/a/T")]
    public void TheResourceIsThePathAsSentAndTheComponent(string uri, string resource) =>
        Assert.Equal(resource, TableSharedKeyPolicy.Resource("a", new Uri(uri)));

    [Fact]
    public void ANewKeySignsFromThenOn()
    {
        var credential = new TableSharedKeyCredential("a", Convert.ToBase64String([1]));
        var before = credential.Sign("text");

        credential.SetAccountKey(Convert.ToBase64String([2]));

        Assert.NotEqual(before, credential.Sign("text"));
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);
    }
}
