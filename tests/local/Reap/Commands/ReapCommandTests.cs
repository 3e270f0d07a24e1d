using System.Diagnostics;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Reap.Commands;

public sealed class ReapCommandTests : IDisposable
{
    private const string Nowhere =
        "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=http://127.0.0.1:9/a";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("generate")]
    [InlineData("generate", "--out", "x", "--customers", "0")]
    [InlineData("generate", "--out", "x", "--customers", "many")]
    [InlineData("generate", "--out", "x", "--nights", "0")]
    [InlineData("generate", "--out", "x", "--dirty", "1.5")]
    [InlineData("generate", "--out", "x", "--effects", "3")]
    [InlineData("generate", "--out", "x", "--churn", "1")]
    [InlineData("generate", "--out", "x", "--contacts", "nowhere.csv")]
    [InlineData("generate", "--out", "x", "--date", "21.11.2026")]
    [InlineData("generate", "--out", "x", "--unknown")]
    [InlineData("demo", "--hosts", "0")]
    [InlineData("demo", "--customers", "999")]
    [InlineData("demo", "--extract", "no-such-file.csv")]
    [InlineData("demo", "--source", "no-such-source")]
    [InlineData("demo", "--source", "invoices")]
    [InlineData("up", "--portfolio", "no-such-portfolio")]
    [InlineData("upload", "x.csv")]
    [InlineData("no-such-command")]
    public async Task ACommandLineThatCannotBeUsedEndsWith2(params string[] args)
    {
        var reaped = await ReapResult.RunAsync(args);

        Assert.Equal(ExitCode.Usage, reaped.Code);
        Assert.NotEmpty(reaped.Output);
    }

    [Theory]
    [InlineData("upload", "no-such-file.csv", "--source", "customers")]
    [InlineData("train", "--url", "http://127.0.0.1:9")]
    public async Task SomethingMissingOutsideEndsWith3AndSaysWhat(params string[] args)
    {
        var reaped = await ReapResult.RunAsync(args);

        Assert.Equal(ExitCode.Environment, reaped.Code);
        Assert.Contains(args[0] == "train" ? "127.0.0.1:9" : "no-such-file.csv", reaped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StorageThatIsNoConnectionStringEndsWith3AndSaysWhatToWrite()
    {
        var file = Extract();

        var reaped = await ReapResult.RunAsync("upload", file, "--source", "customers", "--storage", "not a connection string");

        Assert.Equal(ExitCode.Environment, reaped.Code);
        Assert.Contains("UseDevelopmentStorage=true", reaped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StorageThatDoesNotAnswerEndsWith3AndSaysHowToGetOne()
    {
        var reaped = await ReapResult.RunAsync("upload", Extract(), "--source", "customers", "--storage", Nowhere);

        Assert.Equal(ExitCode.Environment, reaped.Code);
        Assert.Contains("reap up", reaped.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("../x")]
    [InlineData("customers/x")]
    [InlineData("")]
    public async Task AnUploadOfASourceThatNoPortfolioHasEndsWith2AndNamesThoseItHas(string source)
    {
        var reaped = await ReapResult.RunAsync("upload", Extract(), "--source", source, "--storage", Nowhere);

        Assert.Equal(ExitCode.Usage, reaped.Code);
        Assert.Contains(
            $"No portfolio has a source '{source}'. Known: complaints, customers, ", reaped.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.txt", "rows", "such as customers/2026-11-21/all.csv")]
    [InlineData("empty.csv", "", "is empty, or no plain file")]
    [InlineData("empty.csv.gz", "", "is empty, or no plain file")]
    public async Task AFileThatCannotBeAnExtractIsNotUploaded(string name, string content, string sentence)
    {
        var file = folder.Combine(name);
        await File.WriteAllTextAsync(file, content);

        await IsNotUploadedAsync(file, sentence);
    }

    [Fact]
    public async Task DevicesAndPipesAreNotUploadedWhateverTheirName()
    {
        await IsNotUploadedAsync("/dev/null", "such as customers/2026-11-21/all.csv");
        File.CreateSymbolicLink(folder.Combine("null.csv"), "/dev/null");
        await IsNotUploadedAsync(folder.Combine("null.csv"), "is empty, or no plain file");
        using var pipe = Process.Start("mkfifo", [folder.Combine("pipe.csv")]);
        await pipe.WaitForExitAsync();
        await IsNotUploadedAsync(folder.Combine("pipe.csv"), "is empty, or no plain file");
    }

    [Theory]
    [InlineData("0001-01-01", "is before 1900-01-01")]
    [InlineData("9999-12-31", "lies ahead")]
    public async Task AnUploadOfAnImpossibleDateEndsWith2(string date, string sentence) =>
        await IsNotUploadedAsync(Extract(), sentence, "--date", date);

    private async Task IsNotUploadedAsync(string file, string sentence, params string[] options)
    {
        var reaped = await ReapResult.RunAsync(["upload", file, "--source", "customers", "--storage", Nowhere, .. options]);

        Assert.Equal(ExitCode.Usage, reaped.Code);
        Assert.Contains($"'{file}' ", reaped.Output, StringComparison.Ordinal);
        Assert.Contains(sentence, reaped.Output, StringComparison.Ordinal);
    }

    private string Extract()
    {
        var file = folder.Combine("customers.csv");
        File.WriteAllText(file, "customerId\nC1\n");
        return file;
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("up")]
    [InlineData("generate")]
    [InlineData("upload")]
    [InlineData("train")]
    public async Task HelpTeachesWithExamplesAndExitCodes(string command)
    {
        var reaped = await ReapResult.RunAsync(command, "--help");

        Assert.Equal(ExitCode.Ok, reaped.Code);
        Assert.Contains($"Examples:{Environment.NewLine}  reap {command}", reaped.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", reaped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AUsageErrorPointsToHelpInsteadOfPrintingIt()
    {
        var reaped = await ReapResult.RunAsync("generate");

        Assert.Contains("--out", reaped.Output, StringComparison.Ordinal);
        Assert.Contains("reap generate --help", reaped.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Examples:", reaped.Output, StringComparison.Ordinal);
    }
}
