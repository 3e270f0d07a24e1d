using System.Text;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Receipts;

public sealed class DriftTests
{
    /// <summary>More trials when <c>REAP_LONG</c> is 1.</summary>
    private static bool IsLong => Environment.GetEnvironmentVariable("REAP_LONG") == "1";

    [Fact]
    public async Task QuantilesAndValueCountsDescribeTheColumn()
    {
        var cleaned = await SmallExtract.Clean(Night(1, 3000));

        var charges = cleaned.Receipt.Columns.Single(column => column.Name == "charges");
        Assert.Equal(21, charges.Quantiles!.Count);
        Assert.Equal(charges.Quantiles.Order(), charges.Quantiles);
        Assert.InRange(charges.Quantiles[10], 47, 53);
        Assert.Equal(charges.Min, charges.Quantiles[0]);
        var plans = cleaned.Receipt.Columns.Single(column => column.Name == "plan").Values!;
        Assert.Equal(["basic", "plus"], plans.Keys);
        Assert.Equal(3000, plans.Values.Sum());
    }

    [Fact]
    public async Task ASampleOfAManyRowsIsBoundedAndFair()
    {
        var cleaned = await SmallExtract.Clean(Night(1, 60_000));

        var charges = cleaned.Receipt.Columns.Single(column => column.Name == "charges");
        Assert.InRange(charges.SampledRows, 4096 * 9 / 10, 8192);
        for (var step = 1; step < 20; step++)
            Assert.InRange(charges.Quantiles![step], step * 5 - 3, step * 5 + 3);
    }

