using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;

namespace ReapFunctions.Local.Tests.Reap.Generate.Contacts;

/// <summary>What drops tell after contacts were made.</summary>
public class ContactsInLivesTests
{
    private const int Day = 100;
    private static readonly TelcoOptions Options = SampleTelco.Options(6_000, seed: 13);

    private static readonly TelcoOffer[] Offers =
        [TelcoOffer.Broadband, TelcoOffer.PlanCheck, TelcoOffer.StayAnnual, TelcoOffer.PutRight, TelcoOffer.Security];

    /// <summary>Every customer is contacted three times about something else.</summary>
    private static readonly ContactLog Busy = new(
        from number in Enumerable.Range(0, 6_000)
        from time in Enumerable.Range(0, 3)
        select new Contact(
            number, Offers[(number + time) % Offers.Length], (TelcoChannel)(number % 3), 60 + 20 * time + number % 7));

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(90)]
    public void WhatHappensMatchesTheTrueChancesWhenContactsFallIntoTheWindow(int drop)
    {
        var customers = SampleTelco.Customers(Options with { Contacts = Busy }, drop).Values;

        SampleTelco.AssertCalibrated([.. customers.Select(customer => (customer.Truth.Churn, customer.Left))]);
        for (var product = Product.Broadband; product <= Product.Roaming; product++)
            SampleTelco.AssertCalibrated([.. customers.Where(customer => !customer.Month.Holds(product))
                .Select(customer => (customer.Truth.Of(product), customer.Took(product)))]);
    }

    [Fact]
    public void TheDropsStillTellOneStory()
    {
        var options = Options with { Contacts = Busy };
        var first = SampleTelco.Customers(options, drop: 30);
        var next = SampleTelco.Customers(options, drop: 31);
        var later = SampleTelco.Customers(options, drop: 120);

        Assert.All(first.Values.Where(customer => !customer.Left), customer => Assert.True(next.ContainsKey(customer.Number)));
        Assert.All(first.Values.Where(customer => customer.Left), customer => Assert.False(later.ContainsKey(customer.Number)));
        Assert.All(
            first.Values.Where(customer => later.ContainsKey(customer.Number)),
            customer => Assert.Equal(
                customer.Month.Holdings | customer.Taken,
                (customer.Month.Holdings | customer.Taken) & later[customer.Number].Month.Holdings));
    }

    [Fact]
    public void WhoSaysYesToAProductHoldsItFromThenOn()
    {
        var before = SampleTelco.Customers(Options, Day);
        var asked = before.Values.Where(customer => !customer.Month.Holds(Product.Tv)).Select(customer => customer.Number)
            .ToArray();
        var contacted = Options with { Contacts = SampleTelco.ContactAll(asked, TelcoOffer.Tv, Day) };

        int Holders(TelcoOptions options, int drop) =>
            SampleTelco.Customers(options, drop).Values.Count(customer => customer.Month.Holds(Product.Tv));
        Assert.Equal(Holders(Options, Day), Holders(contacted, Day));
        Assert.True(Holders(contacted, Day + 1) > Holders(Options, Day + 1) + 0.05 * asked.Length);
    }

    [Fact]
    public void WhoSaysYesToWhatTheyGaveUpHoldsItAgain()
    {
        var options = Options with { Behaviour = new Behaviour { GivesUpPerYear = 0.8, TakeUpPerYear = 0.001 } };
        var gaveUp = SampleTelco.Customers(options, 2 * Day).Values
            .Where(customer => !customer.Month.Holds(Product.Security)
                && (customer.Profile.Holdings & (1 << (int)Product.Security)) != 0)
            .Select(customer => customer.Number).ToArray();
        var asked = options with { Contacts = SampleTelco.ContactAll(gaveUp, TelcoOffer.Security, 2 * Day) };

        var later = SampleTelco.Customers(asked, 2 * Day + 1);

        Assert.InRange(Share(gaveUp, later, customer => customer.Month.Holds(Product.Security)), 0.03, 0.5);
    }

    [Fact]
    public void WhoAcceptsAYearHasANewContractAndLeavesLess()
    {
        var monthly = SampleTelco.Customers(Options, Day).Values
            .Where(customer => customer.Profile.Term == Term.Monthly).Select(customer => customer.Number).ToArray();
        var contacted = Options with { Contacts = SampleTelco.ContactAll(monthly, TelcoOffer.StayAnnual, Day) };
        var with = SampleTelco.Customers(contacted, Day + 1);
        var without = SampleTelco.Customers(Options, Day + 1);

        var signed = with.Values.Where(customer => monthly.Contains(customer.Number) && customer.Profile.Term == Term.Annual
            && without.ContainsKey(customer.Number)).ToArray();
        Assert.InRange(signed.Length / (double)monthly.Length, 0.1, 0.4);
        Assert.All(
            signed, customer => Assert.InRange(Truth.MonthsToContractEnd(customer.Profile, customer.Month)!.Value, 10, 11));
        Assert.True(
            signed.Average(customer => customer.Truth.Churn)
            < 0.7 * signed.Average(customer => without[customer.Number].Truth.Churn));
    }

    [Fact]
    public void NobodyElseIsChanged()
    {
        var contacted = SampleTelco.ContactAll(
            Enumerable.Range(0, 100).Select(number => (long)number), TelcoOffer.PlanCheck, Day);
        var with = SampleTelco.Customers(Options with { Contacts = contacted }, Day + 60);

        foreach (var customer in SampleTelco.Customers(Options, Day + 60).Values.Where(customer => customer.Number >= 100))
            Assert.Equal(customer, with[customer.Number]);
    }

    [Fact]
    public void WithoutEffectsAContactIsOnlyKnown()
    {
        var silent = SampleTelco.Customers(Options with { Contacts = Busy, Effects = 0 }, Day);
        var without = SampleTelco.Customers(Options, Day);

        Assert.Equal(without.Keys, silent.Keys);
        Assert.All(silent.Values, customer =>
        {
            var same = without[customer.Number];
            Assert.Equal((same.Left, same.Taken, same.Profile), (customer.Left, customer.Taken, customer.Profile));
            Assert.Equal(same.Truth.Churn, customer.Truth.Churn, 1e-12);
            Assert.True(customer.LastContact >= same.LastContact);
        });
    }

    [Fact]
    public async Task TheSameContactsInAnyOrderGiveTheSameBytes()
    {
        var contacts = Enumerable.Range(0, 6_000).SelectMany(number => Busy.Of(number)).ToArray();
        var turned = new ContactLog(contacts.Reverse());

        var (first, _) = await SampleTelco.ExtractAsync(Options with { Contacts = Busy }, drop: 70);
        var (second, _) = await SampleTelco.ExtractAsync(Options with { Contacts = turned }, drop: 70);

        Assert.Equal(contacts.Length, Busy.Count);
        Assert.Equal(first, second);
    }

    [Fact]
    public void AComplaintPutRightIsClosedAndPermissionGivenIsThere()
    {
        var asked = SampleTelco.Customers(Options, Day).Values.ToArray();
        var open = asked.Where(customer => customer.Month.OpenComplaint).Select(customer => customer.Number).ToArray();
        var silent = asked.Where(customer => !customer.Profile.Consents.Any).Select(customer => customer.Number).ToArray();

        var righted = SampleTelco.Customers(
            Options with { Contacts = SampleTelco.ContactAll(open, TelcoOffer.PutRight, Day) }, Day + 1);
        var allowed = SampleTelco.Customers(
            Options with { Contacts = SampleTelco.ContactAll(silent, TelcoOffer.AskConsent, Day) }, Day + 1);

        Assert.InRange(Share(open, righted, customer => !customer.Month.OpenComplaint), 0.4, 0.8);
        Assert.InRange(Share(silent, allowed, customer => customer.Profile.Consents.Any), 0.15, 0.6);
    }

    [Fact]
    public void SomeOfThoseWhoLeftComeBackWhenAsked()
    {
        var left = SampleTelco.Customers(Options, drop: 0).Values.Where(customer => customer.Left)
            .Select(customer => customer.Number).ToArray();
        var options = Options with { Contacts = SampleTelco.ContactAll(left, TelcoOffer.ComeBack, Day) };

        var back = SampleTelco.Customers(options, Day + 1).Values.Where(customer => left.Contains(customer.Number)).ToArray();

        Assert.InRange(back.Length / (double)left.Length, 0.02, 0.15);
        Assert.All(back, customer => Assert.Equal((1, 0), (customer.Round, customer.Profile.Tenure)));
        Assert.DoesNotContain(SampleTelco.Customers(Options, Day + 1).Keys, number => left.Contains(number));
    }

    /// <summary>Among those still there.</summary>
    private static double Share(long[] numbers, Dictionary<long, CustomerAtDrop> customers, Func<CustomerAtDrop, bool> holds) =>
        numbers.Where(customers.ContainsKey).Average(number => holds(customers[number]) ? 1.0 : 0);
}
