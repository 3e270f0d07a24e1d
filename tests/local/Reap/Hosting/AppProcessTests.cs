using Azure.Storage.Blobs;
using ReapFunctions.Local.Azurite;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Tests.Azurite;
using ReapFunctions.Storage;

namespace ReapFunctions.Local.Tests.Reap.Hosting;

public sealed class AppProcessTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("reap-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AnAppThatEndsWhileStartingIsReportedWithWhatItSaid()
    {
        var options = Options("UseDevelopmentStorage=true") with { App = folder };

        var fault = await Assert.ThrowsAsync<EnvironmentException>(() => AppProcess.StartAsync(options, CancellationToken.None));

        Assert.Contains("exit code 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("functions.metadata", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAppThatStopsInOrderHasNothingToSay()
    {
        await using var app = await AppProcess.StartAsync(Options(azurite.ConnectionString), CancellationToken.None);

        Assert.Null(await app.StopAsync());
    }

    [Fact]
    public async Task AnAppThatEndsBadlyIsSaidTo()
    {
        await using var app = await AppProcess.StartAsync(Options(azurite.ConnectionString), CancellationToken.None);
        await app.KillAsync();

        Assert.Contains("ended with exit code 137", await app.StopAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFaultOfTheConfigurationEndsTheAppWithItsSentencesAndNoStackTrace()
    {
        var blobs = new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient("config");
        await blobs.CreateIfNotExistsAsync();
        await blobs.GetBlobClient("value.json").UploadAsync(BinaryData.FromString("""{ "currency": 7 }"""));
        try
        {
            var options = Options(azurite.ConnectionString);
            await using var storage = await StorageAccount.OpenAsync(
                azurite.ConnectionString, new AzuriteOptions(), CancellationToken.None);

            var app = await Assert.ThrowsAsync<EnvironmentException>(
                () => AppProcess.StartAsync(options, CancellationToken.None));
            var reap = await Assert.ThrowsAsync<ConfigException>(
                () => AppGroup.StartAsync(storage, options, count: 1, CancellationToken.None));

            Assert.All((string[])[app.Message, reap.Message], said =>
            {
                Assert.Contains("value.json $.currency: 7 stands where a text is expected.", said, StringComparison.Ordinal);
                Assert.Contains("value.json $.marginRate: The member is missing", said, StringComparison.Ordinal);
                Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
                Assert.DoesNotContain("Exception", said, StringComparison.Ordinal);
            });
            Assert.Contains("The worker ended with exit code 2", app.Message, StringComparison.Ordinal);
        }
        finally
        {
            await blobs.DeleteAsync();
        }
    }

    [Fact]
    public async Task ASettingThatCannotBeUsedEndsTheAppWithItsSentence()
    {
        var options = Options(azurite.ConnectionString) with
        {
            Settings = new Dictionary<string, string> { ["Reap__Buckets"] = "0", ["Reap__KeepRuns"] = "1" },
        };

        var fault = await Assert.ThrowsAsync<EnvironmentException>(() => AppProcess.StartAsync(options, CancellationToken.None));

        Assert.Contains("settings Reap:Buckets: It is 0. Set a number from 1 to 256.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("settings Reap:KeepRuns: It is 1.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", fault.Message, StringComparison.Ordinal);
    }

    private AppOptions Options(string storage) => new() { Storage = storage, LogFile = Path.Combine(folder, "app.log") };
}
