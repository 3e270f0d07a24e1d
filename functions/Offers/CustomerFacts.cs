using ReapFunctions.Contracts;
using ReapFunctions.Risk;
using ReapFunctions.Rules;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>
/// Facts from a bucket's columns, scores and records, made when they are first asked for. Not safe for use by several threads.
/// </summary>
/// <param name="care">How things stand with dissatisfaction; null where the portfolio does not know.</param>
internal sealed class CustomerFacts(
    ScoredSnapshot scored, Roles roles, ValueRecord[] values, RiskRecord[]? risks, CustomerCare? care = null) : Facts
{
    private static readonly Dictionary<string, Func<ValueRecord, double>> ValueNumbers = new(StringComparer.Ordinal)
    {
        [FactNames.ValueCurrent] = record => record.Current,
        [FactNames.ValueToDate] = record => record.ToDate,
        [FactNames.ValueLifetime] = record => record.Lifetime ?? double.NaN,
        [FactNames.ValueCostToServe] = record => record.CostToServe,
        [FactNames.ValueRevenue] = record => record.Revenue,
        [FactNames.ValueIndirect] = record => record.Indirect,
        [FactNames.ValuePriceLevel] = record => record.PriceLevel,
        [FactNames.ValueWalletShare] = record => record.WalletShare ?? double.NaN,
        [FactNames.ValueOpportunity] = record => record.Opportunity ?? double.NaN,
        [FactNames.RhythmQuietDays] = record => record.Rhythm?.QuietDays ?? double.NaN,
        [FactNames.RhythmUsualDays] = record => record.Rhythm?.UsualDays ?? double.NaN,
        [FactNames.RhythmChance] = record => record.Rhythm?.Chance ?? double.NaN,
        [FactNames.AdvocacyCame] = record => record.Advocacy?.Came ?? 0,
        [FactNames.AdvocacyWorth] = record => record.Advocacy is { Came: > 0 } known ? known.Worth ?? double.NaN : 0,
        [FactNames.ValueDecile] = record => record.Decile,
        [FactNames.Products] = record => record.Products,
        [FactNames.Tenure] = record => record.TenureMonths ?? double.NaN,
    };

    private static readonly Dictionary<string, Func<RiskRecord, double>> RiskNumbers = new(StringComparer.Ordinal)
    {
        [FactNames.RiskPropensity] = record => record.Propensity ?? double.NaN,
        [FactNames.RiskValueAtRisk] = record => record.ValueAtRisk ?? double.NaN,
        [FactNames.RiskExpectedMonths] = record => record.ExpectedMonths ?? double.NaN,
        [FactNames.RiskBudget] = record => record.RetentionBudget ?? double.NaN,
    };

    private readonly Dictionary<string, SnapshotColumn> made = new(StringComparer.Ordinal);
    private readonly RoleColumns columns = new(scored.Customers, roles);

    public override int Rows => values.Length;

    public override SnapshotColumn this[string name]
    {
        get
        {
            if (!made.TryGetValue(name, out var column))
                made[name] = column = Make(name);
            return column;
        }
    }

    private SnapshotColumn Make(string name)
    {
        if (scored.Customers.TryGet(name, out var column))
            return column;
        if (ValueNumbers.TryGetValue(name, out var value))
            return SnapshotColumn.OfNumbers(name, ColumnKind.Number, Array.ConvertAll(values, record => value(record)));
        if (RiskNumbers.TryGetValue(name, out var risk))
            return SnapshotColumn.OfNumbers(name, ColumnKind.Number, Array.ConvertAll(Risks, record => risk(record)));
        return name switch
        {
            FactNames.Active => Flags(name, columns.Active()),
            FactNames.OpenComplaint => Flags(name, columns.Stops(roles.OpenComplaint)),
            FactNames.Vulnerable => Flags(name, columns.Stops(roles.Vulnerable)),
            FactNames.RhythmAsleep => SnapshotColumn.OfNumbers(name, ColumnKind.Flag, Array.ConvertAll(
                values, record => record.Rhythm is { } rhythm ? rhythm.Asleep ? 1 : 0 : double.NaN)),
            FactNames.AdvocacyReferred => Flags(name, Array.ConvertAll(values, record => record.Advocacy?.CameBy is not null)),
            FactNames.CareLeaving => Leaving(name),
            FactNames.Segment => Texts(name, Array.ConvertAll(values, record => record.Segment)),
            FactNames.ValueBand => Texts(name, Array.ConvertAll(values, record => (string?)EnumName.Of(record.Band))),
            FactNames.RiskBand => Texts(name, Array.ConvertAll(Risks, record => record.Band)),
            _ => Prefixed(name) ?? throw new KeyNotFoundException($"There is no fact '{name}'."),
        };
    }

    private RiskRecord[] Risks => risks ?? throw new InvalidOperationException("Risk is not worked out yet.");

    private SnapshotColumn? Prefixed(string name)
    {
        if (After(name, FactNames.Holds) is { } product)
            return Flags(name, columns.Flags(roles.Holdings.GetValueOrDefault(product)));
        if (After(name, FactNames.Stop) is { } stop)
            return Flags(name, columns.Stops(roles.Stops.GetValueOrDefault(stop)));
        if (After(name, FactNames.Consent) is { } channel)
            return Flags(name, roles.Consents.TryGetValue(channel, out var role) ? columns.Consent(role) : new bool[Rows]);
        if (After(name, FactNames.Measure) is { } measure)
            return columns.Measure(measure) ?? Missing(name);
        if (After(name, FactNames.Propensity) is { } target)
            return scored.Scores.TryGetValue(target, out var scores)
                ? SnapshotColumn.OfNumbers(
                    name, ColumnKind.Number, Array.ConvertAll(scores.Propensity, propensity => (double)propensity))
                : Missing(name);
        return CustomerCare.Fact(name, care, Rows);
    }

    private SnapshotColumn Leaving(string name)
    {
        var told = scored.Leaving.ToDictionary(reason => reason.CustomerId, reason => reason.Reason, StringComparer.Ordinal);
        return Texts(name, Array.ConvertAll(values, record => told.GetValueOrDefault(record.CustomerId)));
    }

    private SnapshotColumn Missing(string name)
    {
        var missing = new double[Rows];
        Array.Fill(missing, double.NaN);
        return SnapshotColumn.OfNumbers(name, ColumnKind.Number, missing);
    }

    private static string? After(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;

    private static SnapshotColumn Flags(string name, bool[] flags) =>
        SnapshotColumn.OfNumbers(name, ColumnKind.Flag, Array.ConvertAll(flags, flag => flag ? 1.0 : 0.0));

    internal static SnapshotColumn Texts(string name, string?[] values)
    {
        var codes = new int[values.Length];
        var texts = new List<string>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < codes.Length; row++)
        {
            if (values[row] is not { } text)
            {
                codes[row] = -1;
                continue;
            }
            if (!known.TryGetValue(text, out codes[row]))
            {
                known[text] = codes[row] = texts.Count;
                texts.Add(text);
            }
        }
        return SnapshotColumn.OfText(name, codes, [.. texts]);
    }
}
