using ReapFunctions.Contracts;

namespace ReapFunctions.Rules;

/// <summary>
/// The facts that conditions and texts may name: every field of the contract by its own name, and what roles, scores and
/// records add under a prefix.
/// </summary>
/// <remarks>
/// <code>
/// customer.active .tenure .products .openComplaint .vulnerable .segment      roles of the contract
/// holds.{product}   stop.{name}   consent.{channel}   measure.{name}         roles of the contract
/// propensity.{target}                                                        scores
/// value.current .toDate .lifetime .costToServe .revenue .indirect .walletShare .opportunity .decile
/// value.band
/// rhythm.asleep .quietDays .usualDays .chance                               with rhythm in value.json
/// advocacy.came .worth .referred                                            with reap.referredBy in the contract
/// risk.propensity .valueAtRisk .expectedMonths .budget .band                 with a target of kind churn
/// care.cases .open .voiced .repeated .severity .overdueDays .solvedDays      with care.json: cases of the customer
/// care.rightDays .lastDays .cameBack .cause .struck                          the same
/// care.leaving                                                               the same, with its reasons for leaving
/// care.recovery .budget                                                      the same, of the rule of recovery that holds
/// </code>
/// </remarks>
public static class FactNames
{
    public const string Active = "customer.active";
    public const string Tenure = "customer.tenure";
    public const string Products = "customer.products";
    public const string OpenComplaint = "customer.openComplaint";
    public const string Vulnerable = "customer.vulnerable";
    public const string Segment = "customer.segment";

    public const string ValueCurrent = "value.current";
    public const string ValueToDate = "value.toDate";
    public const string ValueLifetime = "value.lifetime";
    public const string ValueCostToServe = "value.costToServe";
    public const string ValueRevenue = "value.revenue";
    public const string ValueIndirect = "value.indirect";
    public const string ValueWalletShare = "value.walletShare";
    public const string ValueOpportunity = "value.opportunity";
    public const string ValuePriceLevel = "value.priceLevel";
    public const string ValueDecile = "value.decile";
    public const string ValueBand = "value.band";

    public const string RhythmAsleep = "rhythm.asleep";
    public const string RhythmQuietDays = "rhythm.quietDays";
    public const string RhythmUsualDays = "rhythm.usualDays";
    public const string RhythmChance = "rhythm.chance";

    public const string AdvocacyCame = "advocacy.came";
    public const string AdvocacyWorth = "advocacy.worth";
    public const string AdvocacyReferred = "advocacy.referred";

    public const string RiskPropensity = "risk.propensity";
    public const string RiskValueAtRisk = "risk.valueAtRisk";
    public const string RiskExpectedMonths = "risk.expectedMonths";
    public const string RiskBudget = "risk.budget";
    public const string RiskBand = "risk.band";

    public const string CareCases = "care.cases";
    public const string CareOpen = "care.open";
    public const string CareVoiced = "care.voiced";
    public const string CareRepeated = "care.repeated";
    public const string CareSeverity = "care.severity";
    public const string CareOverdueDays = "care.overdueDays";
    public const string CareSolvedDays = "care.solvedDays";
    public const string CareRightDays = "care.rightDays";
    public const string CareLastDays = "care.lastDays";
    public const string CareCameBack = "care.cameBack";
    public const string CareCause = "care.cause";
    public const string CareStruck = "care.struck";
    public const string CareLeaving = "care.leaving";
    public const string CareRecovery = "care.recovery";
    public const string CareBudget = "care.budget";

    internal const string Care = "care.";
    internal const string Advocacy = "advocacy.";
    internal const string Rhythm = "rhythm.";
    internal const string Risk = "risk.";
    internal const string Holds = "holds.";
    internal const string Stop = "stop.";
    internal const string Consent = "consent.";
    internal const string Measure = "measure.";
    internal const string Propensity = "propensity.";

    private static readonly string[] RecordNumbers =
    [
        ValueCurrent, ValueToDate, ValueLifetime, ValueCostToServe, ValueRevenue, ValueIndirect,
        ValueWalletShare, ValueOpportunity, ValuePriceLevel, ValueDecile,
        RhythmQuietDays, RhythmUsualDays, RhythmChance, AdvocacyCame, AdvocacyWorth,
        RiskPropensity, RiskValueAtRisk, RiskExpectedMonths, RiskBudget,
    ];

    private static readonly string[] CareNumbers =
    [
        CareCases, CareOpen, CareVoiced, CareRepeated, CareSeverity, CareOverdueDays, CareSolvedDays, CareRightDays,
        CareLastDays, CareBudget,
    ];

    /// <summary>Facts that the rules of recovery decide, and so cannot go by.</summary>
    internal static readonly IReadOnlyCollection<string> OfRecovery = [CareRecovery, CareBudget];

    /// <summary>Every fact of a portfolio, with its kind.</summary>
    public static IReadOnlyDictionary<string, ColumnKind> Collect(
        IReadOnlyDictionary<string, ColumnKind> fields, Roles roles, IEnumerable<string> targets)
    {
        var facts = new Dictionary<string, ColumnKind>(StringComparer.Ordinal)
        {
            [Active] = ColumnKind.Flag,
            [Tenure] = ColumnKind.Number,
            [Products] = ColumnKind.Number,
            [OpenComplaint] = ColumnKind.Flag,
            [Vulnerable] = ColumnKind.Flag,
            [Segment] = ColumnKind.Text,
            [ValueBand] = ColumnKind.Text,
            [RiskBand] = ColumnKind.Text,
            [RhythmAsleep] = ColumnKind.Flag,
            [AdvocacyReferred] = ColumnKind.Flag,
            [CareCameBack] = ColumnKind.Flag,
            [CareCause] = ColumnKind.Text,
            [CareStruck] = ColumnKind.Text,
            [CareLeaving] = ColumnKind.Text,
            [CareRecovery] = ColumnKind.Text,
        };
        Add(facts, Holds, roles.Holdings.Keys, ColumnKind.Flag);
        Add(facts, Stop, roles.Stops.Keys, ColumnKind.Flag);
        Add(facts, Consent, roles.Consents.Keys, ColumnKind.Flag);
        Add(facts, Measure, roles.Measures.Keys, ColumnKind.Number);
        Add(facts, Propensity, targets, ColumnKind.Number);
        Add(facts, "", RecordNumbers, ColumnKind.Number);
        Add(facts, "", CareNumbers, ColumnKind.Number);
        // A column that is called as a fact is a fault of its own.
        foreach (var (name, kind) in fields)
            facts.TryAdd(name, kind);
        return facts;
    }

    private static void Add(Dictionary<string, ColumnKind> facts, string prefix, IEnumerable<string> names, ColumnKind kind)
    {
        foreach (var name in names)
            facts[prefix + name] = kind;
    }
}
