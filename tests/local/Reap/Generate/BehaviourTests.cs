using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>Which way each parameter of the telco's world works.</summary>
public class BehaviourTests
{
    private const int Year = 365;
    private static readonly TelcoOptions Plain = SampleTelco.Options(5_000, seed: 19);

    /// <summary>The first drop after prices have risen once: its window is from May to July 2027.</summary>
    private const int AfterARise = 255;

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.15)]
    [InlineData(0.3)]
    public void AsManyLeaveInAYearAsIsSaid(double rate)
    {
        var options = With(new Behaviour { ChurnPerYear = rate });
        var gone = GoneWithinAYear(options);

        Assert.InRange(gone.Average(left => left ? 1.0 : 0), rate - 0.02, rate + 0.02);
    }

    [Fact]
    public void AsManyTakeAProductUpInAYearAsIsSaid()
    {
        var options = With(new Behaviour { ChurnPerYear = 0.001, TakeUpPerYear = 0.1 });
        var first = SampleTelco.Customers(options);
        var later = SampleTelco.Customers(options, Year);
        var open = from customer in first.Values
                   where later.ContainsKey(customer.Number)
                   from product in new[] { Product.Broadband, Product.Tv, Product.Security, Product.Roaming }
                   where !customer.Month.Holds(product)
                   select later[customer.Number].Month.Holds(product);

        Assert.InRange(open.Average(taken => taken ? 1.0 : 0), 0.09, 0.115);
    }

    [Fact]
    public void RatesLeaveTheOrderOfCustomersAsItIs()
    {
        var rated = SampleTelco.Customers(With(new Behaviour { ChurnPerYear = 0.15 })).Values
            .OrderBy(customer => customer.Truth.Churn).Select(customer => customer.Number);

        Assert.Equal(
            SampleTelco.Customers(Plain).Values.OrderBy(customer => customer.Truth.Churn).Select(customer => customer.Number),
            rated);
    }

    [Fact]
    public void ARiseOfPricesMakesMoreLeaveTheLargerItIsAndMostThoseWhoAreFree()
    {
        double Churn(double rise, double elasticity, bool free) => SampleTelco
            .Customers(With(new Behaviour { PriceRise = rise, PriceElasticity = elasticity }), AfterARise).Values
            .Where(customer => (customer.Profile.Term == Term.Monthly) == free && customer.Profile.Tenure > 0)
            .Average(customer => customer.Truth.Churn);

        Assert.True(Churn(0.03, 1, free: true) > 1.03 * Churn(0, 1, free: true));
        Assert.True(Churn(0.1, 1, free: true) > Churn(0.03, 1, free: true));
        Assert.True(Churn(0.1, 2, free: true) > Churn(0.1, 1, free: true));
        Assert.True(
            Churn(0.1, 1, free: true) / Churn(0, 1, free: true) > Churn(0.1, 1, free: false) / Churn(0, 1, free: false));
    }

    [Fact]
    public void PricesRiseOnceAYearAndBillsWithThem()
    {
        double Bill(double rise, int drop)
        {
            var options = With(new Behaviour { PriceRise = rise, PriceElasticity = 0 });
            return SampleTelco.Customers(options, drop).Values.Average(customer =>
                CustomerMoney.Of(new CustomerRandom(options.Seed, customer.Number), customer.Profile, customer.Month)
                    .MonthlyRevenue);
        }

        Assert.Equal(Bill(0, 0), Bill(0.1, 0));
        Assert.InRange(Bill(0.1, AfterARise) / Bill(0, AfterARise), 1.08, 1.11);
        Assert.InRange(Bill(0.1, AfterARise + Year) / Bill(0, AfterARise + Year), 1.18, 1.22);
    }

    [Fact]
    public void WithTheCalendarMoreLeaveInJanuaryThanInSummerAndMoreIsBoughtBeforeTheHolidays()
    {
        // Day 0 is 2026-08-22. The windows: December to February, June to August, the middle of October to that of January.
        var (winter, summer, autumn) = (101, 283, 55);
        double Ratio(int drop, Func<CustomerAtDrop, double> chance) =>
            SampleTelco.Customers(With(new Behaviour { Season = 1 }), drop).Values.Average(chance)
            / SampleTelco.Customers(Plain, drop).Values.Average(chance);
        double Broadband(CustomerAtDrop customer) => customer.Truth.Broadband is double.NaN ? 0 : customer.Truth.Broadband;

        Assert.InRange(Ratio(winter, customer => customer.Truth.Churn), 1.05, 1.2);
        Assert.InRange(Ratio(summer, customer => customer.Truth.Churn), 0.8, 0.95);
        Assert.InRange(Ratio(autumn, Broadband), 1.1, 1.3);
        Assert.InRange(Ratio(summer, Broadband), 0.8, 0.95);
    }

    [Fact]
    public void TheCalendarMovesNothingOverAWholeYear()
    {
        var months = Enumerable.Range(1, 12).Select(month => new DateOnly(2027, month, 1)).ToArray();

        Assert.Equal(1, months.Average(month => Calendar.Leave(month, 1)), 1e-9);
        Assert.Equal(1, months.Average(month => Calendar.Buy(month, 1)), 1e-9);
    }

    [Fact]
    public void ProductsAreGivenUpByAsManyAsIsSaidAndByTheUnhappyMost()
    {
        var options = With(new Behaviour { ChurnPerYear = 0.001, TakeUpPerYear = 0.001, GivesUpPerYear = 0.2 });
        var later = SampleTelco.Customers(options, Year);
        var held = (from customer in SampleTelco.Customers(options).Values
                    where later.ContainsKey(customer.Number) && customer.Month.Holds(Product.Tv)
                    select (customer.Profile.Mood, GivenUp: !later[customer.Number].Month.Holds(Product.Tv))).ToArray();
        double Share(Func<double, bool> mood) => held.Where(known => mood(known.Mood)).Average(known => known.GivenUp ? 1.0 : 0);

        Assert.InRange(Share(_ => true), 0.15, 0.25);
        Assert.True(Share(mood => mood < -0.5) > 1.2 * Share(mood => mood > 0.5));
        Assert.DoesNotContain(SampleTelco.Customers(Plain, Year).Values, customer =>
            customer.Month.Holdings != (customer.Month.Holdings | customer.Profile.Holdings));
    }

    [Fact]
    public void SomeOfThoseWhoLeftComeBackUnderTheirIdWithoutAPast()
    {
        var options = With(new Behaviour { Returns = 0.3 });
        var left = SampleTelco.Customers(options).Values.Where(customer => customer.Left).Select(customer => customer.Number)
            .ToHashSet();
        var later = SampleTelco.Customers(options, 3 * Year);

        var back = left.Where(later.ContainsKey).Select(number => later[number]).ToArray();

        Assert.InRange(back.Length / (double)left.Count, 0.05, 0.3);
        Assert.All(back, customer => Assert.True(customer.Round > 0 && customer.Profile.Tenure == 0));
        Assert.DoesNotContain(SampleTelco.Customers(Plain, 3 * Year).Keys, left.Contains);
    }

    [Fact]
    public void WhoLivesTogetherLeavesTogetherButNoMoreOften()
    {
        var options = With(new Behaviour { Households = 1, ChurnPerYear = 0.2 });
        var pairs = GoneWithinAYear(options).Chunk(2).Where(pair => pair.Length == 2).ToArray();
        var one = pairs.Average(pair => pair[0] ? 1.0 : 0);
        var both = pairs.Average(pair => pair[0] && pair[1] ? 1.0 : 0);

        Assert.InRange(one, 0.17, 0.23);
        Assert.True(both > 2 * one * one);
        var customers = SampleTelco.Customers(options);
        Assert.All(
            customers.Values.Where(customer => customer.Number % 2 == 0),
            customer => Assert.Equal(customer.Profile.Region, customers[customer.Number + 1].Profile.Region));
        SampleTelco.AssertCalibrated([.. customers.Values.Where(customer => customer.Number % 2 == 0)
            .Select(customer => (customer.Truth.Churn, customer.Left))]);
    }

    [Fact]
    public void TheContentConsentMoreAndTheUnaskedStayUnasked()
    {
        double Consent(double byMood, Func<double, bool> mood) => SampleTelco
            .Customers(With(new Behaviour { ConsentByMood = byMood })).Values.Where(customer => mood(customer.Profile.Mood))
            .Average(customer => customer.Profile.Consents.Call == true ? 1.0 : 0);

        Assert.True(Consent(0.5, mood => mood > 0.5) > Consent(0.5, mood => mood < -0.5) + 0.1);
        Assert.InRange(Consent(0, mood => mood > 0.5) - Consent(0, mood => mood < -0.5), -0.04, 0.04);
        Assert.Equal(Unasked(0), Unasked(0.5));

        int Unasked(double byMood) => SampleTelco.Customers(With(new Behaviour { ConsentByMood = byMood })).Values
            .Count(customer => customer.Profile.Consents.Call is null);
    }

    [Fact]
    public void WhoDoesNotRenewRunsFromMonthToMonth()
    {
        int Monthly(double renews) => SampleTelco.Customers(With(new Behaviour { ChurnPerYear = 0.001, Renews = renews }), Year)
            .Values.Count(customer => customer.Profile.Term == Term.Monthly);

        Assert.True(Monthly(0) > Monthly(0.5));
        Assert.True(Monthly(0.5) > Monthly(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(400)]
    public void InALifelikeWorldTooWhatHappensMatchesTheTrueChances(int drop)
    {
        var customers = SampleTelco.Customers(SampleTelco.Options(20_000, seed: 23) with { Behaviour = Alone }, drop).Values;

        SampleTelco.AssertCalibrated([.. customers.Select(customer => (customer.Truth.Churn, customer.Left))]);
        for (var product = Product.Broadband; product <= Product.Roaming; product++)
            SampleTelco.AssertCalibrated([.. customers.Where(customer => !customer.Month.Holds(product))
                .Select(customer => (customer.Truth.Of(product), customer.Took(product)))]);
    }

    /// <summary>Lifelike, but for households: their draws are not independent.</summary>
    private static Behaviour Alone => Behaviour.Lifelike with { Households = 0 };

    private static TelcoOptions With(Behaviour behaviour) => Plain with { Behaviour = behaviour };

    /// <summary>By number, of the customers of the first drop.</summary>
    private static bool[] GoneWithinAYear(TelcoOptions options)
    {
        var later = SampleTelco.Customers(options, Year);
        return [.. Enumerable.Range(0, (int)options.Customers).Select(number => !later.ContainsKey(number))];
    }
}
