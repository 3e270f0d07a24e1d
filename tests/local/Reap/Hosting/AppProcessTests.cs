using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Local.Tests.Reap.Hosting;

public sealed class AppProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("reap-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AnAppThatEndsWhileStartingIsReportedWithWhatItSaid()
    {
        var options = new AppOptions
        {
            Storage = "UseDevelopmentStorage=true",
            LogFile = Path.Combine(folder, "app.log"),
            App = folder,
        };

        var fault = await Assert.ThrowsAsync<EnvironmentException>(() => AppProcess.StartAsync(options, CancellationToken.None));

        Assert.Contains("exit code 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("functions.metadata", fault.Message, StringComparison.Ordinal);
    }
}
