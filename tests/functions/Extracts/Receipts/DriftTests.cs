using System.Text;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Receipts;

public sealed class DriftTests
{
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
    public async Task QuietNightsDoNotAlarm()
    {
        var alarms = 0;
        for (var trial = 0; trial < 10; trial++)
        {
            var before = new List<Receipt>();
            for (var night = 0; night < 3; night++)
                before.Add((await SmallExtract.Clean(Night(trial * 10 + night, 200))).Receipt);
            var report = Drift.Measure((await SmallExtract.Clean(Night(trial * 10 + 9, 200))).Receipt, before)!;
            alarms += report.Columns.Count(column => column.IsAlarm);
            Assert.False(report.IsVolumeAlarm);
        }
        Assert.InRange(alarms, 0, 5); // of 60 columns, 5 % by chance
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

    [Theory]
    [InlineData(1, 3.841)]
    [InlineData(9, 16.919)]
    [InlineData(30, 43.773)]
    public void TheQuantileOfChiSquareIsThatOfTheTables(int degrees, double expected) =>
        Assert.Equal(expected, DriftBins.ChiSquare95(degrees), expected * 0.03);

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
