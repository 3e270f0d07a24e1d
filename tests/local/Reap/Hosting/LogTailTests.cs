using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Local.Tests.Reap.Hosting;

public sealed class LogTailTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("reap-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task TheTailShowsTheLastLinesAndTheFileHoldsAll()
    {
        using (var log = new LogTail(Path.Combine(folder, "logs", "app.log")))
        {
            for (var i = 1; i <= 100; i++)
                log.Add($"line {i}.");

            Assert.Contains("line 100.", log.ToString(), StringComparison.Ordinal);
            Assert.Contains("line 71.", log.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("line 70.", log.ToString(), StringComparison.Ordinal);
            Assert.Contains(log.File, log.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(100, (await File.ReadAllLinesAsync(Path.Combine(folder, "logs", "app.log"))).Length);
    }

    [Fact]
    public void ALineAfterTheEndIsNoError()
    {
        var log = new LogTail(Path.Combine(folder, "app.log"));
        log.Dispose();

        log.Add("late");

        Assert.DoesNotContain("late", log.ToString(), StringComparison.Ordinal);
    }
}
