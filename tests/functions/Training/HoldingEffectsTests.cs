using ReapFunctions.Contracts;
using ReapFunctions.Ml;
using ReapFunctions.Ml.Training;
using ReapFunctions.Training;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Training;

/// <summary>
/// Customers of whom products keep some that would leave, or drive some away, whatever else makes them leave.
/// </summary>
public class HoldingEffectsTests
{
    private const int Rows = 50_000;

    private static Roles Roles { get; } = new()
    {
        CustomerId = "id",
        Measures = new Dictionary<string, string> { ["revenue.monthly"] = "paid" },
        Holdings = new Dictionary<string, FieldIs>
        {
            ["base"] = new("base", ["true"]),
            ["tv"] = new("tv", ["true"]),
            ["music"] = new("music", ["yes", "trial"]),
            ["insurance"] = new("insurance", ["true"]),
            ["noLongerSold"] = new("gone", ["true"]),
            ["sinceADay"] = new("calls", ["2026-01-01"]),
        },
    };

    [Fact]
    public void WhatHoldingDoesIsFoundWhateverElseGoesWithIt()
    {
        var effects = Effects(Customers(tv: -0.5, insurance: 0.4, music: -0.4));
        Assert.Equal(["insurance", "music", "tv"], effects.Keys.Order());
        Assert.Equal(Math.Exp(-0.5), effects["tv"], 0.06);
        Assert.Equal(Math.Exp(0.4), effects["insurance"], 0.15);
        // Whether they say that they do not, or nothing.
        Assert.Equal(Math.Exp(-0.4), effects["music"], 0.08);
        Assert.Equal(1, Effects(Customers(tv: 0, insurance: 0))["music"], 0.08);
    }

    [Fact]
    public void OfFewCustomersLittleIsBelieved() =>
        Assert.InRange(Effects(Customers(tv: -3, insurance: 0, rows: 400))["tv"], 0.2, 0.9);

    [Fact]
    public void WhereNobodyHoldsAnythingOfTheirOwnNothingIsSaid()
    {
        var examples = Customers(tv: 0, insurance: 0);
        var all = new NumericColumn("tv", [.. Enumerable.Repeat(1f, Rows)]);
        Assert.Empty(Effects(examples with { Data = new Dataset([all, examples.Data["calls"]], Rows) }));
    }

    private static IReadOnlyDictionary<string, double> Effects(TargetExamples examples) =>
        new HoldingEffects(Roles, new ValueOptions { Currency = "EUR", MarginRate = 1 })
            .Of(examples, new PropensityOptions(), default);

    private static TargetExamples Customers(double tv, double insurance, double music = 0, int rows = Rows)
    {
        var random = new Random(3);
        var (labels, calls, paid) = (new bool[rows], new float[rows], new float[rows]);
        var held = Enumerable.Range(0, 3).Select(_ => new float[rows]).ToArray();
        var heard = new string?[rows];
        for (var row = 0; row < rows; row++)
        {
            calls[row] = random.Next(10);
            // Who calls most, and leaves soonest, holds tv.
            for (var product = 0; product < held.Length; product++)
                held[product][row] = random.NextDouble() < (product == 2 ? 0.95 : product == 0 ? calls[row] / 12 : 0.4) ? 1 : 0;
            heard[row] = random.Next(7) switch { 0 or 1 => "yes", 2 => "trial", 3 => null, _ => "no" };
            paid[row] = (float)(0.8 + 0.4 * random.NextDouble())
                * (20 + 14 * held[0][row] + 3 * held[1][row] + (heard[row] is "yes" or "trial" ? 5 : 0));
            var logit = -2.5 + 0.3 * (calls[row] - 5) + tv * held[0][row] + insurance * held[1][row]
                + (heard[row] is "yes" or "trial" ? music : 0);
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-logit));
        }
        return new TargetExamples(
            new Dataset(
                new NumericColumn("calls", calls), new NumericColumn("paid", paid), new NumericColumn("tv", held[0]),
                new NumericColumn("insurance", held[1]), new NumericColumn("base", held[2]),
                CategoricalColumn.FromTexts("music", heard)),
            labels, new DateOnly(2026, 8, 1), new DateOnly(2026, 11, 1));
    }
}
