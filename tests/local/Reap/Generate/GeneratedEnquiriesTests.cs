using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>Who asks and is no customer, as the generator tells of them.</summary>
public class GeneratedEnquiriesTests
{
    private static readonly TelcoOptions Options = new()
    {
        Labelled = true,
        Customers = 2_000,
        FirstDrop = new DateOnly(2026, 11, 20),
    };

    [Fact]
    public async Task TheColumnsAreThoseOfTheContractInItsOrder()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "config", "sources", "enquiries.json");
        var contract = Contract.Read(file, await File.ReadAllTextAsync(file));
        Assert.Equal(EnquiryFile.Source, contract.Source);
        Assert.Equal(
            string.Join(',', contract.Schema.Fields.Select(field => field.Name)), (await LinesAsync(Options, 0))[0]);
    }

    [Fact]
    public async Task TheSameOptionsGiveTheSameBytesWhateverOtherDropsAreMade() =>
        Assert.Equal(await LinesAsync(Options, 3), await LinesAsync(Options with { Customers = 2_000 }, 3));

    [Fact]
    public async Task WhatThePageSaysOfThemIsPlanted()
    {
        var rows = (await LinesAsync(Options with { Dirty = 0 }, 0))[1..].Select(line => line.Split(',')).ToArray();
        Assert.Equal(EnquiryFile.DaysBack * 4, rows.Length);
        Assert.Equal(rows.Length, rows.Select(row => row[0]).Distinct().Count());
        Assert.InRange(rows.Count(row => row[4].StartsWith('c')), 3, 20);
        Assert.InRange(rows.Count(row => row[^2].Length > 0), 8, 40);
        Assert.InRange(rows.Count(row => row[^3].Length == 0), 50, 90);
        Assert.All(rows.Where(row => row[^2].Length > 0), row => Assert.NotEmpty(row[^3]));
    }

    [Fact]
    public async Task SomeHaveADayThatThereIsNotAndSomeComeTwice()
    {
        var rows = (await LinesAsync(Options with { Dirty = 0.1 }, 0))[1..];
        Assert.Contains(rows, line => line.Contains(",2026-02-31,", StringComparison.Ordinal));
        Assert.NotEqual(rows.Length, rows.Distinct().Count());
    }

    private static async Task<string[]> LinesAsync(TelcoOptions options, int drop)
    {
        using var bytes = new MemoryStream();
        await new SyntheticTelco(options).WriteEnquiriesAsync(drop, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray()).TrimEnd('\n').Split('\n');
    }
}
