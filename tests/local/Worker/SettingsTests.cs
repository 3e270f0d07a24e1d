using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Worker.Hosting;
using ReapFunctions.Local.Worker.Storage;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class SettingsTests
{
    private readonly List<string> faults = [];

    [Fact]
    public void SettingsAreSetIntoTexts()
    {
        var template = new SettingTemplate(Settings(("Queue", "orders"), ("A:B", "x")));
        Assert.Equal("orders-x-100", template.Resolve("%Queue%-%A__B%-100", "here", faults));
        Assert.Empty(faults);
    }

    [Fact]
    public void AMissingSettingIsAFaultThatNamesIt()
    {
        Assert.Equal("%Queue%", new SettingTemplate(Settings()).Resolve("%Queue%", "Function 'X'", faults));
        Assert.StartsWith("Function 'X' names the setting 'Queue'", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "ReapFunctions", "reapfunctions")]
    [InlineData(null, "My App_2.Web", "my-app-2-web")]
    [InlineData("given", "ReapFunctions", "given")]
    [InlineData(null, "An.Application.With.A.Very.Long.Name", "an-application-with-a-very-long")]
    [InlineData(null, "...", "host")]
    public void TheHostIdComesFromTheAppUnlessGiven(string? setting, string application, string id) =>
        Assert.Equal(id, HostIdentity.Of(Settings(("AzureFunctionsWebHost:hostid", setting)), application));

    [Theory]
    [InlineData("AzureWebJobsStorage", null)]
    [InlineData("ConnectionStrings:AzureWebJobsStorage", null)]
    [InlineData("ConnectionStrings:AzureWebJobsOther", "Other")]
    [InlineData("AzureWebJobsOther", "Other")]
    [InlineData("Other", "Other")]
    public void AConnectionIsFoundWithAndWithoutPrefix(string setting, string? name)
    {
        var connections = new StorageConnections(Settings((setting, "UseDevelopmentStorage=true")));
        Assert.Null(connections.FaultOf(name));
        Assert.Equal("devstoreaccount1", connections.Blobs(name).AccountName);
        Assert.Equal("devstoreaccount1", connections.Queues(name, base64: true).AccountName);
    }

    [Fact]
    public void AMissingConnectionSaysWhatToSet() => Assert.Contains(
        "UseDevelopmentStorage=true", new StorageConnections(Settings()).FaultOf(null), StringComparison.Ordinal);

    [Fact]
    public void AnIdentitySignsInAtTheServiceUris()
    {
        var connections = new StorageConnections(Settings(
            ("AzureWebJobsStorage:blobServiceUri", "https://b.example.com"),
            ("AzureWebJobsStorage:queueServiceUri", "https://q.example.com"),
            ("AzureWebJobsStorage:credential", "managedidentity"),
            ("AzureWebJobsStorage:clientId", "6e3a1f0c-7a54-4c2f-9d5e-0b8f4f9d2a11")));
        Assert.Equal("b.example.com", connections.Blobs(null).Uri.Host);
        Assert.Equal("q.example.com", connections.Queues(null, base64: true).Uri.Host);
    }

    [Fact]
    public void AnAccountNameStandsForItsServices() => Assert.Equal(
        "acc.blob.core.windows.net",
        new StorageConnections(Settings(("AzureWebJobsStorage:accountName", "acc"))).Blobs(null).Uri.Host);

    private static IConfiguration Settings(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => s.Value)).Build();
}
