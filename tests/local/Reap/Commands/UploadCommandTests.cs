using ReapFunctions.Local.Reap.Commands;
using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Local.Tests.Reap.Commands;

/// <summary>Where an upload goes, and which running app is told of it.</summary>
public class UploadCommandTests
{
    private const string Own = "UseDevelopmentStorage=true";
    private const string Given = "AccountName=one;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:10010/one;";
    private const string GivenToo = "BlobEndpoint=http://127.0.0.1:10010/one;AccountKey=AAAA;AccountName=one;";
    private const string Signed = "BlobEndpoint=http://127.0.0.1:10010/one;SharedAccessSignature=sv=2024-01-01&sig=secret";
    private const string Elsewhere = "AccountName=two;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:10010/two;";

    private static readonly RunningApp OnGiven = App(7071, null, Given);
    private static readonly RunningApp OnOwn = App(7072, Own, Own);

    [Theory]
    [InlineData(Given)]
    [InlineData(GivenToo)]
    [InlineData(Signed)]
    public void TheAppThatRunsOnTheGivenAccountIsToldHoweverTheAccountIsWritten(string storage) =>
        Assert.Equal(new Destination(storage, OnGiven.App, "key"), Of([OnGiven], storage));

    [Fact]
    public void OfSeveralAppsTheOneOnTheAccountIsTold()
    {
        Assert.Equal(OnGiven.App, Of([OnOwn, OnGiven], Given).App);
        Assert.Equal(new Destination(Own, OnOwn.App, "key"), Of([OnOwn, OnGiven], null));
    }

    [Theory]
    [InlineData(Elsewhere)]
    [InlineData("no connection string")]
    public void AnotherAccountIsNoneOfItsBusiness(string storage) =>
        Assert.Equal(new Destination(storage, App: null), Of([OnGiven], storage));

    [Fact]
    public void WithoutARunningAppTheUsualAzuriteIsMeant() => Assert.Equal(new Destination(Own, App: null), Of([], null));

    [Fact]
    public void TheSignatureOfAnAddressIsNotPartOfWhatIsWrittenDown() =>
        Assert.Equal("http://127.0.0.1:10010/one", StorageAccount.AddressOf(Signed)!.AbsoluteUri);

    private static Destination Of(RunningApp[] running, string? storage) =>
        UploadCommand.DestinationOf(running, storage, "customers");

    private static RunningApp App(int port, string? storage, string account) =>
        new(new Uri($"http://127.0.0.1:{port}"), storage, Environment.ProcessId)
        {
            Account = StorageAccount.AddressOf(account),
            Key = "key",
        };
}
