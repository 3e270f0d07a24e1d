using System.Net;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Local.Host;
using ReapFunctions.Local.Host.Http;

namespace ReapFunctions.Host.Tests.Http;

public sealed class FunctionKeysTests
{
    [Theory]
    [InlineData("Anonymous")]
    [InlineData("Function")]
    [InlineData("Admin")]
    public void WithoutKeysEveryoneOnThisMachineMayCall(string level) =>
        Assert.True(Read(IPAddress.Loopback).Allow(Request(null), level));

    [Fact]
    public void WithoutKeysOtherMachinesAreNotListenedTo()
    {
        var fault = Assert.Throws<HostException>(() => Read(IPAddress.Any));
        Assert.Equal(
            "Other machines could call the functions at 0.0.0.0, and no key protects them. "
            + "Set Host__FunctionKey and Host__MasterKey, or listen on 127.0.0.1.",
            fault.Message);
    }

    [Theory]
    [InlineData("f", "Function", true)]
    [InlineData("f", "Admin", false)]
    [InlineData("m", "Function", true)]
    [InlineData("m", "Admin", true)]
    [InlineData("F", "Function", false)]
    [InlineData(null, "Function", false)]
    [InlineData(null, "Anonymous", true)]
    public void AKeyOpensItsLevel(string? key, string level, bool allowed) =>
        Assert.Equal(
            allowed, Read(IPAddress.Any, ("Host__FunctionKey", "f"), ("Host__MasterKey", "m")).Allow(Request(key), level));

    [Fact]
    public void WithTheFunctionKeyAloneNothingOpensAdmin() =>
        Assert.False(Read(IPAddress.Any, ("Host__FunctionKey", "f"), ("Host__MasterKey", "")).Allow(Request("f"), "Admin"));

    private static FunctionKeys Read(IPAddress address, params (string Name, string Value)[] settings) =>
        FunctionKeys.Read(settings.ToDictionary(setting => setting.Name, setting => setting.Value), address);

    private static HttpRequest Request(string? key)
    {
        var request = new DefaultHttpContext().Request;
        if (key is not null)
            request.Headers["x-functions-key"] = key;
        return request;
    }
}
