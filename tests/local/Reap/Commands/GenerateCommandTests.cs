using System.IO.Compression;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Commands;

public sealed class GenerateCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("reap-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task WithoutLabelsADropOfNinetyDaysBeforeComesFirst()
    {
        await ReapResult.RunAsync("generate", "--customers", "5", "--nights", "2", "--date", "2026-11-20", "--out", folder);

        Assert.Equal(
            ["2026-08-22", "2026-11-20", "2026-11-21"],
            Directory.GetDirectories(Path.Combine(folder, "customers")).Select(date => Path.GetFileName(date)!).Order());
    }

    [Fact]
    public async Task ItWritesAFileForEveryNight()
    {
        var reaped = await ReapResult.RunAsync(
            "generate", "--labelled", "--customers", "50", "--nights", "2", "--date", "2026-11-20", "--out", folder);

        Assert.Equal(ExitCode.Ok, reaped.Code);
        Assert.StartsWith("customerId,", await File.ReadAllTextAsync(Extract("2026-11-20")), StringComparison.Ordinal);
        Assert.True(File.Exists(Extract("2026-11-21")));
        Assert.False(Directory.Exists(Path.Combine(folder, "truth")));
    }

    [Fact]
    public async Task ASourceWithNothingToTellSendsNoFileSinceOneWithoutRowsIsRefused()
    {
        await ReapResult.RunAsync("generate", "--labelled", "--customers", "5", "--nights", "3",
            "--date", "2026-11-20", "--out", folder);

        var files = Directory.GetFiles(folder, "*.csv", SearchOption.AllDirectories);
        Assert.All(files, file => Assert.True(File.ReadLines(file).Skip(1).Any(), file));
        Assert.True(files.Length < 3 * 5, "Five customers are not billed every day.");
    }

    [Fact]
    public async Task TheLastNightIsTodayUnlessSaid()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        await ReapResult.RunAsync("generate", "--labelled", "--customers", "5", "--nights", "2", "--out", folder);

        // Tolerates a midnight between the two looks at the clock.
        Assert.True(File.Exists(Extract($"{today:yyyy-MM-dd}")) || File.Exists(Extract($"{today.AddDays(1):yyyy-MM-dd}")));
    }

    [Fact]
    public async Task GzipHoldsTheSameBytes()
    {
        await ReapResult.RunAsync("generate", "--labelled", "--customers", "200", "--date", "2026-11-20", "--out", folder);
        await ReapResult.RunAsync("generate", "--labelled", "--customers", "200",
            "--date", "2026-11-20", "--out", folder, "--gzip");

        using var unzipped = new MemoryStream();
        await using (var zipped = new GZipStream(File.OpenRead(Extract("2026-11-20") + ".gz"), CompressionMode.Decompress))
            await zipped.CopyToAsync(unzipped);
        Assert.Equal(await File.ReadAllBytesAsync(Extract("2026-11-20")), unzipped.ToArray());
    }

    [Fact]
    public async Task TheTruthLiesApartFromTheExtracts()
    {
        await ReapResult.RunAsync("generate", "--labelled", "--customers", "20",
            "--date", "2026-11-20", "--out", folder, "--truth");

        Assert.True(File.Exists(Path.Combine(folder, "truth", "2026-11-20.csv")));
        Assert.Equal(
            [Extract("2026-11-20")], Directory.GetFiles(Path.Combine(folder, "customers"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task ContactsMadeAreAnswered()
    {
        var contacts = Path.Combine(folder, "contacts.csv");
        await File.WriteAllLinesAsync(
            contacts, Enumerable.Range(0, 200).Where(number => !CustomerId.IsOdd(new CustomerRandom(1, number)))
                .Select(number => $"C{number:D8},eBilling,call,2026-08-25").Prepend("customerId,offer,channel,day"));
        string[] options = ["generate", "--labelled", "--customers", "200", "--nights", "5",
            "--date", "2026-11-20", "--dirty", "0", "--out",
            folder];
        await ReapResult.RunAsync(options);
        var before = await File.ReadAllTextAsync(Extract("2026-11-24"));

        var reaped = await ReapResult.RunAsync([.. options, "--contacts", contacts]);

        Assert.True(reaped.Code == ExitCode.Ok, reaped.Output);
        Assert.NotEqual(before, await File.ReadAllTextAsync(Extract("2026-11-24")));
    }

    [Fact]
    public async Task AFaultOfTheContactsIsOfUse()
    {
        var contacts = Path.Combine(folder, "contacts.csv");
        await File.WriteAllTextAsync(contacts, "customerId,offer,channel,day\nC00000001,tee,call,2026-11-20\n");

        var reaped = await ReapResult.RunAsync(
            "generate", "--labelled", "--customers", "20", "--date", "2026-11-20", "--out", folder, "--contacts", contacts);

        Assert.Equal(ExitCode.Usage, reaped.Code);
        Assert.Contains("'tee' is no offer.", reaped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALifelikeWorldLosesFewerCustomersAndOneParameterMayBeOtherwise()
    {
        async Task<int> LeftAsync(params string[] options)
        {
            await ReapResult.RunAsync(
                ["generate", "--labelled", "--customers", "2000",
                    "--date", "2026-11-20", "--dirty", "0", "--out", folder, .. options]);
            return (await File.ReadAllLinesAsync(Extract("2026-11-20")))
                .Count(line => line.Contains(",left", StringComparison.Ordinal));
        }
        var (plain, lifelike) = (await LeftAsync(), await LeftAsync("--lifelike"));
        var more = await LeftAsync("--lifelike", "--churn", "0.6");

        Assert.InRange(lifelike, 20, plain / 2);
        Assert.True(more > plain);
    }

    private string Extract(string date) => Path.Combine(folder, "customers", date, "customers.csv");
}
