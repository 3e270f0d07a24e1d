using System.Globalization;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>Generated invoices, holdings and interactions, and what cleaning makes of them.</summary>
public class GeneratedDetailsTests
{
    private static readonly TelcoOptions Options = SampleTelco.Options(3_000);

    public static TheoryData<string> Sources => [.. DetailShape.All.Select(shape => shape.Source)];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task WhatIsCleanPassesCleaning(string source)
    {
        var (receipt, summary) = await CleanAsync(Options, source);

        Assert.True(summary.Lines > 0);
        Assert.Equal((summary.Lines, summary.Lines), (receipt.Read, receipt.Accepted));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task EveryDirtyRowCostsItselfAndNoOther(string source)
    {
        var (receipt, summary) = await CleanAsync(Options with { Dirty = 0.15 }, source);

        Assert.Equal((summary.Lines, summary.Repairable, summary.Unusable), (receipt.Read, receipt.Repaired, receipt.Rejected));
        Assert.True(summary.WithoutCustomer > 0);
    }

    [Fact]
    public async Task EveryDropBillsAboutOneCustomerInThirtyAndNobodyTwice()
    {
        var first = Ids(await LinesAsync("invoices", 0));
        var second = Ids(await LinesAsync("invoices", 1));

        const int Bills = 3_000 * CustomerDetails.BilledDaysAtFirst / 30;
        Assert.InRange(first.Count, Bills - 200, Bills + 200);
        Assert.InRange(second.Count, 60, 140);
        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public async Task HoldingsAreThoseOfTheCustomersRow()
    {
        var products = SampleTelco.Customers(Options).Values
            .Sum(customer => System.Numerics.BitOperations.PopCount((uint)customer.Month.Holdings));

        Assert.Equal(products, (await LinesAsync("holdings", 0)).Length);
    }

    [Fact]
    public async Task WhatWasGivenUpIsToldWithItsDayAndCostsNothing()
    {
        const int Drop = 400;
        var options = Options with { Labelled = false, Behaviour = Behaviour.Lifelike };
        var ended = (await LinesAsync("holdings", Drop, options)).Select(line => line.Split(','))
            .Where(cells => cells[4].Length > 0).ToLookup(cells => cells[0]);
        var (telco, before) = (new SyntheticTelco(options), SampleTelco.Customers(options));

        foreach (var customer in telco.CustomersOf(Drop).Where(known => known.Round == 0 && before.ContainsKey(known.Number)))
        {
            // What was held at the first drop and is held no more; a product may be given up that was taken up since.
            var gone = Enum.GetValues<Product>()
                .Where(product => before[customer.Number].Month.Holds(product) && !customer.Month.Holds(product));
            var told = ended[telco.IdOf(customer.Number)].ToArray();
            Assert.All(gone, product => Assert.Contains(
                told, cells => string.Equals(cells[1], $"{product}", StringComparison.OrdinalIgnoreCase)));
            Assert.All(told, cells => Assert.Equal("0.00", cells[2]));
            Assert.All(told, cells => Assert.InRange(
                DateOnly.Parse(cells[4], CultureInfo.InvariantCulture), telco.DateOf(0), telco.DateOf(Drop)));
        }
        Assert.InRange(ended.Count, 300, 900);
        Assert.All(await LinesAsync("holdings", 0), line => Assert.EndsWith(",", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoLeavesIsBilledAsOftenAsWhoStays()
    {
        var invoices = (await LinesAsync("invoices", 0)).CountBy(line => line.Split(',')[0].Split('-')[0]).ToDictionary();
        var left = SampleTelco.Customers(Options).Values.GroupBy(customer => customer.Left)
            .ToDictionary(
                group => group.Key, group => group.Average(customer => invoices.GetValueOrDefault($"I{customer.Number}")));

        // A third have a billing day in the ten days beyond three months, be they of those who leave or not.
        Assert.Equal(left[false], left[true], 0.08);
    }

    private static HashSet<string> Ids(string[] lines) => [.. lines.Select(line => line.Split(',')[0])];

    private static async Task<string[]> LinesAsync(string source, int drop, TelcoOptions? options = null)
    {
        using var output = new MemoryStream();
        await new SyntheticTelco(options ?? Options)
            .WriteDetailsAsync(DetailShape.All.First(shape => shape.Source == source), drop, output);
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n')[1..];
    }

    private static async Task<(Receipt Receipt, DetailSummary Summary)> CleanAsync(TelcoOptions options, string source)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "config", "sources", $"{source}.json");
        var contract = Contract.Read(file, await File.ReadAllTextAsync(file));
        using var output = new MemoryStream();
        var summary = await new SyntheticTelco(options)
            .WriteDetailsAsync(DetailShape.All.First(shape => shape.Source == source), 0, output);
        output.Position = 0;
        var receipt = await ExtractCleaner.CleanAsync(
            output, contract, ExtractOutput.Nowhere(), new CleaningSetup { File = $"{source}.csv" }, CancellationToken.None);
        Assert.NotEqual(ReceiptStatus.Refused, receipt.Status);
        return (receipt, summary);
    }
}
