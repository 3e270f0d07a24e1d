using ReapFunctions.Offers;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Value;

public class ValueModelTests
{
    private static ValueRecord Of(TestBucket bucket, ValueCutPoints? cuts = null) => bucket.Decide(cuts: cuts).Values[0];

    [Fact]
    public void CurrentValueIsMarginLessDirectCostLessCostToServe()
    {
        var record = Of(new TestBucket().Number("calls12m", 4).Flag("eBilling", false));
        Assert.Equal([new("calls", 26), new("web", 0.5), new("payment", 2), new("paperBills", 12)], record.CostBy);
        Assert.Equal(40.5, record.CostToServe);
        Assert.Equal(600 * 0.88 - 200 - 40.5, record.Current, 2);
        Assert.Equal(1200 * 0.88 - 2 * 240.5, record.ToDate, 2);
        Assert.Empty(record.Proxies);
    }

    [Fact]
    public void LifetimeIsDiscountedMarginTimesSurvivalPlusExpectedTakeUp()
    {
        var bucket = new TestBucket().Score("churn", 0.2f).Score("broadband", 0.25f).Score("tv", 0).Score("security", 0)
            .Score("roaming", 0);
        var record = Of(bucket);
        // Written out month by month, apart from the code under test.
        var hazard = 1 - Math.Pow(1 - (double)0.2f, 1 / 3.0);
        var without = Math.Pow(1 - 0.25, 1 / 3.0);
        // The mobile plan costs 19 by the list, and the customer pays 50 for it.
        var margin = 16 + (Math.Round(50 / 19.0, 4) - 1) * 31 * 0.88;
        double before = 1, months = 0, discounted = 0, takeUp = 0, kept = 0, afterThree = 1;
        for (var t = 1; t <= 36; t++)
        {
            var alive = before * (1 - hazard * (48 + 24) / (48 + 24 + t - 1.0));
            var there = (before + alive) / 2;
            var factor = Math.Pow(1.1, -t / 12.0);
            months += there;
            discounted += there * factor;
            takeUp += there * factor * (1 - Math.Pow(without, t)) * margin;
            kept += factor * (t <= 3 ? 1 : there / afterThree);
            before = alive;
            afterThree = t <= 3 ? alive : afterThree;
        }
        Assert.Equal(Math.Round(months, 1), record.ExpectedMonths);
        Assert.Equal(Math.Round(discounted, 2), record.DiscountedMonths);
        Assert.Equal(takeUp, record.TakeUp!.Value, 0.02);
        Assert.Equal(record.Current / 12 * discounted + takeUp, record.Lifetime!.Value, 0.02);
        Assert.Equal(record.Lifetime!.Value * kept / discounted, record.LifetimeIfKept!.Value, 0.02);
    }

    [Fact]
    public void WhatMakesACustomerLeaveNowIsPartlyGoneLater()
    {
        var usual = TestBucket.Cuts with { Chances = new Dictionary<string, double> { ["churn"] = 0.05 } };
        double? Months(float churn, ValueCutPoints cuts) => Of(new TestBucket().Score("churn", churn), cuts).ExpectedMonths;

        Assert.True(Months(0.4f, usual) > Months(0.4f, TestBucket.Cuts));
        Assert.True(Months(0.01f, usual) < Months(0.01f, TestBucket.Cuts));
        Assert.Equal(Months(0.05f, usual), Months(0.05f, TestBucket.Cuts));
    }

