using ReapFunctions.Pages;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Pages;

public class PeopleNamesTests
{
    [Fact]
    public void ANameIsReadAsThePortfolioSaysWhereItSaysOneThingOfEverybody()
    {
        var portfolio = TestBucket.Portfolio("", (name, json) => name == "sources/customers.json"
            ? json.Replace("\"name\": \"age\",", "\"name\": \"age\", \"title\": \"Alter\",", StringComparison.Ordinal)
            : json);

        var titles = PeopleNames.Of(portfolio.Decisions, portfolio.Sources);

        Assert.Equal("The next larger mobile plan", titles["offer"]["moreData"]);
        Assert.Equal("The contract does not end within three months", titles["rule"]["endsSoon"]);
        // It says something else of every customer.
        Assert.DoesNotContain("settledIn", titles["rule"]);
        Assert.Equal(KeyValuePair.Create("age", "Alter"), Assert.Single(titles["field"]));
        Assert.Equal("The service is slow", titles["cause"]["speed"]);
        Assert.Equal("Found it cheaper elsewhere", titles["leaving"]["price"]);
    }
}
