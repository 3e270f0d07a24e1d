using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>The drops tell one story of each customer.</summary>
public class CustomersOverTimeTests
{
    private static readonly TelcoOptions Options = SampleTelco.Options(4_000, seed: 3);

    [Fact]
    public void WhoHasLeftStaysLeftAndDisappears()
    {
        var first = SampleTelco.Customers(Options);
        var next = SampleTelco.Customers(Options, drop: 20);
        var last = SampleTelco.Customers(Options, drop: Truth.Window);

        var left = first.Values.Where(customer => customer.Left).ToList();
        Assert.All(left, customer => Assert.True(!next.TryGetValue(customer.Number, out var later) || later.Left));
        Assert.Contains(left, customer => next.ContainsKey(customer.Number));
        Assert.Contains(left, customer => !next.ContainsKey(customer.Number));
        Assert.All(left, customer => Assert.False(last.ContainsKey(customer.Number)));
    }

    [Fact]
    public void WhoHasNotLeftIsThereAtTheNextDrop()
    {
        var next = SampleTelco.Customers(Options, drop: 1);

        Assert.All(
            SampleTelco.Customers(Options).Values.Where(customer => !customer.Left),
            customer => Assert.True(next.ContainsKey(customer.Number)));
    }

    [Fact]
    public void AProductTakenUpIsHeldWhenTheWindowHasPassed()
    {
        var later = SampleTelco.Customers(Options, drop: Truth.Window);

        var takers = SampleTelco.Customers(Options).Values
            .Where(customer => customer.Took(Product.Tv) && later.ContainsKey(customer.Number)).ToList();

        Assert.NotEmpty(takers);
        Assert.All(takers, customer => Assert.True(later[customer.Number].Month.Holds(Product.Tv)));
    }

    [Fact]
    public void NobodyGivesAProductBack()
    {
        var later = SampleTelco.Customers(Options, drop: 30);

        foreach (var customer in SampleTelco.Customers(Options).Values.Where(customer => later.ContainsKey(customer.Number)))
            Assert.Equal(customer.Month.Holdings, customer.Month.Holdings & later[customer.Number].Month.Holdings);
    }

    [Fact]
    public void WhoACustomerIsDoesNotChange()
    {
        var later = SampleTelco.Customers(Options, drop: 10);

        foreach (var customer in SampleTelco.Customers(Options).Values.Where(customer => later.ContainsKey(customer.Number)))
            Assert.Equal(customer.Profile, later[customer.Number].Profile);
    }

    [Fact]
    public void AboutOneInThirtyMovesFromOneDropToTheNext()
    {
        var next = SampleTelco.Customers(Options, drop: 1);

        var stayed = SampleTelco.Customers(Options).Values.Where(customer => next.ContainsKey(customer.Number)).ToList();
        var moved = stayed.Count(customer => next[customer.Number].Month.Index != customer.Month.Index);

        Assert.InRange(moved / (double)stayed.Count, 0.02, 0.05);
    }

    [Fact]
    public void ComplaintsOpenAndClose()
    {
        var later = SampleTelco.Customers(Options, drop: 30);
        var both = SampleTelco.Customers(Options).Values.Where(customer => later.ContainsKey(customer.Number)).ToList();

        Assert.Contains(both, customer => customer.Month.OpenComplaint && !later[customer.Number].Month.OpenComplaint);
        Assert.Contains(both, customer => !customer.Month.OpenComplaint && later[customer.Number].Month.OpenComplaint);
    }

    [Fact]
    public void TheLastContactIsNeverAfterTheDropNorDoesItGoBack()
    {
        var earlier = SampleTelco.Customers(Options);
        for (var drop = 1; drop < 40; drop += 3)
        {
            var now = SampleTelco.Customers(Options, drop);
            foreach (var (number, customer) in now)
            {
                Assert.True(customer.LastContact < drop + Truth.Window);
                Assert.True(!earlier.TryGetValue(number, out var before) || before.LastContact <= customer.LastContact);
            }
            earlier = now;
        }
    }

    [Fact]
    public void NewCustomersArriveWithoutAPast()
    {
        var first = SampleTelco.Customers(Options);

        var arrived = SampleTelco.Customers(Options, drop: 1).Values.Where(customer => !first.ContainsKey(customer.Number))
            .ToList();

        Assert.Equal(Options.ArrivalsPerDrop, arrived.Count);
        Assert.All(arrived, customer => Assert.True(customer.Number >= Options.Customers));
        Assert.All(arrived, customer => Assert.Equal(0, customer.Profile.Tenure));
        Assert.All(arrived, customer => Assert.Equal(0, customer.Month.Complaints));
    }
}