    [Fact]
    public void WhatIsGivenUpAgainBringsLessWhetherItIsHeldOrTakenUpLater()
    {
        const double GivesUp = 0.02;
        var givenUp = TestBucket.Cuts with
        {
            GivenUp = new Dictionary<string, double> { ["broadband"] = GivesUp, ["mobile"] = GivesUp },
        };
        var bucket = new TestBucket().Score("tv", 0).Score("security", 0).Score("roaming", 0).Score("churn", 0.00001f)
            .Score("broadband", 0.3f);
        double Lifetime(TestBucket of, ValueCutPoints cuts) => Of(of, cuts).Lifetime!.Value;

        // Whoever is surely there: 16 a month of broadband, discounted at 10 % a year.
        double Sum(Func<int, double> share) => Enumerable.Range(1, 36).Sum(t => 16 * share(t) * Math.Pow(1.1, -t / 12.0));
        var held = bucket.Flag("holdsBroadband", true).Number("monthlyRevenue", double.NaN);
        Assert.Equal(
            Sum(t => 1 - Math.Pow(1 - GivesUp, t)), Lifetime(held, TestBucket.Cuts) - Lifetime(held, givenUp), 0.2);

        var later = bucket.Flag("holdsBroadband", false);
        var hazard = 1 - Math.Pow(0.7, 1 / 3.0);
        double Taken(int t) => Enumerable.Range(1, t).Sum(
            month => Math.Pow(1 - hazard, month - 1) * hazard * (1 - Math.Pow(1 - GivesUp, t - month)));
        Assert.Equal(Sum(Taken), Lifetime(later, TestBucket.Cuts) - Lifetime(later, givenUp), 0.2);
    }

    [Fact]
    public void PricesThatAreToRiseRaiseRevenueMonthByMonth()
    {
        var bucket = new TestBucket().Score("broadband", 0).Score("tv", 0).Score("security", 0).Score("roaming", 0)
            .Score("churn", 0.00001f).Number("revenue12m", 600);
        double Lifetime(string rise) => bucket.Decide(TestBucket.Config("", (name, json) => name == "value.json"
            ? json.Replace("\"lifetime\": {", $"\"lifetime\": {{ \"priceRise\": {rise},", StringComparison.Ordinal)
            : json)).Values[0].Lifetime!.Value;

        var more = Enumerable.Range(1, 36).Sum(
            month => 50 * 0.88 * Math.Pow(1.1, -month / 12.0) * (Math.Pow(1.04, month / 12.0) - 1));
        Assert.Equal(more, Lifetime("0.04") - Lifetime("0"), 0.2);
    }

    [Fact]
    public void WhatIsPaidMoreAfterATermCountsFromItsEndOn()
    {
        var dearer = TestBucket.Cuts with { TermEndRise = 0.1 };
        Decisions Decide(double ends, ValueCutPoints cuts, float tv = 0) => new TestBucket().Flag("holdsBroadband", true)
            .Score("broadband", 0).Score("tv", tv).Score("security", 0).Score("roaming", 0).Score("churn", 0.00001f)
            .Number("revenue12m", 600).Number("monthsToContractEnd", ends).Decide(cuts: cuts);
        double Lifetime(double ends, ValueCutPoints cuts) => Decide(ends, cuts).Values[0].Lifetime!.Value;
        double V(double ends, ValueCutPoints cuts, float tv = 0) =>
            Decide(ends, cuts, tv).Offers[0].Offers.Single(offer => offer.Name == "tv").Factors.V;
        double After(int ends, Func<int, double> held) => Enumerable.Range(1, 36).Where(month => month > ends + 1)
            .Sum(month => 0.1 * 0.88 * held(month) * Math.Pow(1.1, -month / 12.0));

        var level = Decide(0, TestBucket.Cuts).Values[0].PriceLevel;
        foreach (var ends in new[] { 0, 6, 23 })
        {
            Assert.Equal(50 * After(ends, _ => 1), Lifetime(ends, dearer) - Lifetime(ends, TestBucket.Cuts), 0.2);
            Assert.Equal(level * 14 * After(ends, _ => 1), V(ends, dearer) - V(ends, TestBucket.Cuts), 0.5);
            // Of what would come unasked, month by month, it raises nothing.
            Assert.Equal(
                level * 14 * After(ends, month => Math.Pow(0.7, month / 3.0)),
                V(ends, dearer, 0.3f) - V(ends, TestBucket.Cuts, 0.3f), 0.1);
        }
        Assert.Equal(Lifetime(double.NaN, TestBucket.Cuts), Lifetime(double.NaN, dearer));
    }

