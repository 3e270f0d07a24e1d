using System.Net;
using System.Net.Sockets;
using ReapFunctions.Local.Host;

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
    public async Task AnAddressThatTheMachineHasNotIsNamed()
    {
        await using var host = Run("http://192.0.2.77:17171", ("Host__FunctionKey", "f"), ("Host__MasterKey", "m"));
        Assert.Equal(1, await host.EndAsync());
        Assert.Equal(
            "Nothing can listen on http://192.0.2.77:17171/: this machine has no such address. "
                + "Give one that it has with --url, such as http://127.0.0.1:7071.",
            LastLine(host));
    }

    [Theory]
    [InlineData(SocketError.AccessDenied, "this user may not take that port. Give one from 1024 on with --url.")]
    [InlineData(SocketError.AddressFamilyNotSupported, ". Give another address with --url.")]
    public void WhyNothingCanListenIsSaid(SocketError error, string sentence) =>
        Assert.EndsWith(sentence, PublicServer.ReasonOf(new SocketException((int)error)), StringComparison.Ordinal);

    [Fact]
    public async Task AWorkerThatDiesAtItsStartIsQuotedInTheLastLine()
    {
        await using var host = Run("http://127.0.0.1:0", ("TestAppFails", "no configuration today"));
        Assert.Equal(1, await host.EndAsync());
        Assert.Matches(
            @"^The worker ended with exit code \d+ while starting\. "
                + "Mend what it said, and start again: no configuration today$",
            LastLine(host));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("99")]
    [InlineData("banana")]
    public async Task AValueThatTheTriggersDoNotTakeIsNamedInTheLastLine(string value)
    {
        await using var host = Run("http://127.0.0.1:0", ("AzureFunctionsJobHost__extensions__queues__batchSize", value));
        Assert.Equal(1, await host.EndAsync());
        Assert.Matches(
            $@"^The triggers do not start: .*'{value}'.* Check host\.json and the settings\.$", LastLine(host));
        Assert.Contains(
            "AzureFunctionsJobHost:extensions:queues:batchSize", LastLine(host), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task WithoutKeysOtherMachinesCannotBeServed()
    {
        await using var host = Run("http://0.0.0.0:0");
        Assert.Equal(1, await host.EndAsync());
        Assert.EndsWith(
            "Set Host__FunctionKey and Host__MasterKey, or listen on 127.0.0.1.", host.Output, StringComparison.Ordinal);
    }

    private static string LastLine(HostProcess host) => host.Output.Split('\n')[^1];

    private HostProcess Run(string url, params (string Name, string Value)[] settings) => HostProcess.Run(
        ["--app", HostProcess.TestApp, "--url", url], [("AzureWebJobsStorage", azurite.ConnectionString), .. settings]);
}
