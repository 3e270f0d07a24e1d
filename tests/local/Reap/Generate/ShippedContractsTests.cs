using ReapFunctions.Contracts;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Storage;

namespace ReapFunctions.Local.Tests.Reap.Generate;

public class ShippedContractsTests
{
    private static readonly string Config = Path.Combine(AppContext.BaseDirectory, "config");

    [Theory]
    [InlineData("sources/customers.json")]
    [InlineData("portfolios/telco/sources/telco.json")]
    public void TheContractsThatShipCanBeRead(string file)
    {
        var contract = Contract.Read(file, File.ReadAllText(Path.Combine(Config, file)));

        Assert.Equal(Path.GetFileNameWithoutExtension(file), contract.Source);
    }

    [Theory]
    [InlineData("")]
    [InlineData("telco")]
    [InlineData("retail")]
    public void ThePortfoliosThatShipHaveNoFault(string portfolio) =>
        Assert.NotEmpty(Portfolio.Read(ConfigFiles.OfDirectory(Config, portfolio)).Contracts);

    [Fact]
    public void TheGeneratorWritesTheColumnsOfEveryDetailContractInItsOrder()
    {
        foreach (var shape in DetailShape.All)
        {
            var file = Path.Combine(Config, "sources", $"{shape.Source}.json");
            Assert.Equal(Contract.Read(file, File.ReadAllText(file)).Schema.Fields.Select(field => field.Name), shape.Columns);
        }
    }

    [Fact]
    public void TheGeneratorWritesTheColumnsOfTheContractInItsOrder()
    {
        var contract = Contract.Read("customers.json", File.ReadAllText(Path.Combine(Config, "sources", "customers.json")));

        Assert.Equal(contract.Schema.Fields.Select(field => field.Name), CustomerColumns.Names);
    }
}
