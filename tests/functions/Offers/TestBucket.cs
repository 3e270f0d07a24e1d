using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Offers;

/// <summary>A small bucket of customers, built column by column, under a portfolio's real configuration.</summary>
internal sealed class TestBucket
{
    public static readonly RunId Run = new(new DateOnly(2026, 11, 21), 1);

    public static readonly ValueCutPoints Cuts = new(
        "2026-11-21.1", [450, 400, 350, 300, 250, 200, 150, 100, 50], new Dictionary<string, double>());

    private readonly Dictionary<string, SnapshotColumn> columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TargetScores> scores = new(StringComparer.Ordinal);
    private readonly List<CustomerCase> cases = [];
    private readonly Dictionary<string, RightYes> right = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecoveringSince> recovering = new(StringComparer.Ordinal);
    private readonly int rows;

    /// <summary>
    /// Customers <c>c0</c>, <c>c1</c>, … who are ordinary: active, 24 months, one mobile plan, all consents, content.
    /// </summary>
    public TestBucket(int rows = 1)
    {
        this.rows = rows;
        Text("customerId", [.. Enumerable.Range(0, rows).Select(row => $"c{row}")]);
        Text("segment", "consumer").Text("region", "north").Number("age", 40).Number("tenureMonths", 24);
        Text("contractType", "monthly").Number("monthsToContractEnd", double.NaN).Text("paymentMethod", "directDebit")
            .Flag("eBilling", true);
        Flag("holdsMobile", true).Flag("holdsBroadband", false).Flag("holdsTv", false).Flag("holdsSecurity", false)
            .Flag("holdsRoaming", false);
        Number("monthlyRevenue", 50).Number("revenue12m", 600).Number("revenueToDate", 1200).Number("directCost12m", 200);
        Number("dataUsageGb", 10).Number("callMinutes", 100).Number("calls12m", 2).Number("shopVisits12m", 0)
            .Number("webSessions12m", 10);
        Number("complaints12m", 0).Number("latePayments12m", 0).Flag("openComplaint", false).Number("arrears", 0)
            .Number("badDebt12m", 0);
        Flag("consentCall", true).Flag("consentEmail", true).Flag("consentSms", true).Flag("vulnerable", false)
            .Number("referrals12m", 0);
        Number("satisfaction", double.NaN).Date("lastContactOn", null).Text("status", "active");
        Flag("tookBroadband", false).Flag("tookTv", false).Flag("tookSecurity", false).Flag("tookRoaming", false);
        Score("churn", 0.03f).Score("broadband", 0.1f).Score("tv", 0.1f).Score("security", 0.1f).Score("roaming", 0.1f);
    }

    public static DecisionOptions Telco { get; } = Config("");

    /// <summary>A portfolio's configuration as it is shipped.</summary>
    public static DecisionOptions Config(string portfolio, Func<string, string, string>? change = null) =>
        Portfolio(portfolio, change).Decisions;

    /// <inheritdoc cref="Config"/>
    public static Portfolio Portfolio(string portfolio, Func<string, string, string>? change = null)
    {
        var files = ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), Path.GetFileName(portfolio));
        foreach (var name in files.Names.ToArray())
            files[name] = change is null ? files[name] : change(name, files[name]);
        return ReapFunctions.Portfolio.Read(files);
    }

    /// <summary>A change of one file of a portfolio, for <see cref="Config"/>.</summary>
    public static Func<string, string, string> Edit(string file, string was, string becomes) =>
        (name, json) => name == file ? Edited(json, was, becomes) : json;

    /// <summary>A text with the first of what was in it, which must be there, replaced.</summary>
    public static string Edited(string text, string was, string becomes)
    {
        Assert.Contains(was, text, StringComparison.Ordinal);
        var at = text.IndexOf(was, StringComparison.Ordinal);
        return text[..at] + becomes + text[(at + was.Length)..];
    }

    /// <summary>
    /// The shipped portfolio with one rule of suitability more, in front, in the policy of the whole catalogue.
    /// </summary>
    public static DecisionOptions WithRule(string rule) => Config("", (name, json) =>
    {
        const string Policy = "\"suitability\": [";
        return name == "offers.json"
            ? json.Insert(json.IndexOf(Policy, StringComparison.Ordinal) + Policy.Length, $"{rule},")
            : json;
    });

    public TestBucket Text(string name, params string?[] values)
    {
        var texts = values.OfType<string>().Distinct().ToArray();
        columns[name] = SnapshotColumn.OfText(
            name, [.. Spread(values).Select(value => value is null ? -1 : Array.IndexOf(texts, value))], texts);
        return this;
    }

    public TestBucket Number(string name, params double[] values) => Numbers(name, ColumnKind.Number, values);

    public TestBucket Flag(string name, params bool?[] values) =>
        Numbers(name, ColumnKind.Flag, [.. values.Select(value => value switch { true => 1, false => 0, null => double.NaN })]);

    public TestBucket Date(string name, params DateOnly?[]? values) =>
        Numbers(name, ColumnKind.Date, [.. (values ?? [null]).Select(value => value?.DayNumber ?? double.NaN)]);

    public TestBucket Score(string target, params float[] values)
    {
        scores[target] = new TargetScores(
            target, [.. Spread(values)], [.. Enumerable.Repeat<IReadOnlyList<Contribution>>([], rows)]);
        return this;
    }

    /// <summary>No model predicts the target.</summary>
    public TestBucket Unscored(string target)
    {
        scores.Remove(target);
        return this;
    }

    public TestBucket Reasons(string target, params Contribution[] reasons)
    {
        scores[target] =
            scores[target] with { Contributions = [.. Enumerable.Repeat<IReadOnlyList<Contribution>>(reasons, rows)] };
        return this;
    }

    /// <summary>As when nothing could be learned of a target.</summary>
    public TestBucket WithoutModel(string target)
    {
        scores.Remove(target);
        return this;
    }

    /// <summary>What customers complained about.</summary>
    public TestBucket Cases(params IEnumerable<CustomerCase> found)
    {
        cases.AddRange(found);
        return this;
    }

    /// <summary>A customer said yes to being put right.</summary>
    public TestBucket Right(string customerId, DateOnly on) => Right(customerId, RightYes.OfDay(on));

    /// <inheritdoc cref="Right(string, DateOnly)"/>
    public TestBucket Right(string customerId, RightYes yes)
    {
        right[customerId] = yes;
        return this;
    }

    /// <summary>A customer was recovered in the run before.</summary>
    public TestBucket Recovering(string customerId, string rule, DateOnly since)
    {
        recovering[customerId] = new RecoveringSince(rule, since);
        return this;
    }

    public ScoredSnapshot Scored() => new ScoredSnapshot(Run, new Snapshot([.. columns.Values], rows), scores)
    {
        Cases = CustomerCase.Sorted(cases),
        Recovering = recovering,
    }.PutRight(right);

    public Decisions Decide(DecisionOptions? config = null, ValueCutPoints? cuts = null) =>
        Decisions.Make(Scored(), config ?? Telco, cuts ?? Cuts);

    /// <summary>The offer record of the first customer.</summary>
    public OfferRecord Offers(DecisionOptions? config = null) => Decide(config).Offers[0];

    private TestBucket Numbers(string name, ColumnKind kind, double[] values)
    {
        columns[name] = SnapshotColumn.OfNumbers(name, kind, [.. Spread(values)]);
        return this;
    }

    private IEnumerable<T> Spread<T>(T[] values) => Enumerable.Range(0, rows).Select(row => values[row % values.Length]);
}
