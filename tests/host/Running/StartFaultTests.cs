using System.Net;
using System.Net.Sockets;

namespace ReapFunctions.Host.Tests.Running;

/// <summary>What keeps a host from starting is said in a sentence that ends with what to do, and the exit code is 1.</summary>
public sealed class StartFaultTests(Azurite azurite) : IClassFixture<Azurite>
{
    private const string Nowhere =
        "AccountName=devstoreaccount1;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:9/devstoreaccount1;";

    [Fact]
    public async Task AnAppThatIsNotBuiltIsSaidToBe()
    {
        var folder = Directory.CreateTempSubdirectory("no-app");
        await using var host = HostProcess.Run(["--app", folder.FullName]);
        Assert.Equal(1, await host.EndAsync());
        Assert.Equal(
            $"There is no functions.metadata in '{folder.FullName}'. Build the app first: dotnet build functions.", host.Output);
        folder.Delete();
    }

    [Fact]
    public async Task AnAppWhoseDeclarationsAreSomethingElseIsSaidToHaveThem()
    {
        var folder = Directory.CreateTempSubdirectory("no-app");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "functions.metadata"), "[{}]");
        await using var host = HostProcess.Run(["--app", folder.FullName]);
        Assert.Equal(1, await host.EndAsync());
        Assert.StartsWith(
            $"functions.metadata in '{folder.FullName}' is not as expected: ", host.Output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task AStorageAccountThatDoesNotAnswerIsNamed()
    {
        await using var host = HostProcess.Run(["--app", HostProcess.TestApp], ("AzureWebJobsStorage", Nowhere));
        Assert.Equal(1, await host.EndAsync());
        Assert.StartsWith("The storage account of AzureWebJobsStorage does not answer: ", host.Output, StringComparison.Ordinal);
        Assert.EndsWith(" Start it (Azurite, or 'reap up'), or mend the setting.", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APortThatIsTakenIsNamed()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        await using var host = Run(url);
        Assert.Equal(1, await host.EndAsync());
        Assert.Contains($"Nothing can listen on {url}/", host.Output, StringComparison.Ordinal);
        Assert.Contains("Give another port with --url, or stop the program that has it.", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorkerThatDiesAtItsStartIsQuoted()
    {
        await using var host = Run("http://127.0.0.1:0", ("TestAppFails", "no configuration today"));
        Assert.Equal(1, await host.EndAsync());
        Assert.Matches(
            @"with exit code \d+ while starting\. Mend what it said, and start again:\n"
                + @"Unhandled exception\. .*: no configuration today",
            host.Output);
    }

    [Fact]
    public async Task AValueThatTheTriggersDoNotTakeIsSaid()
    {
        await using var host = Run("http://127.0.0.1:0", ("AzureFunctionsJobHost__extensions__queues__batchSize", "99"));
        Assert.Equal(1, await host.EndAsync());
        Assert.Matches(@"The triggers do not start: .* Check host\.json and the settings\.", host.Output);
    }

    [Fact]
    public async Task WithoutKeysOtherMachinesCannotBeServed()
    {
        await using var host = Run("http://0.0.0.0:0");
        Assert.Equal(1, await host.EndAsync());
        Assert.EndsWith(
            "Set Host__FunctionKey and Host__MasterKey, or listen on 127.0.0.1.", host.Output, StringComparison.Ordinal);
    }

    private HostProcess Run(string url, params (string Name, string Value)[] settings) => HostProcess.Run(
        ["--app", HostProcess.TestApp, "--url", url], [("AzureWebJobsStorage", azurite.ConnectionString), .. settings]);
}
