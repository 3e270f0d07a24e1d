using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Local.Tests.Reap.Hosting;

public class SourceFinderTests
{
    [Fact]
    public void ASourceOfTheDefaultPortfolioNeedsNoName() => Assert.Null(SourceFinder.OfTheApp().PortfolioOf("customers"));

    [Fact]
    public void ThePortfolioIsFoundByTheSourceItHolds() => Assert.Equal("telco", SourceFinder.OfTheApp().PortfolioOf("telco"));

    [Theory]
    [InlineData("nothing")]
    [InlineData("Customers")]
    [InlineData("../sources/customers")]
    [InlineData("")]
    public void AnUnknownSourceNamesTheKnownOnes(string source)
    {
        var fault = Assert.Throws<UsageException>(() => SourceFinder.OfTheApp().PortfolioOf(source));

        Assert.Contains("Known: complaints, customers, ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(", telco", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APortfolioIsCheckedByName()
    {
        Assert.Equal("telco", SourceFinder.OfTheApp().Checked("telco"));
        Assert.Throws<UsageException>(() => SourceFinder.OfTheApp().Checked("nothing"));
    }
}
