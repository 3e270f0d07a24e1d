using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Prospects;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value;
using Xunit.Abstractions;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>
/// The lifetime value of a model that knows the true chances, against what the generator's customers bring in the 36 months
/// ahead: what is left is the error of the formula.
/// </summary>
/// <remarks>How fast hazards revert and loyalty grows was settled on seed 1; the seeds here are others.</remarks>
public class LifetimeTruthTests(ITestOutputHelper output)
{
    private const int Customers = 12_000;
    private const int Horizon = 1_096;
    private static readonly DateOnly Drop = new(2026, 11, 21);
    private static readonly Portfolio Telco =
        Portfolio.Read(ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), ""));

    private static readonly MonthlyMargin Margin = new(Telco.Decisions.Value);

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public async Task ItIsRightOverallByDecileTenureAndRisk(ulong seed)
    {
        var customers = await EvaluateAsync(seed);
        var ranked = customers.OrderByDescending(customer => customer.Lifetime).ToArray();

        AssertRatio("overall", customers, 0.97, 1.03);
        Valued[] Decile(int number) => ranked[((number - 1) * ranked.Length / 10)..(number * ranked.Length / 10)];
        for (var decile = 1; decile <= 8; decile++)
            AssertRatio($"decile {decile}", Decile(decile), 0.9, 1.1);
        foreach (var tenure in customers.GroupBy(known => known.Tenure switch { < 12 => 0, < 24 => 12, < 60 => 24, _ => 60 }))
            AssertRatio($"tenure from {tenure.Key}", [.. tenure], 0.88, 1.12);
        foreach (var risk in customers.GroupBy(known => known.Churn switch { < 0.08 => "low", < 0.2 => "medium", _ => "high" }))
            AssertRatio($"risk {risk.Key}", [.. risk], 0.9, 1.1);
        // The lowest two are near 0, where a ratio says nothing: within a tenth of the mean.
        var near = customers.Average(customer => customer.Truth) / 10;
        Assert.All([Decile(9), Decile(10)], lowest => Assert.InRange(
            lowest.Average(customer => customer.Lifetime) - lowest.Average(customer => customer.Truth), -near, near));
    }

    private void AssertRatio(string what, IReadOnlyList<Valued> customers, double least, double most)
    {
        var ratio = customers.Sum(customer => customer.Lifetime) / customers.Sum(customer => customer.Truth);
        output.WriteLine($"{what}: {customers.Count} customers, {ratio:F3}");
        Assert.InRange(ratio, least, most);
    }

    /// <summary>One customer's value and what it is in truth.</summary>
    private sealed record Valued(double Lifetime, double Truth, double Tenure, double Churn);

    private static async Task<Valued[]> EvaluateAsync(ulong seed)
    {
        var options = new TelcoOptions { Customers = Customers, Seed = seed, FirstDrop = Drop, Dirty = 0 };
        var telco = new SyntheticTelco(options);
        var world = new TelcoWorld(options);
        var contract = Telco.Contracts["customers"];
        var customers = await ReadAsync(telco, contract);
        var byId = telco.CustomersOf(0).ToDictionary(customer => telco.IdOf(customer.Number));
        var ids = customers[contract.Roles.CustomerId];
        var truths = Enumerable.Range(0, customers.Rows).Select(row => byId[ids.Text(row)!]).ToArray();
        var scores = new Dictionary<string, TargetScores>
        {
            ["churn"] = Known("churn", truths, customer => customer.Truth.Churn),
        };
        foreach (var product in Enum.GetValues<Product>().Where(product => product != Product.Mobile))
        {
            var target = $"{product}".ToLowerInvariant();
            scores[target] = Known(target, truths, customer => customer.Truth.Of(product));
        }
        var scored = new ScoredSnapshot(new RunId(Drop, 1), customers, scores);
        var model = new ValueModel(Telco.Decisions.Value, contract.Roles);
        var chances = scores.ToDictionary(target => target.Key, target => (double)target.Value.Propensity.Average());
        var part = ValueBasePart.Sum(model.Evaluate(scored, null, Telco.Targets.TakeUps), model);
        var values = model.Evaluate(
            scored, ValueCutPoints.From(scored.Run, [part]) with { Chances = chances }, Telco.Targets.TakeUps);
        return [.. values.Select((value, row) => (value, truth: truths[row])).Where(pair => pair.value.Active)
            .Select(pair => new Valued(
                pair.value.Lifetime!.Value,
                TrueLifetime(world, pair.truth),
                pair.value.TenureMonths!.Value,
                pair.truth.Truth.Churn))];
    }

    private static async Task<Snapshot> ReadAsync(SyntheticTelco telco, Contract contract)
    {
        using var upload = new MemoryStream();
        await telco.WriteExtractAsync(0, upload);
        upload.Position = 0;
        var rows = new MemoryStream();
        var output = new ExtractOutput(1, (_, _) => Task.FromResult<Stream>(rows), _ => Task.FromResult(Stream.Null));
        await ExtractCleaner.CleanAsync(upload, contract, output, new CleaningSetup { File = "all.csv", Date = Drop }, default);
        return await SnapshotReader.ReadAsync(new MemoryStream(rows.ToArray()), contract, default);
    }

    /// <summary>Scores of a model that knows the chances; 0 for a product that is held.</summary>
    private static TargetScores Known(string target, CustomerAtDrop[] customers, Func<CustomerAtDrop, double> chance) => new(
        target,
        [.. customers.Select(customer => (float)chance(customer)).Select(known => float.IsNaN(known) ? 0 : known)],
        [.. customers.Select(_ => (IReadOnlyList<Contribution>)[])]);

    private static double TrueLifetime(TelcoWorld world, CustomerAtDrop customer)
    {
        var random = world.RandomOf(customer.Number);
        var sum = 0.0;
        foreach (var ahead in Life.After(world, customer.Number, arrival: 0, drop: 0, Horizon))
            sum += ahead.Days / (365.25 / 12) * ahead.Alive * Math.Pow(1.1, -(ahead.Day + ahead.Days / 2.0) / 365.25)
                * Margin.Of(random, ahead.Profile, ahead.Month);
        return sum;
    }
}
