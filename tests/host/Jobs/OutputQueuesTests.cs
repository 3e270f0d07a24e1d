using Google.Protobuf;
using ReapFunctions.Local.Host.Jobs;
using ReapFunctions.Local.Host.Worker.Rpc;

namespace ReapFunctions.Host.Tests.Jobs;

public sealed class OutputQueuesTests
{
    [Theory]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2]}""")]
    [InlineData("""["one",{"a":1},null,3,[4]]""", "one", """{"a":1}""", "3", "[4]")]
    [InlineData("5", "5")]
    [InlineData("null")]
    [InlineData("[]")]
    public void AnArrayIsAMessageForEachElementAndNullIsNone(string json, params string[] messages) =>
        Assert.Equal(messages, OutputQueues.Messages(new TypedData { Json = json }));

    [Fact]
    public void TextIsOneMessageEvenWhereItLooksLikeAnArray()
    {
        Assert.Equal(["[1,2]"], OutputQueues.Messages(new TypedData { String = "[1,2]" }));
        Assert.Equal(["ü"], OutputQueues.Messages(new TypedData { Bytes = ByteString.CopyFromUtf8("ü") }));
    }

    [Fact]
    public void NoDataIsNoMessage()
    {
        Assert.Empty(OutputQueues.Messages(null));
        Assert.Empty(OutputQueues.Messages(new TypedData()));
    }
}
