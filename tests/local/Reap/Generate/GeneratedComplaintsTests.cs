using System.Globalization;
using System.Text;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>Generated complaints: their causes and times, and the one that is planted.</summary>
public class GeneratedComplaintsTests
{
    private static readonly TelcoOptions Options = SampleTelco.Options(6_000) with
    {
        Dirty = 0,
        RootCause = new PlantedCause("speed", Product.Broadband, Region.West, 3),
    };

    private sealed record Row(string Id, DateOnly On, string Product, string Region, string Cause, DateOnly? SolvedOn)
    {
        public static Row Of(string line)
        {
            var cells = line.Split(',');
            return new Row(cells[0], Date(cells[2]), cells[3], cells[4], cells[6], cells[9].Length == 0 ? null : Date(cells[9]));
        }

        private static DateOnly Date(string cell) => DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task ThePlantedCauseGrowsWhereAndSinceItsTruthSaysAndChangesNothingElse()
    {
        for (var drop = 1; drop < 6; drop++)
        {
            var with = await RowsAsync(Options, drop);
            var without = await RowsAsync(Options with { RootCause = null }, drop);
            var planted = with.ExceptBy(without.Select(row => row.Id), row => row.Id).ToArray();

            Assert.Equal(without, with.Except(planted));
            Assert.All(planted, row => Assert.Equal(("speed", "broadband", "west"), (row.Cause, row.Product, row.Region)));
            Assert.Equal(drop < 3, planted.Length == 0);
            if (drop == 5)
                Assert.InRange(planted.Count(row => row.On == Options.FirstDrop.AddDays(5)), 8, 60);
        }
        Assert.Equal(
            $"speed,broadband,west,,{Options.FirstDrop.AddDays(3):yyyy-MM-dd}", Options.RootCause!.Line(Options.FirstDrop));
    }

    [Fact]
    public async Task OtherSourcesKnowNothingOfIt()
    {
        foreach (var shape in DetailShape.All.Where(shape => shape != DetailShape.Complaints))
            Assert.Equal(await BytesAsync(shape, Options, 5), await BytesAsync(shape, Options with { RootCause = null }, 5));
    }

    [Fact]
    public async Task AComplaintIsToldWhenItIsOpenedAndAgainWhenItIsSolved()
    {
        var nights = new List<Row[]>();
        for (var drop = 0; drop < 12; drop++)
            nights.Add(await RowsAsync(Options, drop));
        var opened = nights[1..].SelectMany((rows, i) => rows.Where(row => row.On == Options.FirstDrop.AddDays(i + 1))).ToArray();
        var later = nights[2..].SelectMany(rows => rows).Where(row => row.SolvedOn > row.On).ToLookup(row => row.Id);

        Assert.True(opened.Length > 30);
        Assert.All(opened.Where(row => row.SolvedOn is not null), row => Assert.Equal(row.On, row.SolvedOn));
        var told = opened.Where(row => row.SolvedOn is null && later[row.Id].Any()).ToArray();
        Assert.True(told.Length > 10);
        Assert.All(told, row => Assert.Equal(row.On, Assert.Single(later[row.Id]).On));
    }

    [Fact]
    public async Task TheFirstFileReachesBackAsFarAsThePortfolioLooks()
    {
        var rows = await RowsAsync(Options, 0);

        Assert.InRange(rows.Min(row => row.On), Options.FirstDrop.AddDays(-89), Options.FirstDrop.AddDays(-80));
        Assert.Equal(6, rows.Select(row => row.Cause).Distinct().Count());
        Assert.Contains(rows, row => row.SolvedOn is null);
    }

    private static async Task<Row[]> RowsAsync(TelcoOptions options, int drop) =>
        [.. Encoding.UTF8.GetString(await BytesAsync(DetailShape.Complaints, options, drop)).TrimEnd('\n').Split('\n')[1..]
            .Select(Row.Of)];

    private static async Task<byte[]> BytesAsync(DetailShape shape, TelcoOptions options, int drop)
    {
        using var output = new MemoryStream();
        await new SyntheticTelco(options).WriteDetailsAsync(shape, drop, output);
        return output.ToArray();
    }
}
