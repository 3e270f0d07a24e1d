using System.Text.Json;
using System.Text.RegularExpressions;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>
/// What it costs: the guide's table is the counts of the benchmark times the prices, and its prices are those of the file.
/// </summary>
public class CostTests
{
    private static readonly string Guide = DeployedFiles.Read("infra/azure/README.md");

    [BicepFact]
    public void TheTableIsWhatCountsAndPricesGive()
    {
        var rows = Costs.Rows();
        Assert.True(
            rows.All(row => Guide.Contains(row, StringComparison.Ordinal)),
            $"The guide's table must be:\n{string.Join('\n', rows)}");
    }

    [Fact]
    public void AMillionAnswersCostWhatTheGuideSays() =>
        Assert.Contains($"a million of them cost {Costs.Answers},", Guide, StringComparison.Ordinal);

    [Fact]
    public void EveryPriceStandsInTheGuide()
    {
        var prices = JsonDocument.Parse(DeployedFiles.Read("infra/azure/prices.json")).RootElement.EnumerateObject()
            .Where(group => group.Value.ValueKind is JsonValueKind.Object)
            .SelectMany(group => group.Value.EnumerateObject()).Select(price => price.Value.GetRawText());
        Assert.All(prices, price => Assert.Matches($@"[^\d.]{Regex.Escape(price)}[^\d]", Guide));
    }

    [Fact]
    public void TheCountsAreOfNightsThatWroteThreeRecordsACustomer()
    {
        var nights = JsonDocument.Parse(DeployedFiles.Read("infra/azure/night-counts.json")).RootElement.GetProperty("nights")
            .EnumerateArray().ToList();
        Assert.True(nights.Count >= 2);
        Assert.All(nights, night =>
        {
            var (customers, records) = (night.GetProperty("customers").GetDouble(), night.GetProperty("records").GetDouble());
            // A few rows are rejected, as in any extract.
            Assert.InRange(records / customers, 2.8, 3);
            Assert.True(night.GetProperty("requests").GetProperty("tables").GetProperty("writes").GetDouble() >= records / 100);
        });
    }
}
