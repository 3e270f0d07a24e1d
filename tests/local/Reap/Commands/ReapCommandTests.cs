using ReapFunctions.Local.Reap;

namespace ReapFunctions.Local.Tests.Reap.Commands;

public class ReapCommandTests
{
    [Theory]
    [InlineData("generate")]
    [InlineData("generate", "--out", "x", "--customers", "0")]
    [InlineData("generate", "--out", "x", "--customers", "many")]
    [InlineData("generate", "--out", "x", "--nights", "0")]
    [InlineData("generate", "--out", "x", "--dirty", "1.5")]
    [InlineData("generate", "--out", "x", "--date", "21.11.2026")]
    [InlineData("generate", "--out", "x", "--unknown")]
    [InlineData("demo", "--hosts", "0")]
    [InlineData("demo", "--extract", "no-such-file.csv")]
    [InlineData("demo", "--source", "no-such-source")]
    [InlineData("demo", "--source", "invoices")]
    [InlineData("up", "--portfolio", "no-such-portfolio")]
    [InlineData("upload", "x.csv")]
    [InlineData("no-such-command")]
    public async Task ACommandLineThatCannotBeUsedEndsWith2(params string[] args)
    {
        var reaped = await Reaped.RunAsync(args);

        Assert.Equal(ExitCode.Usage, reaped.Code);
        Assert.NotEmpty(reaped.Output);
    }

    [Theory]
    [InlineData("upload", "no-such-file.csv", "--source", "customers")]
    [InlineData("train", "--url", "http://127.0.0.1:9")]
    public async Task SomethingMissingOutsideEndsWith3AndSaysWhat(params string[] args)
    {
        var reaped = await Reaped.RunAsync(args);

        Assert.Equal(ExitCode.Environment, reaped.Code);
        Assert.Contains(args[0] == "train" ? "127.0.0.1:9" : "no-such-file.csv", reaped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StorageThatIsNoConnectionStringEndsWith3AndSaysWhatToWrite()
    {
        var file = Path.GetTempFileName();
        try
        {
            var reaped = await Reaped.RunAsync("upload", file, "--source", "customers", "--storage", "not a connection string");

            Assert.Equal(ExitCode.Environment, reaped.Code);
            Assert.Contains("UseDevelopmentStorage=true", reaped.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task StorageThatDoesNotAnswerEndsWith3AndSaysHowToGetOne()
    {
        var file = Path.GetTempFileName();
        try
        {
            const string Nowhere =
                "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=http://127.0.0.1:9/a";
            var reaped = await Reaped.RunAsync("upload", file, "--source", "customers", "--storage", Nowhere);

            Assert.Equal(ExitCode.Environment, reaped.Code);
            Assert.Contains("reap up", reaped.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("up")]
    [InlineData("generate")]
    [InlineData("upload")]
    [InlineData("train")]
    public async Task HelpTeachesWithExamplesAndExitCodes(string command)
    {
        var reaped = await Reaped.RunAsync(command, "--help");

        Assert.Equal(ExitCode.Ok, reaped.Code);
        Assert.Contains($"Examples:{Environment.NewLine}  reap {command}", reaped.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", reaped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AUsageErrorPointsToHelpInsteadOfPrintingIt()
    {
        var reaped = await Reaped.RunAsync("generate");

        Assert.Contains("--out", reaped.Output, StringComparison.Ordinal);
        Assert.Contains("reap generate --help", reaped.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Examples:", reaped.Output, StringComparison.Ordinal);
    }
}
