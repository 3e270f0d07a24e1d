using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Local.Tests.Reap.Hosting;

public class LoopbackTests
{
    [Theory]
    [InlineData("http://0.0.0.0:7071", "http://127.0.0.1:7071/")]
    [InlineData("http://[::]:7071", "http://[::1]:7071/")]
    [InlineData("http://127.0.0.2:7071", "http://127.0.0.2:7071/")]
    [InlineData("http://[::1]:7071", "http://[::1]:7071/")]
    [InlineData("http://192.168.0.7:80", "http://192.168.0.7/")]
    [InlineData("http://localhost:7071", "http://localhost:7071/")]
    public void EveryAddressIsCalledByLoopbackAndAnyOtherByItself(string listening, string callable) =>
        Assert.Equal(callable, Loopback.Of(new Uri(listening)).AbsoluteUri);
}
