using ReapFunctions.Contracts;
using ReapFunctions.Ml;
using ReapFunctions.Ml.Training;
using ReapFunctions.Snapshots;
using ReapFunctions.Training;

namespace ReapFunctions.Tests.Training;

/// <summary>
/// Customers of whom tv keeps some that would leave, insurance drives some away and music does neither, whatever else makes them
/// leave.
/// </summary>
public class HoldingEffectsTests
{
    private const int Rows = 20_000;

    private static readonly ListPrices Prices =
        new("revenue", new Dictionary<string, double> { ["base"] = 20, ["tv"] = 14, ["music"] = 5, ["insurance"] = 3 });

    private static Roles Roles { get; } = new()
    {
        CustomerId = "id",
        Measures = new Dictionary<string, string> { ["revenue"] = "paid" },
        Holdings = new Dictionary<string, FieldIs>
        {
            ["base"] = new("base", ["true"]),
            ["tv"] = new("tv", ["true"]),
            ["music"] = new("music", ["yes", "trial"]),
            ["insurance"] = new("insurance", ["true"]),
            ["noLongerSold"] = new("gone", ["true"]),
        },
    };

    [Fact]
    public void WhatHoldingDoesIsFoundWhateverTheModelMakesOfIt()
    {
        var examples = Customers(tv: -0.5, insurance: 0.4);
        var learned = Learned(examples);
        // A model that has not seen what is held, and one that has.
        var blind = Learned(examples, "tv", "music", "insurance", "paid");
        foreach (var model in new[] { learned, blind })
        {
            var effects = new HoldingEffects(Roles, Prices).Of(model, examples);
            Assert.Equal(["insurance", "music", "tv"], effects.Keys.Order());
            Assert.Equal(Math.Exp(-0.5), effects["tv"], 0.1);
            Assert.Equal(Math.Exp(0.4), effects["insurance"], 0.25);
            Assert.Equal(1, effects["music"], 0.15);
        }
    }

    [Fact]
    public void OfFewCustomersLittleIsBelieved()
    {
        var few = Customers(tv: -3, insurance: 0, rows: 300);
        Assert.InRange(new HoldingEffects(Roles, Prices).Of(Learned(Customers(0, 0)), few)["tv"], 0.4, 0.95);
    }

    [Fact]
    public void WhereNobodyHoldsAnythingOfItsOwnNothingIsSaid()
    {
        var examples = Customers(tv: 0, insurance: 0);
        var all = new NumericColumn("tv", [.. Enumerable.Repeat(1f, Rows)]);
        var same = new TargetExamples(new Dataset([all], Rows), examples.Labels, examples.AsOf, examples.Until);
        Assert.Empty(new HoldingEffects(Roles, Prices).Of(Learned(examples), same));
    }

    private static PropensityModel Learned(TargetExamples examples, params string[] without) => PropensityTrainer.Train(
        new Dataset([.. examples.Data.Columns.Where(column => !without.Contains(column.Name))], examples.Data.Rows),
        examples.Labels).Model;

    private static TargetExamples Customers(double tv, double insurance, int rows = Rows)
    {
        var random = new Random(3);
        var (labels, calls, paid) = (new bool[rows], new float[rows], new float[rows]);
        var held = Enumerable.Range(0, 3).Select(_ => new float[rows]).ToArray();
        var music = new string?[rows];
        for (var row = 0; row < rows; row++)
        {
            calls[row] = random.Next(10);
            for (var product = 0; product < held.Length; product++)
                held[product][row] = random.NextDouble() < (product == 2 ? 0.95 : 0.4) ? 1 : 0;
            music[row] = random.Next(3) switch { 0 => "yes", 1 => "trial", _ => "no" };
            paid[row] = (float)(0.8 + 0.4 * random.NextDouble())
                * (20 + 14 * held[0][row] + 3 * held[1][row] + (music[row] == "no" ? 0 : 5));
            var logit = -2.5 + 0.3 * (calls[row] - 5) + tv * held[0][row] + insurance * held[1][row];
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-logit));
        }
        return new TargetExamples(
            new Dataset(
                new NumericColumn("calls", calls), new NumericColumn("paid", paid), new NumericColumn("tv", held[0]),
                new NumericColumn("insurance", held[1]), new NumericColumn("base", held[2]),
                CategoricalColumn.FromTexts("music", music)),
            labels, new DateOnly(2026, 8, 1), new DateOnly(2026, 11, 1));
    }
}
