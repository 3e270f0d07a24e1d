using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Tests.Azurite;

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

    private AppOptions Options(string storage) => new() { Storage = storage, LogFile = Path.Combine(folder, "app.log") };
}