    [Fact]
    public async Task OfQuietExtractsAtMostOneInTwentyAlarms()
    {
        // Every night draws other customers, so that nothing but chance moves, and moves as far as it can.
        var trials = IsLong ? 2000 : 150;
        var alarms = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            var nights = new List<Receipt>();
            for (var night = 0; night < 5; night++)
                nights.Add((await SmallExtract.Clean(Night(trial * 10 + night, 200))).Receipt);
            var report = Drift.Measure(nights[^1], nights[..^1])!;
            alarms += report.Columns.Any(column => column.IsAlarm) ? 1 : 0;
            Assert.False(report.IsVolumeAlarm);
        }
        Assert.InRange(alarms, 0, 0.05 * trials + 3 * Math.Sqrt(0.05 * 0.95 * trials));
    }

    [Fact]
    public async Task WhatIsPlantedAlwaysAlarmsAndNothingElse()
    {
        for (var seed = 1; seed <= (IsLong ? 200 : 15); seed++)
        {
            var before = new List<Receipt>();
            for (var night = 0; night < 7; night++)
                before.Add(await SameCustomersAsync(seed, night));
            Assert.DoesNotContain(
                Drift.Measure(await SameCustomersAsync(seed, 7), before)!.Columns, column => column.IsAlarm);
            (Planted Change, string Column)[] planted =
                [(Planted.Factor, "charges"), (Planted.Spelling, "city"), (Planted.Stale, "on")];
            foreach (var (change, moved) in planted)
            {
                var report = Drift.Measure(await SameCustomersAsync(seed, 7, change), before)!;
                Assert.Equal([moved], report.Columns.Where(column => column.IsAlarm).Select(column => column.Column));
            }
            Assert.True(Drift.Measure(await SameCustomersAsync(seed, 7, Planted.Half), before)!.IsVolumeAlarm);
        }
    }

    [Fact]
    public async Task ADateThatMovesOnWithTheNightsHasNotMovedAndAStaleOneIsCalledByItsAge()
    {
        var before = new List<Receipt> { await SameCustomersAsync(1, 0), await SameCustomersAsync(1, 1) };

        var stale = Drift.Measure(await SameCustomersAsync(1, 2, Planted.Stale), before)!;

        Assert.Contains("days old", stale.Columns.Single(column => column.Column == "on").Bin);
        var later = Drift.Measure(await SameCustomersAsync(1, 60), before)!;
        Assert.All(later.Columns, column => Assert.False(column.IsAlarm, column.Column));
    }

    [Fact]
    public async Task AColumnThatHasNoValuesAnyMoreHasMoved()
    {
        var before = (await SmallExtract.Clean(Night(1, 500))).Receipt;

        var report = Drift.Measure((await SmallExtract.Clean(Night(2, 500, missing: 1))).Receipt, [before])!;

        Assert.Equal(["charges"], report.Columns.Where(column => column.IsAlarm).Select(column => column.Column));
    }

    [Theory]
    [InlineData(new[] { 0.2, 0.9, 0.5, 0.011, 0.3 }, 0.01)]
    [InlineData(new[] { 0.001, 0.9, 0.5, 0.015, 0.029 }, 0.03)]
    public void OfManyComparisonsTheFalseAmongThoseThatCountAreLimited(double[] chances, double limit) =>
        Assert.Equal(limit, Drift.FalseDiscoveryLimit(chances), 1e-12);

    private enum Planted
    {
        Nothing,
        Factor,
        Spelling,
        Stale,
        Half,
    }

    /// <summary>The same customers night by night: charges vary a little, dates move on with the nights.</summary>
    private static async Task<Receipt> SameCustomersAsync(int seed, int night, Planted change = Planted.Nothing)
    {
        var (customers, noise) = (new Random(seed), new Random(1000 * seed + night));
        var drop = new DateOnly(2026, 9, 1).AddDays(night);
        var text = new StringBuilder("id,charges,city,on\n");
        for (var row = 0; row < 3000; row++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - customers.NextDouble())) * Math.Cos(2 * Math.PI * customers.NextDouble());
            var charges = 40 * Math.Exp(normal) * (0.97 + 0.06 * noise.NextDouble()) * (change == Planted.Factor ? 1.4 : 1);
            var city = customers.Next(50) == 0 ? change == Planted.Spelling ? "NEW ROSS" : "New Ross" : "Cork";
            var on = drop.AddDays(-customers.Next(1, 90) - (change == Planted.Stale ? 60 : 0));
            if (change != Planted.Half || row % 2 == 0)
                text.Append(FormattableString.Invariant($"c{row},{charges:F2},{city},{on:yyyy-MM-dd}\n"));
        }
        const string fields = """
            { "name": "id" }, { "name": "charges", "type": "number" }, { "name": "city" }, { "name": "on", "type": "date" }
            """;
        return (await SmallExtract.Clean(text.ToString(), SmallExtract.With(fields))).Receipt with { Date = drop };
    }

    [Theory]
    [InlineData(1.4, 0, 0.5, "charges")]
    [InlineData(1, 0.3, 0.5, "charges")]
    [InlineData(1, 0, 0.8, "plan")]
    public async Task AColumnThatMovesIsNamed(double factor, double missing, double basic, string moved)
    {
        var before = (await SmallExtract.Clean(Night(1, 3000))).Receipt;

        var report = Drift.Measure((await SmallExtract.Clean(Night(2, 3000, factor, missing, basic))).Receipt, [before])!;

        Assert.Equal([moved], report.Columns.Where(column => column.IsAlarm).Select(column => column.Column));
        Assert.Contains(report.Warnings(), warning => warning.StartsWith(moved, StringComparison.Ordinal));
    }

    [Fact]
    public async Task HalfTheRowsIsAnAlarmAndNothingToCompareWithIsNone()
    {
        var tonight = (await SmallExtract.Clean(Night(3, 500))).Receipt;

        Assert.True(Drift.Measure(tonight, [(await SmallExtract.Clean(Night(1, 1000))).Receipt])!.IsVolumeAlarm);
        Assert.Null(Drift.Measure(tonight, []));
    }

    private static string Night(int seed, int rows, double factor = 1, double missing = 0, double basic = 0.5)
    {
        var random = new Random(seed);
        var text = new StringBuilder("id,age,charges,active,since,plan\n");
        for (var row = 0; row < rows; row++)
        {
            var charges = random.NextDouble() < missing ? "" : $"{Math.Round(random.NextDouble() * 100 * factor, 2)}";
            text.Append($"c{row},{random.Next(18, 90)},{charges},{(random.Next(3) == 0 ? "true" : "false")},"
                + $"2024-01-{random.Next(1, 29):D2},");
            text.Append(random.NextDouble() < basic ? "basic\n" : "plus\n");
        }
        return text.ToString();
    }
}
