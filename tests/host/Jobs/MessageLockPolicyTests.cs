using Azure.Core;
using Azure.Core.Pipeline;
using ReapFunctions.Local.Host.Jobs;

namespace ReapFunctions.Host.Tests.Jobs;

public sealed class MessageLockPolicyTests
{
    [Theory]
    [InlineData("?visibilitytimeout=14&numofmessages=4", "?visibilitytimeout=30&numofmessages=4")]
    [InlineData("?popreceipt=a14&visibilitytimeout=14", "?popreceipt=a14&visibilitytimeout=30")]
    [InlineData("?visibilitytimeout=0", "?visibilitytimeout=0")]
    [InlineData("?visibilitytimeout=5", "?visibilitytimeout=5")]
    [InlineData("?visibilitytimeout=140", "?visibilitytimeout=140")]
    [InlineData("?comp=list", "?comp=list")]
    [InlineData("", "")]
    public void OnlyTheLockThatTheSdkIsToldOfIsMadeLonger(string query, string expected)
    {
        var pipeline = HttpPipelineBuilder.Build(ClientOptions.Default);
        using var message = pipeline.CreateMessage();
        message.Request.Uri.Reset(new Uri($"http://127.0.0.1/queue/messages{query}"));

        new MessageLockPolicy().OnSendingRequest(message);

        Assert.Equal(expected, message.Request.Uri.Query);
    }

    [Fact]
    public void ALockIsRenewedWhenAQuarterOfItIsOver() =>
        Assert.InRange(MessageLockPolicy.Told / 2, TimeSpan.Zero, MessageLock.Period / 4);
}
