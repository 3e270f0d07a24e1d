using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Worker.Hosting;
using ReapFunctions.Local.Worker.Http;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class LocalSettingsTests : IDisposable
{
    private const string Variable = "REAP_LOCAL_SETTINGS_TEST";

    private readonly string directory = Directory.CreateTempSubdirectory("local-settings").FullName;

    [Fact]
    public void ValuesBecomeSettingsBelowTheEnvironment()
    {
        Environment.SetEnvironmentVariable(Variable, "environment");
        var settings = Load($$"""{ "Values": { "{{Variable}}": "file", "A__B": "nested", "Number": 5 } }""");
        Assert.Equal("environment", settings[Variable]);
        Assert.Equal("nested", settings["A:B"]);
        Assert.Equal("5", settings["Number"]);
    }

    [Fact]
    public void ConnectionStringsAndThePortAreReadToo()
    {
        var settings = Load("""{ "ConnectionStrings": { "Other": "x=y" }, "Host": { "LocalHttpPort": 7099, "CORS": "*" } }""");
        Assert.Equal("x=y", settings.GetConnectionString("Other"));
        Assert.Equal(["http://127.0.0.1:7099"], ListenAddress.Of(settings));
    }

    [Fact]
    public void WithoutFileNothingIsAdded() => Assert.Null(Load(null)["A:B"]);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        Directory.Delete(directory, recursive: true);
    }

    private ConfigurationManager Load(string? file)
    {
        if (file is not null)
            File.WriteAllText(Path.Combine(directory, "local.settings.json"), file);
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables();
        LocalSettings.AddTo(configuration, directory);
        return configuration;
    }
}
