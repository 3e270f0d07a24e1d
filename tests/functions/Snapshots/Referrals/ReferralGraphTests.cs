using ReapFunctions.Snapshots.Referrals;

namespace ReapFunctions.Tests.Snapshots.Referrals;

public class ReferralGraphTests
{
    private static readonly Dictionary<string, double> NoValues = [];

    /// <summary>Customers by place; each names the place that stands there, or nobody; beyond the end nobody is known.</summary>
    private static Dictionary<string, CustomerReferrals> Credit(
        int?[] by, int customers, Dictionary<string, double>? values = null, bool[]? active = null, bool[]? inWindow = null)
    {
        var referrals = by.Select((named, place) => (named, place)).Where(customer => customer.named is not null)
            .Select(customer => new Referral(
                $"c{customer.place}", Hash(customer.place), Hash(customer.named!.Value),
                inWindow?[customer.place] ?? true, active?[customer.place] ?? true)).ToArray();
        var named = Enumerable.Range(0, customers)
            .Select(place => new NamedCustomer($"c{place}", Hash(place), active?[place] ?? true)).ToArray();
        return ReferralGraph.Credit(referrals, named, values ?? NoValues)
            .ToDictionary(entry => entry.CustomerId, StringComparer.Ordinal);
    }

    private static UInt128 Hash(int place) => (UInt128)(ulong)place + 1;

    [Fact]
    public void WhoIsNamedIsCreditedWithWhatTheNightBeforeValued()
    {
        var entries = Credit(
            [null, 0, 0, 1], 4, new() { ["c1"] = 100.10, ["c3"] = 7, ["c0"] = 1 }, active: [true, true, false, true]);

        Assert.Equal(new CustomerReferrals("c0", 2, 1, 1, 100.10, null), entries["c0"]);
        Assert.Equal(new CustomerReferrals("c1", 1, 0, 1, 7, Referrer.Known), entries["c1"]);
        Assert.Equal(new CustomerReferrals("c2", 0, 0, 0, 0, Referrer.Known), entries["c2"]);
    }

    [Fact]
    public void WhoCameBeforeTheMonthsThatCountIsCreditedToNobodyAndKeepsTheWord()
    {
        var entries = Credit([null, 0], 2, inWindow: [true, false]);
        Assert.Equal(Referrer.Known, Assert.Single(entries.Values).CameBy);
    }

    [Fact]
    public void WhoHasLeftIsCreditedAllTheSame()
    {
        var entries = Credit([null, 0], 2, active: [false, true]);
        Assert.Equal(1, entries["c0"].Came);
        Assert.Equal(Referrer.Left, entries["c1"].CameBy);
    }

    [Fact]
    public void ThemselvesNobodyAndCirclesAreCreditedToNobody()
    {
        // 1 names itself, 2 somebody unknown, 3 -> 4 -> 5 -> 3 is a circle that 6 comes into.
        var entries = Credit([null, 1, 99, 4, 5, 3, 4], 7);

        Assert.Equal(Referrer.Self, entries["c1"].CameBy);
        Assert.Equal(Referrer.Unknown, entries["c2"].CameBy);
        Assert.All([3, 5], place => Assert.Equal((Referrer.Circle, 0), (entries[$"c{place}"].CameBy, entries[$"c{place}"].Came)));
        Assert.Equal((Referrer.Circle, 1), (entries["c4"].CameBy, entries["c4"].Came));
        Assert.Equal(Referrer.Known, entries["c6"].CameBy);
    }

    [Fact]
    public void NothingIsLostAndNothingCountedTwiceInAnyNet()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var customers = random.Next(1, 30);
            int?[] by = [.. Enumerable.Range(0, customers)
                .Select(_ => random.Next(4) == 0 ? (int?)null : random.Next(customers + 2))];
            var entries = Credit(by, customers);

            for (var place = 0; place < customers; place++)
                Assert.Equal(Naive(by, place), entries.GetValueOrDefault($"c{place}")?.CameBy);
            Assert.Equal(
                entries.Values.Count(entry => entry.CameBy == Referrer.Known), entries.Values.Sum(entry => entry.Came));
        }
    }

    /// <summary>By following the names as often as there are customers.</summary>
    private static Referrer? Naive(int?[] by, int place)
    {
        if (by[place] is not { } first)
            return null;
        if (first == place)
            return Referrer.Self;
        if (first >= by.Length)
            return Referrer.Unknown;
        var at = (int?)first;
        for (var step = 0; step < by.Length && at is { } known && known < by.Length; step++)
        {
            if (known == place)
                return Referrer.Circle;
            at = by[known];
        }
        return Referrer.Known;
    }
}
