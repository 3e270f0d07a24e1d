using ReapFunctions.Storage;

namespace ReapFunctions.Tests;

public sealed class PortfolioTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("reap-config-");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void EveryFileThatAPortfolioLacksIsNamedAtOnceWithThePlaceForIt()
    {
        var mine = Directory.CreateDirectory(Path.Combine(root.FullName, "portfolios", "mine", "sources")).Parent!;
        File.WriteAllText(Path.Combine(mine.FullName, "sources", "customers.json"), "{}");
        File.WriteAllText(Path.Combine(mine.FullName, "value.json"), "{}");

        var fault = Assert.Throws<ConfigException>(() => Portfolio.Read(ConfigFiles.OfDirectory(root.FullName, "mine")));

        Assert.Equal(
            ["targets.json", "risk.json", "reasons.json", "offers.json", "scorecard.json"],
            fault.Faults.Select(file => file.File));
        Assert.All(fault.Faults, file => Assert.Contains("functions/config/portfolios/mine", file.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("telco")]
    [InlineData("retail")]
    public void EveryPortfolioThatComesAlongIsComplete(string portfolio) =>
        Assert.NotEmpty(
            Portfolio.Read(ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), portfolio)).Contracts);
}
