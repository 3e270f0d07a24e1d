using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Benchmarks.Decisions;

/// <summary>Scored customers of the synthetic portfolio, drawn column by column from a seed.</summary>
internal sealed class SyntheticBucket(int seed, int rows)
{
    private static readonly string[] Features = [
        "contractType", "tenureMonths", "calls12m", "satisfaction", "dataUsageGb", "segment"];

    private readonly Random random = new(seed);
    private readonly List<SnapshotColumn> columns = [];

    public ScoredSnapshot Scored()
    {
        columns.Add(
            SnapshotColumn.OfText(
            "customerId", [.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, rows).Select(i => $"c{seed}-{i}")]));
        Text("segment", "consumer", "family", "student", "senior", "business")
            .Text("region", "north", "east", "south", "west", "centre");
        Text("contractType", "monthly", "annual", "biennial").Text("paymentMethod", "directDebit", "card", "invoice", "cash");
        Number("age", 16, 90, 0.05).Number("tenureMonths", 0, 200).Number("monthsToContractEnd", 0, 24, 0.4);
        Number("monthlyRevenue", 15, 90).Number("revenue12m", 150, 1080).Number("revenueToDate", 200, 9000)
            .Number("directCost12m", 60, 400);
        Number("dataUsageGb", 0, 120, 0.1).Number("callMinutes", 0, 900, 0.1).Number("calls12m", 0, 9)
            .Number("shopVisits12m", 0, 4);
        Number("webSessions12m", 0, 60).Number("complaints12m", 0, 2).Number("latePayments12m", 0, 6).Number("arrears", -60, 30);
        Number("badDebt12m", -500, 20).Number("referrals12m", -3, 2).Number("satisfaction", 0, 10, 0.7).Date("lastContactOn");
        Flag("eBilling", 0.6).Flag("openComplaint", 0.03).Flag("vulnerable", 0.02);
        Flag("consentCall", 0.6).Flag("consentEmail", 0.7).Flag("consentSms", 0.5);
        foreach (var product in (string[])["Mobile", "Broadband", "Tv", "Security", "Roaming"])
            Flag($"holds{product}", product == "Mobile" ? 0.95 : 0.3).Flag($"took{product}", 0.02);
        columns.Add(SnapshotColumn.OfText("status", [.. Draw(() => random.NextDouble() < 0.97 ? 0 : 1)], ["active", "left"]));
        var targets = new[] { "churn", "broadband", "tv", "security", "roaming" };
        return new ScoredSnapshot(
            new RunId(new DateOnly(2026, 11, 21), 1), new Snapshot(columns, rows), targets
                .ToDictionary(target => target, Scores));
    }

    private TargetScores Scores(string target) => new(
        target,
        [.. Draw(() => (float)Math.Pow(random.NextDouble(), 4))],
        [.. Draw<IReadOnlyList<Contribution>>(
            () => Array.ConvertAll(Features, feature => new Contribution(feature, (float)(random.NextDouble() - 0.5))))]);

    private SyntheticBucket Text(string name, params string[] texts) =>
        Add(SnapshotColumn.OfText(name, [.. Draw(() => random.Next(texts.Length))], texts));

    private SyntheticBucket Number(string name, double least, double most, double missing = 0) => Add(SnapshotColumn.OfNumbers(
        name, ColumnKind.Number,
            [.. Draw(() => random.NextDouble() < missing
            ? double.NaN
            : Math.Max(0, Math.Round(least + (most - least) * random.NextDouble())))]));

    private SyntheticBucket Flag(string name, double share) =>
        Add(SnapshotColumn.OfNumbers(name, ColumnKind.Flag, [.. Draw(() => random.NextDouble() < share ? 1.0 : 0.0)]));

    private SyntheticBucket Date(string name) => Add(SnapshotColumn.OfNumbers(
        name, ColumnKind.Date, [.. Draw(() => (double)new DateOnly(2026, 11, 21).AddDays(-random.Next(200)).DayNumber)]));

    private SyntheticBucket Add(SnapshotColumn column)
    {
        columns.Add(column);
        return this;
    }

    private IEnumerable<T> Draw<T>(Func<T> one) => Enumerable.Range(0, rows).Select(_ => one());
}
