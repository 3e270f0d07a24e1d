using System.Text.Json;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>Settings: what the code reads is what Bicep and the sample of local settings give it.</summary>
public class SettingsTests
{
    /// <summary>What the Functions host reads by itself.</summary>
    private static readonly Dictionary<string, string> ReadByTheHost = new()
    {
        ["AzureWebJobsStorage__credential"] = "says that the connection is one of a managed identity",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "where telemetry goes",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "as whom it goes there",
        ["OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID"] = "the identity by which App Service authentication proves itself",
        ["WEBSITE_AUTH_AAD_ALLOWED_TENANTS"] = "whose people App Service authentication takes",
        ["FUNCTIONS_WORKER_RUNTIME"] = "the language; on Flex Consumption functionAppConfig says it",
    };

    /// <summary>Only on one machine: a connection string holds a key.</summary>
    private const string LocalConnection = "AzureWebJobsStorage";

    [Fact]
    public void TheCodeHasSettings() => Assert.Contains("Reap__Buckets", CodeFacts.Options.Keys);

    [Fact]
    public void NoOptionIsOfferedThatTheCodeDoesNotUse() =>
        Assert.All(
            CodeFacts.Options.Keys, name =>
            Assert.Contains(
            CodeFacts.Sources.Values, text => text.Contains($"settings.{name.Split("__")[1]}", StringComparison.Ordinal)));

    [BicepFact]
    public void EverySettingThatTheCodeReadsIsGivenOnAzure() =>
        Assert.All(
            CodeFacts.Options.Keys.Concat(CodeFacts.Named).Where(name => name != LocalConnection), name =>
            Assert.Contains(name, OnAzure().Keys));

    [BicepFact]
    public void NoSettingIsGivenOnAzureThatNobodyReads() =>
        Assert.All(OnAzure().Keys, name => Assert.True(IsRead(name), $"nobody reads {name}"));

    [Fact]
    public void TheSampleGivesEveryOptionItsDefault()
    {
        var sample = Sample();
        Assert.All(
            CodeFacts.Options, option =>
            Assert.Equal(option.Value, Assert.Contains(option.Key, (IDictionary<string, string>)sample)));
    }

    [Fact]
    public void TheSampleGivesNothingThatNobodyReads() =>
        Assert.All(Sample().Keys, name => Assert.True(IsRead(name), $"nobody reads {name}"));

    [BicepFact]
    public void AnOptionThatIsNotSetHasTheDefaultOfTheCodeOnAzureToo() =>
        Assert.All(CodeFacts.Options, option => Assert.Equal(option.Value, OnAzure()[option.Key]));

    [BicepFact]
    public void NoKeyStandsInASetting()
    {
        Assert.DoesNotContain(LocalConnection, OnAzure().Keys);
        Assert.Equal("UseDevelopmentStorage=true", Sample()[LocalConnection]);
    }

    private static bool IsRead(string name) =>
        CodeFacts.Options.ContainsKey(name) || CodeFacts.Named.Contains(name) || ReadByTheHost.ContainsKey(name);

    private static Dictionary<string, string> OnAzure() =>
        Deployment.Default.Of("Microsoft.Web/sites/config").Single(config => config.Name == "appsettings")
            .At("properties")!.Value.EnumerateObject()
            .ToDictionary(setting => setting.Name, setting => setting.Value.ToString());

    private static Dictionary<string, string> Sample() =>
        JsonDocument.Parse(DeployedFiles.Read("local.settings.sample.json")).RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(value => value.Name, value => value.Value.GetString()!);
}
