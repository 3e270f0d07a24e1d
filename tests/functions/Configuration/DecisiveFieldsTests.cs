using System.Text;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Configuration;

/// <summary>A category that nobody knows must not be taken for a missing one where another file decides by it.</summary>
public sealed class DecisiveFieldsTests
{
    private const string Policy = "\"eligibility\": [";
    private const string NotNorth = "{ \"not\": { \"field\": \"region\", \"is\": \"north\" } }";
    private const string North = "{ \"field\": \"region\", \"is\": \"north\" }";

    [Theory]
    [InlineData("offers.json", "\"routes\": [", "{ \"team\": \"North\", \"when\": " + North + " },")]
    [InlineData("offers.json", "\"contexts\": [", "{ \"name\": \"north\", \"weight\": -50, \"when\": " + North + " },")]
    [InlineData("offers.json", Policy, "{ \"name\": \"sold\", \"because\": \"No.\", \"must\": " + NotNorth + " },")]
    [InlineData("value.json", "\"costToServe\": [",
        "{ \"name\": \"travel\", \"field\": \"region\", \"costs\": { \"north\": 9 } },")]
    public void AFieldThatAnotherFileDecidesByIsDecisive(string file, string at, string added)
    {
        var files = ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), "");
        Assert.False(Portfolio.Read(files).Contracts["customers"].Roles.Decides("region"));
        Assert.Contains(at, files[file], StringComparison.Ordinal);

        files.Add(file, Encoding.UTF8.GetBytes(files[file].Replace(at, at + added, StringComparison.Ordinal)));

        var portfolio = Portfolio.Read(files);
        Assert.True(portfolio.Contracts["customers"].Roles.Decides("region"));
        Assert.True(portfolio.Customers.Roles.Decides("region"));
    }
}
