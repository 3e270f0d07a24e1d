using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Storage;

public sealed class ConfigFilesTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("reap-config-");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void TheDefaultPortfolioLeavesOtherPortfoliosOut()
    {
        Write("targets.json", "default");
        Write("portfolios/bank/targets.json", "bank");

        var files = ConfigFiles.OfDirectory(root.FullName, "");

        Assert.Equal(["targets.json"], files.Names);
        Assert.Equal("default", files["targets.json"]);
    }

    [Fact]
    public void APortfolioIsReadFromItsOwnFolder()
    {
        Write("targets.json", "default");
        Write("portfolios/bank/sources/loans.json", "bank");

        var files = ConfigFiles.OfDirectory(root.FullName, "bank");

        Assert.Equal(["sources/loans.json"], files.Names);
    }

    [Fact]
    public void AnUnknownPortfolioNamesThoseThatExist()
    {
        Write("portfolios/bank/targets.json", "bank");

        var fault = Assert.Throws<ConfigException>(() => ConfigFiles.OfDirectory(root.FullName, "insurance"));

        Assert.Contains("'insurance'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("bank", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        var files = ConfigFiles.OfDirectory(root.FullName, "");

        Assert.Contains(
            "value.json", Assert.Throws<ConfigException>(() => files["value.json"]).Message, StringComparison.Ordinal);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(root.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
