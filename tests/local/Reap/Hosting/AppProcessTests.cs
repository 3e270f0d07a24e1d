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
        // reap without arguments says what is missing and ends.
        var options = new AppOptions
        {
            Storage = "UseDevelopmentStorage=true",
            LogFile = Path.Combine(folder, "app.log"),
            Assembly = Path.Combine(AppContext.BaseDirectory, "reap.dll"),
        };

        var fault = await Assert.ThrowsAsync<EnvironmentException>(() => AppProcess.StartAsync(options, CancellationToken.None));

        Assert.Contains("exit code 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains("reap --help", fault.Message, StringComparison.Ordinal);
    }
}
