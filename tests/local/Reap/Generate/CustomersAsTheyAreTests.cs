using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>Extracts that tell of customers as they are, and of who has left lately.</summary>
public class CustomersAsTheyAreTests
{
    private const int Night = Truth.Window;

    private static readonly TelcoOptions Options = SampleTelco.Options(3_000, seed: 5) with { Labelled = false };

    [Fact]
    public void WhoLeavesStandsThereForNinetyDaysAsOnTheLastDay()
    {
        var before = SampleTelco.Customers(Options);
        var now = SampleTelco.Customers(Options, Night);
        var later = SampleTelco.Customers(Options, Night + 30);

        Assert.DoesNotContain(before.Values, customer => customer.Left);
        var gone = before.Keys.Where(number => now[number].Left).ToList();
        Assert.InRange(gone.Count, 200, 500);
        SampleTelco.AssertCalibrated([.. before.Select(customer => (customer.Value.Truth.Churn, now[customer.Key].Left))]);
        Assert.All(gone, number => Assert.True(!later.TryGetValue(number, out var still) || still == now[number]));
        Assert.InRange(gone.Count(later.ContainsKey), 1, gone.Count - 1);
    }

    [Fact]
    public void WhoTakesAProductUpHoldsIt()
    {
        var before = SampleTelco.Customers(Options);
        var now = SampleTelco.Customers(Options, Night);

        SampleTelco.AssertCalibrated([
            .. before.Values.Where(customer => !customer.Month.Holds(Product.Tv) && !now[customer.Number].Left)
                .Select(customer => (customer.Truth.Tv, now[customer.Number].Month.Holds(Product.Tv)))]);
    }

    [Fact]
    public async Task NothingInTheExtractIsOfTheDaysAfter()
    {
        var (status, contact, tv) = (
            CustomerColumns.Of("status"), CustomerColumns.Of("lastContactOn"), CustomerColumns.Of("tookTv"));
        var lines = await SampleTelco.LinesAsync(Options, Night);
        var customers = SampleTelco.Customers(Options, Night);

        var rows = lines.Select(line => line.Split(',')).Where(cells => cells.Length == CustomerColumns.Names.Length).ToList();
        Assert.Equal(customers.Values.Count(customer => customer.Left), rows.Count(cells => cells[status] == "left"));
        Assert.All(rows, cells => Assert.Equal("", cells[tv]));
        var date = Options.FirstDrop.AddDays(Night);
        Assert.All(rows, cells => Assert.True(DateOnly.Parse(cells[contact]) < date));
        Assert.Contains(rows, cells => DateOnly.Parse(cells[contact]) > date.AddDays(-7));
    }
}
