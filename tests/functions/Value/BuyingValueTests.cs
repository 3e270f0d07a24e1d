using ReapFunctions.Offers;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;
using ReapFunctions.Value.Buying;

namespace ReapFunctions.Tests.Value;

public class BuyingValueTests
{
    private static readonly DecisionOptions Retail = Shop(TestBucket.Telco);

    /// <summary>
    /// The telco's columns read as a shop's: calls are purchases, shop visits weeks to the last, web visits weeks to the drop.
    /// </summary>
    private static DecisionOptions Shop(DecisionOptions telco) => telco with
    {
        Roles = telco.Roles with
        {
            Measures = new Dictionary<string, string>(telco.Roles.Measures)
            {
                ["buying.frequency"] = "calls12m",
                ["buying.recency"] = "shopVisits12m",
                ["buying.age"] = "webSessions12m",
                ["buying.monetary"] = "monthlyRevenue",
            },
        },
        Value = telco.Value with
        {
            CostToServe = [],
            ProductMargins = new Dictionary<string, double>(),
            Lifetime =
                telco.Value.Lifetime with
                {
                    Model = LifetimeModel.Buying,
                    Buying = new BuyingOptions { DaysPerUnit = 7, Age = "buying.age", Monetary = "buying.monetary" }
                },
        },
    };

    private static readonly BuyingFit Published = new(new BgNbd(0.243, 4.414, 0.793, 2.426), new GammaGamma(6.25, 3.74, 15.44));

    private static ValueRecord[] Values(TestBucket bucket) =>
        new ValueModel(Retail.Value, Retail.Roles)
            .Evaluate(bucket.Scored(), TestBucket.Cuts with { Buying = Published }, Retail.TakeUps);

    [Fact]
    public void TheLifetimeIsWhatPurchasesAreExpectedToBring()
    {
        var value = Values(
            new TestBucket().Number("calls12m", 2).Number("shopVisits12m", 30.43).Number("webSessions12m", 38.86)
            .Number("monthlyRevenue", 22.35).Number("directCost12m", 0)).Single();
        var expected = new BuyingLifetime(Published, Retail.Value.MarginRate, 36, 365.25 / 12 / 7, Math.Pow(1.1, 1 / 12.0) - 1)
            .Value(new Purchases(2, 30.43, 38.86), 22.35);
        Assert.Equal(expected, value.Lifetime!.Value, 0.01);
        Assert.InRange(value.ExpectedMonths!.Value, 1, 36);
        Assert.DoesNotContain(value.Proxies, proxy => proxy.StartsWith("lifetime", StringComparison.Ordinal));
    }

    [Fact]
    public void WhoBoughtLatelyIsWorthMoreAndWhatServingCostsIsTakenOff()
    {
        var values = Values(
            new TestBucket(3).Number("calls12m", 4).Number("shopVisits12m", 35, 10, 35).Number("webSessions12m", 38)
            .Number("directCost12m", 0, 0, 12));
        Assert.True(values[0].Lifetime > values[1].Lifetime);
        Assert.True(values[0].ExpectedMonths > values[1].ExpectedMonths);
        Assert.True(values[0].Lifetime > values[2].Lifetime);
    }

    [Theory]
    [InlineData(double.NaN, 5, 10)]
    [InlineData(2, 11, 10)]
    [InlineData(2, 5, 0)]
    public void PurchasesThatCannotBeSoAreSaidToBeUnknown(double frequency, double recency, double age)
    {
        var value = Values(
            new TestBucket().Number("calls12m", frequency).Number("shopVisits12m", recency).Number("webSessions12m", age))
            .Single();
        Assert.NotNull(value.Lifetime);
        Assert.Contains(value.Proxies, proxy => proxy.Contains("purchases are not known"));
    }

    [Fact]
    public void TheFitOfTheBasePeriodIsOfItsCustomersAndKeptWithItsCutPoints()
    {
        var random = new Random(5);
        var weeks = Enumerable.Range(0, 400).Select(_ => 1.0 + random.Next(38)).ToArray();
        var bucket = new TestBucket(400).Number("calls12m", [.. weeks.Select((_, i) => (double)(i % 4))])
            .Number("shopVisits12m", [.. weeks.Select((week, i) => i % 4 == 0 ? 0 : week)]).Number("webSessions12m", 39)
                .Number("monthlyRevenue", 20, 30, 40);
        var fit = BuyingFit.Fit(Retail.Value, Retail.Roles, bucket.Scored().Customers, TestBucket.Run.Date)!;
        Assert.True(fit.Spending.Q > 1);
        Assert.InRange(fit.Buying.R / fit.Buying.Alpha, 0.005, 1);
        var kept = ConfigJson.Read<ValueCutPoints>(
            "cut-points.json",
            System.Text.Json.JsonSerializer.Serialize(TestBucket.Cuts with { Buying = fit }, ConfigJson.Options));
        Assert.Equal(fit, kept.Buying);
        Assert.Null(
            BuyingFit.Fit(TestBucket.Telco.Value, TestBucket.Telco.Roles, bucket.Scored().Customers, TestBucket.Run.Date));
    }

    [Fact]
    public void CountsThatIncludeTheFirstPurchaseAndDaysSinceTheLastGiveTheSamePurchases()
    {
        var shop = Retail with
        {
            Value = Retail.Value with
            {
                Lifetime =
                    Retail.Value.Lifetime with
                    {
                        Buying = new BuyingOptions
                        {
                            DaysPerUnit = 7,
                            CountsFirst = true,
                            SinceLast = true
                        }
                    },
            },
        };
        const double Week = 12 * 7 / 365.25;
        var bucket = new TestBucket(4).Number("tenureMonths", 40 * Week).Number("calls12m", 3, 1, 3, 3)
            .Number("shopVisits12m", 10, 40, 40, 41).Number("revenueToDate", 90);
        var columns = new BuyingColumns(shop.Value, new RoleColumns(bucket.Scored().Customers, shop.Roles), TestBucket.Run.Date);
        Assert.Equal((new Purchases(2, 30, 40), 30.0), columns.Of(0));
        Assert.Equal((new Purchases(0, 0, 40), 90.0), columns.Of(1));
        // Three purchases on one day are one.
        Assert.Equal(new Purchases(0, 0, 40), columns.Of(2)!.Value.Purchases);
        Assert.Null(columns.Of(3));
    }

    [Fact]
    public void MeasuresThatTheContractDoesNotHaveAreFaults()
    {
        var fault = Assert.Throws<ConfigException>(() => TestBucket.Config("", (name, json) =>
            name == "value.json"
                ? json.Replace(
                    "\"horizonMonths\": 36", "\"model\": \"buying\", \"buying\": { \"daysPerUnit\": 0 }, \"horizonMonths\": 36",
                    StringComparison.Ordinal)
                : json));
        Assert.Contains(fault.Faults, fault => fault.Path == "$.lifetime.buying.daysPerUnit");
        Assert.Contains(
            fault.Faults, fault => fault.Path == "$.lifetime.buying.frequency" && fault.Message.Contains("no measure"));
    }
}
