using ReapFunctions.Local.Host;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Host.Tests.Settings;

public sealed class HostArgumentsTests
{
    [Fact]
    public void TheDefaultIsThePortOfTheCoreToolsOnLoopback()
    {
        var arguments = HostArguments.Parse(["--app", "/a/b"]);
        Assert.Equal(
            ("/a/b", "http://127.0.0.1:7071/", false), (arguments.App, arguments.Url.ToString(), arguments.EndWithParent));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", "127.0.0.1", 0)]
    [InlineData("http://localhost:8080", "127.0.0.1", 8080)]
    [InlineData("http://[::1]:80", "::1", 80)]
    [InlineData("http://*:7071", "0.0.0.0", 7071)]
    public void AnAddressIsANumberOrAWordForOne(string url, string address, int port)
    {
        var arguments = HostArguments.Parse(["--url", url, "--end-with-parent", "--app", "a"]);
        Assert.Equal((address, port, true), (arguments.Address.ToString(), arguments.Url.Port, arguments.EndWithParent));
    }

    [Theory]
    [InlineData("No app is given.")]
    [InlineData("'--port' is not an argument of this host.", "--port", "1")]
    [InlineData("'--app' has no value.", "--app")]
    [InlineData("'--app' has no value.", "--app", "")]
    [InlineData("'https://127.0.0.1' is no address to listen on.", "--app", "a", "--url", "https://127.0.0.1")]
    [InlineData("'http://example.com' is no address to listen on.", "--app", "a", "--url", "http://example.com")]
    public void WhatIsNotUnderstoodIsNamed(string message, params string[] arguments)
    {
        var fault = Assert.Throws<HostException>(() => HostArguments.Parse(arguments));
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }
}
