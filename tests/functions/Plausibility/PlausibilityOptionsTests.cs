using ReapFunctions.Plausibility;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Plausibility;

public class PlausibilityOptionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("telco")]
    public void TheShippedFileHasTheDefaults(string portfolio) =>
        Assert.Equal(new PlausibilityOptions(), TestBucket.Portfolio(portfolio).Plausibility);

    [Fact]
    public void APortfolioWithoutTheFileHasTheDefaults() =>
        Assert.Equal(new PlausibilityOptions(), PlausibilityOptions.Read(new ConfigFiles(), []));

    [Theory]
    [InlineData("minCustomers", "0")]
    [InlineData("trailingRuns", "32")]
    [InlineData("minCustomerShare", "1.1")]
    [InlineData("maxCustomerShare", "0.9")]
    [InlineData("maxRejectShare", "-0.1")]
    [InlineData("maxDuplicateShare", "2")]
    [InlineData("maxValueMoved", "0")]
    [InlineData("maxStabilityIndex", "0")]
    [InlineData("maxDecileShare", "1.5")]
    [InlineData("maxBandShare", "1.5")]
    public void ALimitThatMakesNoSenseIsAFaultWithItsPath(string member, string number)
    {
        var faults = new List<ConfigFault>();
        var files = new ConfigFiles { [PlausibilityOptions.File] = $$"""{ "{{member}}": {{number}} }""" };

        Assert.Null(PlausibilityOptions.Read(files, faults));

        Assert.Equal((PlausibilityOptions.File, $"$.{member}"), (Assert.Single(faults).File, faults[0].Path));
    }
}
