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

        var lacking = fault.Faults.Where(file => file.Message.Contains("functions/config/portfolios/mine")).ToList();
        Assert.Equal(
            ["offers.json", "reasons.json", "scorecard.json", "targets.json"],
            lacking.Select(file => file.File).Order(StringComparer.Ordinal));
        // What is there is looked at all the same.
        Assert.Equal(
            ["sources/customers.json", "value.json"],
            fault.Faults.Except(lacking).Select(file => file.File).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("telco")]
    [InlineData("retail")]
    public void EveryPortfolioThatComesAlongIsComplete(string portfolio) =>
        Assert.NotEmpty(
            Portfolio.Read(ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), portfolio)).Contracts);
}
