using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Worker.Http;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class ListenAddressTests
{
    [Fact]
    public void TheDefaultIsPort7071OfThisMachine() =>
        Assert.Equal(["http://127.0.0.1:7071"], ListenAddress.Of(new ConfigurationBuilder().Build()));

    [Theory]
    [InlineData("http://127.0.0.1:7071")]
    [InlineData("http://127.0.0.9:0")]
    [InlineData("http://localhost:80")]
    [InlineData("http://[::1]:5000")]
    public void LoopbackNeedsNoKeys(string url) => Assert.Null(ListenAddress.FaultOf(url, keysConfigured: false));

    [Theory]
    [InlineData("http://0.0.0.0:7071")]
    [InlineData("http://*:7071")]
    [InlineData("http://+:7071")]
    [InlineData("http://[::]:7071")]
    [InlineData("http://192.168.1.5:7071")]
    [InlineData("http://localhost.example.com:7071")]
    public void AnyOtherAddressNeedsKeys(string url)
    {
        Assert.Contains("HostKeys__default", ListenAddress.FaultOf(url, keysConfigured: false), StringComparison.Ordinal);
        Assert.Null(ListenAddress.FaultOf(url, keysConfigured: true));
    }

    [Fact]
    public void AnAddressThatIsNoneSaysSo() =>
        Assert.Contains("cannot be read", ListenAddress.FaultOf("7071", keysConfigured: true), StringComparison.Ordinal);
}
