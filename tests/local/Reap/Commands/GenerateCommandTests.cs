using System.IO.Compression;
using ReapFunctions.Local.Reap;

namespace ReapFunctions.Local.Tests.Reap.Commands;

public sealed class GenerateCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("reap-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task ItWritesAFileForEveryNight()
    {
        var reaped = await ReapResult.RunAsync(
            "generate", "--customers", "50", "--nights", "2", "--date", "2026-11-20", "--out", folder);

        Assert.Equal(ExitCode.Ok, reaped.Code);
        Assert.StartsWith("customerId,", await File.ReadAllTextAsync(Extract("2026-11-20")), StringComparison.Ordinal);
        Assert.True(File.Exists(Extract("2026-11-21")));
        Assert.False(Directory.Exists(Path.Combine(folder, "truth")));
    }

    [Fact]
    public async Task ASourceWithNothingToTellSendsNoFileSinceOneWithoutRowsIsRefused()
    {
        await ReapResult.RunAsync("generate", "--customers", "5", "--nights", "3", "--date", "2026-11-20", "--out", folder);

        var files = Directory.GetFiles(folder, "*.csv", SearchOption.AllDirectories);
        Assert.All(files, file => Assert.True(File.ReadLines(file).Skip(1).Any(), file));
        Assert.True(files.Length < 3 * 4, "Five customers are not billed every day.");
    }

    [Fact]
    public async Task TheLastNightIsTodayUnlessSaid()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        await ReapResult.RunAsync("generate", "--customers", "5", "--nights", "2", "--out", folder);

        // Tolerates a midnight between the two looks at the clock.
        Assert.True(File.Exists(Extract($"{today:yyyy-MM-dd}")) || File.Exists(Extract($"{today.AddDays(1):yyyy-MM-dd}")));
    }

    [Fact]
    public async Task GzipHoldsTheSameBytes()
    {
        await ReapResult.RunAsync("generate", "--customers", "200", "--date", "2026-11-20", "--out", folder);
        await ReapResult.RunAsync("generate", "--customers", "200", "--date", "2026-11-20", "--out", folder, "--gzip");

        using var unzipped = new MemoryStream();
        await using (var zipped = new GZipStream(File.OpenRead(Extract("2026-11-20") + ".gz"), CompressionMode.Decompress))
            await zipped.CopyToAsync(unzipped);
        Assert.Equal(await File.ReadAllBytesAsync(Extract("2026-11-20")), unzipped.ToArray());
    }

    [Fact]
    public async Task TheTruthLiesApartFromTheExtracts()
    {
        await ReapResult.RunAsync("generate", "--customers", "20", "--date", "2026-11-20", "--out", folder, "--truth");

        Assert.True(File.Exists(Path.Combine(folder, "truth", "2026-11-20.csv")));
        Assert.Equal(
            [Extract("2026-11-20")], Directory.GetFiles(Path.Combine(folder, "customers"), "*", SearchOption.AllDirectories));
    }

    private string Extract(string date) => Path.Combine(folder, "customers", date, "customers.csv");
}