    [Fact]
    public void PricesThatAreToRiseRaiseWhatProductsBringThatComeAndThatAreOffered()
    {
        Decisions Decide(string rise, float tv) => new TestBucket().Flag("holdsBroadband", true).Score("broadband", 0)
            .Score("tv", tv).Score("security", 0).Score("roaming", 0).Score("churn", 0.00001f).Number("revenue12m", 600)
            .Decide(TestBucket.Config("", (name, json) => name == "value.json"
                ? json.Replace("\"lifetime\": {", $"\"lifetime\": {{ \"priceRise\": {rise},", StringComparison.Ordinal)
                : json));
        var level = Decide("0", 0).Values[0].PriceLevel;
        double Raised(Func<int, double> held) => Enumerable.Range(1, 36).Sum(month =>
            level * 14 * 0.88 * held(month) * Math.Pow(1.1, -month / 12.0) * (Math.Pow(1.04, month / 12.0) - 1));
        double TakeUp(string rise) => Decide(rise, 0.3f).Values[0].TakeUp!.Value;
        double V(string rise) => Decide(rise, 0).Offers[0].Offers.Single(offer => offer.Name == "tv").Factors.V;

        Assert.Equal(Raised(month => 1 - Math.Pow(0.7, month / 3.0)), TakeUp("0.04") - TakeUp("0"), 0.2);
        Assert.Equal(Raised(_ => 1), V("0.04") - V("0"), 0.5);
        Assert.True(V("-0.1") < V("0") - 10);
    }

    [Fact]
    public void WhoCameThisMonthIsValuedByTheMonthlyPriceAndNotByAYearOfCosts()
    {
        var typical = TestBucket.Cuts with
        {
            Typical = new Dictionary<string, double> { ["revenue"] = 400, ["directCost"] = 200 },
        };
        var fresh = new TestBucket().Number("tenureMonths", 0).Number("revenue12m", 0).Number("revenueToDate", 0)
            .Number("directCost12m", 0).Number("calls12m", 0).Number("webSessions12m", 0)
            .Score("broadband", 0).Score("tv", 0).Score("security", 0).Score("roaming", 0);

        var record = Of(fresh, typical);

        // 50 a month, half of it direct cost as is typical, and a twelfth of what direct debit costs a year.
        Assert.Equal((50 * 0.88 - 25 - 2 / 12.0) * record.DiscountedMonths!.Value, record.Lifetime!.Value, 0.2);
    }

    [Fact]
    public void ThePriceLevelIsWhatIsPaidOverTheListPricesOfWhatIsHeld()
    {
        Assert.Equal(1.2, Of(new TestBucket().Number("monthlyRevenue", 60).Flag("holdsBroadband", true)).PriceLevel);
        Assert.Equal(0.25, Of(new TestBucket().Number("monthlyRevenue", 1)).PriceLevel);
        Assert.Equal(1, Of(new TestBucket().Number("monthlyRevenue", double.NaN)).PriceLevel);
        Assert.Equal(1, Of(new TestBucket().Flag("holdsMobile", false)).PriceLevel);
    }

    [Fact]
    public void AProductThatIsHeldAddsNoTakeUp() =>
        Assert.True(Of(new TestBucket().Flag("holdsBroadband", true)).TakeUp < Of(new TestBucket()).TakeUp);

    [Fact]
    public void MarginByProductIsOfTheProductsHeldThatHaveOne()
    {
        var bucket = new TestBucket().Flag("holdsMobile", true).Flag("holdsBroadband", false).Flag("holdsTv", true)
            .Flag("holdsSecurity", true).Flag("holdsRoaming", false);

        Assert.Equal([new Amount("security", 38.4), new Amount("tv", 48)], Of(bucket).MarginBy);
        Assert.Equal(Of(bucket).MarginBy, CustomerEntity.Read<ValueRecord>(CustomerEntity.Of(Of(bucket))).MarginBy);
    }

    [Fact]
    public void WhoHasLeftHasNoLifetimeValue()
    {
        var record = Of(new TestBucket().Text("status", "left"));
        Assert.False(record.Active);
        Assert.Null(record.Lifetime);
        Assert.Equal(0, record.ExpectedMonths);
    }

