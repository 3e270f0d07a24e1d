using System.Text;
using System.Text.Json;
using ReapFunctions.Contracts;

namespace ReapFunctions.Tests.Extracts;

public sealed class ReadmeTests
{
    private static string Readme { get; } = Repository.Read("functions", "Extracts", "README.md");

    [Fact]
    public async Task TheContractOfTheReadmeReadsItsKindOfFile()
    {
        var json = Readme.Split("```json")[1].Split("```")[0];
        const string file = "# of billing\ncustomerId;email;segment;taxCode;age;revenue;eBilling;since\n"
            + "1;zoë@example.com;business;IT123456789;34;1.234,50;Yes;31.12.2020\n";

        var cleaned = await SmallExtract.Clean(Encoding.Latin1.GetBytes(file), Contract.Read("customers.json", json));

        Assert.Equal(["1,business,34,1234.5,true,2020-12-31"], cleaned.Rows);
    }

    [Theory]
    [InlineData(typeof(RepairRule))]
    [InlineData(typeof(DuplicateRule))]
    public void EveryRuleOfContractsIsNamed(Type rules) =>
        Assert.All(
            Enum.GetNames(rules),
            name => Assert.Contains($"`{JsonNamingPolicy.CamelCase.ConvertName(name)}`", Readme));
}
