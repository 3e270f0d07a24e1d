using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Host;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Host.Tests.Settings;

public sealed class HostJsonTests
{
    [Fact]
    public void WithoutValuesThePlatformsDefaultsApply()
    {
        var settings = Settings([]);
        Assert.Equal("api", HostJson.RoutePrefix(settings));
        Assert.Equal(TimeSpan.FromMinutes(30), HostJson.FunctionTimeout(settings));
    }

    [Theory]
    [InlineData("00:01:30", 90)]
    [InlineData("-1", null)]
    public void ATimeLimitIsATimeOrNone(string text, int? seconds) =>
        Assert.Equal(seconds, (int?)HostJson.FunctionTimeout(Settings(new() { ["functionTimeout"] = text }))?.TotalSeconds);

    [Theory]
    [InlineData("soon")]
    [InlineData("-00:00:01")]
    public void AnyOtherTimeLimitIsAFault(string text)
    {
        var fault = Assert.Throws<HostException>(() => HostJson.FunctionTimeout(Settings(new() { ["functionTimeout"] = text })));
        Assert.Equal(
            $"functionTimeout in host.json is '{text}'. "
            + "Write it as hours, minutes and seconds, such as 00:30:00, or -1 for none.",
            fault.Message);
    }

    [Fact]
    public void SettingsOverrideHostJsonWhichOverridesWhatSuitsOneMachine()
    {
        var settings = Settings(
            new() { ["singleton:listenerLockPeriod"] = "00:00:45", ["extensions:http:routePrefix"] = "v1" },
            ("AzureFunctionsJobHost__extensions__http__routePrefix", "/v2/"));
        Assert.Equal("v2", HostJson.RoutePrefix(settings));
        Assert.Equal("00:00:45", settings["AzureFunctionsJobHost:singleton:listenerLockPeriod"]);
        Assert.Equal("00:00:15", settings["AzureFunctionsJobHost:singleton:listenerLockRecoveryPollingInterval"]);
    }

    private static IConfiguration Settings(
        Dictionary<string, string> hostJson, params (string Name, string Value)[] settings) => AppSettings.Configure(
        settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        hostJson.ToDictionary(value => $"{HostJson.Section}:{value.Key}", string? (value) => value.Value));
}