    [Fact]
    public void MoreChurnIsLessLifetime() =>
        Assert.True(Of(new TestBucket().Score("churn", 0.4f)).Lifetime < Of(new TestBucket().Score("churn", 0.1f)).Lifetime);

    [Fact]
    public void AProxyIsUsedWhereDataIsMissingAndNamed()
    {
        var record = Of(
            new TestBucket().Number("revenue12m", double.NaN).Number("revenueToDate", double.NaN)
            .Number("directCost12m", double.NaN));
        Assert.Equal(600, record.Revenue);
        Assert.Equal(
            ["revenue: monthly revenue x months of the last year", "toDate: monthly revenue x tenure",
                "directCost: within the margin rate"],
            record.Proxies);
    }

    [Fact]
    public void ThePublicTelcoFileHasValuesFromMonthlyAndTotalChargesAlone()
    {
        var config = TestBucket.Config("portfolios/telco");
        var bucket = new TestBucket().Text("customerID", "7590-VHVEG").Number("tenure", 5).Number("MonthlyCharges", 30)
            .Number("TotalCharges", 149)
            .Text("Churn", "No").Text("Contract", "Month-to-month").Text("PaymentMethod", "Electronic check")
                .Flag("PaperlessBilling", true)
            .Text("InternetService", "DSL").Text("PhoneService", "No");
        var record = new ValueModel(config.Value, config.Roles).Evaluate(bucket.Scored(), TestBucket.Cuts, config.TakeUps)[0];
        Assert.Equal(150 * 0.45 - 9, record.Current, 2);
        Assert.Equal("Month-to-month", record.Segment);
        Assert.Equal(1, record.Products);
        Assert.Equal(["internet"], record.Holdings);
        Assert.Equal(
            ["revenue: monthly revenue x months of the last year", "directCost: within the margin rate"], record.Proxies);
        Assert.True(record.Lifetime > 0);
    }

    [Fact]
    public void WithoutAChurnModelTheDefaultHazardStandsInAndIsNamed()
    {
        var bucket = new TestBucket();
        var scored = bucket.Scored() with { Scores = new Dictionary<string, ReapFunctions.Scoring.TargetScores>() };
        var record = Decisions.Make(scored, TestBucket.Telco, TestBucket.Cuts).Values[0];
        Assert.True(record.Lifetime > 0);
        Assert.Contains(record.Proxies, proxy => proxy.StartsWith("lifetime:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1200, ValueBand.High, 1)]
    [InlineData(600, ValueBand.Medium, 4)]
    [InlineData(350, ValueBand.Low, 9)]
    [InlineData(200, ValueBand.Negative, 10)]
    public void BandsAndDecilesComeFromTheCutPoints(double revenue, ValueBand band, int decile)
    {
        var record = Of(new TestBucket().Number("revenue12m", revenue));
        Assert.Equal((band, decile), (record.Band, record.Decile));
    }

    [Fact]
    public void DriversSayWhatMakesTheDifferenceToATypicalCustomer()
    {
        var cuts =
            TestBucket.Cuts with
            {
                Typical = new Dictionary<string, double>
                {
                    ["revenue"] = 500,
                    ["directCost"] = 190,
                    ["calls"] = 13,
                    ["web"] = 0.5,
                    ["payment"] = 2
                }
            };
        var record = new TestBucket().Number("complaints12m", 3).Decide(cuts: cuts).Values[0];
        Assert.Equal([new("revenue", 88), new("complaints", -54), new("directCost", -10)], record.Drivers);
    }

    [Fact]
    public void AValueRecordSurvivesItsTable()
    {
        foreach (var record in new TestBucket(2).Text("status", "active", "left").Decide().Values)
        {
            var again = CustomerEntity.Read<ValueRecord>(CustomerEntity.Of(record));
            Assert.Equal(Json(record), Json(again));
        }
    }

    private static string Json(ValueRecord record) => ReapFunctions.Storage.RecordJson.Write(record);
}
