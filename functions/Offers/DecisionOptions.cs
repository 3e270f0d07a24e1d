using ReapFunctions.Care;
using ReapFunctions.Contracts;
using ReapFunctions.Offers.Checks;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Outcomes;
using ReapFunctions.Risk;
using ReapFunctions.Rules;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>Everything that decisions are configured by: four files of a portfolio and the roles of its contract.</summary>
/// <param name="Risk">Null in a portfolio without a target of kind churn.</param>
public sealed record DecisionOptions(
    Roles Roles,
    IReadOnlyDictionary<string, string?> Targets,
    ValueOptions Value,
    RiskOptions? Risk,
    ReasonTexts Reasons,
    OfferOptions Offering)
{
    /// <summary>Causes of dissatisfaction, what is promised and who is recovered; null in a portfolio without.</summary>
    public CareOptions? Care { get; init; }

    /// <summary>The plan by group of scorecard.json; null in a portfolio without.</summary>
    public GroupPlanOptions? GroupPlan { get; init; }

    /// <summary>The causes that spread, as the run knew them when it opened.</summary>
    internal IReadOnlyList<Outbreak> Outbreaks { get; init; } = [];

    /// <summary>What contacts do to leaving, as the run knew it when it opened.</summary>
    internal IReadOnlyList<LeavingEffect> ContactEffects { get; init; } = [];

    /// <summary>Why customers leave, as the run knew it when it opened.</summary>
    internal IReadOnlyList<LeavingCount> LeavingCounts { get; init; } = [];

    /// <summary>Every channel that prompts are asked for and replies, feedback and complaints tell of.</summary>
    internal IReadOnlyList<string> Channels => Offering.ChannelsWith(Roles);

    /// <summary>By target that predicts a take-up: its product.</summary>
    public IReadOnlyDictionary<string, string> TakeUps { get; } =
        Targets.Where(target => target.Value is not null).ToDictionary(target => target.Key, target => target.Value!);

    /// <summary>By fact that rules, texts and lists may name: what it holds.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Facts { get; init; } = new Dictionary<string, ColumnKind>();

    /// <summary>The facts that marketers may choose customers of a list by.</summary>
    public IReadOnlyList<string> ListFields => [.. RiskFields
        .Concat(Roles.Holdings.Keys.Order(StringComparer.Ordinal).Select(product => FactNames.Holds + product))
        .Concat(Care?.Leaving is null ? [] : [FactNames.CareLeaving])
        .Concat(Offering.ListFields).Distinct()];

    private IEnumerable<string> RiskFields =>
        Risk is null ? [] : [FactNames.RiskBand, FactNames.RiskPropensity, FactNames.RiskValueAtRisk];

    /// <summary>The same, with what was learned of how often customers say yes and of what promises are worth.</summary>
    /// <param name="yesRates">By offer; others keep their configured rate.</param>
    /// <param name="worth">By lever; others are worth what they say.</param>
    public DecisionOptions With(
        IReadOnlyDictionary<string, YesRate> yesRates, IReadOnlyDictionary<string, double>? worth = null) => this with
        {
            Offering = Offering with
            {
                Offers = [.. Offering.Offers.Select(offer => offer with { Learned = yesRates.GetValueOrDefault(offer.Name) })],
                PromiseWorth = Enum.GetValues<Lever>().Where(lever => worth?.ContainsKey(EnumName.Of(lever)) == true)
                .ToDictionary(lever => lever, lever => worth![EnumName.Of(lever)]),
            },
        };

    /// <summary>The facts that conditions compare, tiers stand in and costs depend on.</summary>
    internal IEnumerable<string> Fields =>
        Offering.Fields.Concat(Value.CostToServe.Select(driver => driver.Field).OfType<string>())
            .Concat(Care?.Fields ?? []).Concat(Value.Rhythm?.Fields ?? [])
            .Concat(GroupPlan?.Groups.Any(group => group.Segments.Count > 0) == true ? [Roles.Segment!] : []);

    /// <summary>Finds what is wrong in the shape of the four files, without knowing what they may name.</summary>
    /// <param name="hasChurn">Whether a target has the kind churn: without it there is no risk.</param>
    public static void CheckShapes(ConfigFiles files, bool hasChurn, List<ConfigFault> faults)
    {
        files.Read<ValueOptions>(ValueOptions.File, faults);
        if (hasChurn || files.Has(RiskOptions.File))
            files.Read<RiskOptions>(RiskOptions.File, faults);
        files.Read<ReasonTexts>(ReasonTexts.File, faults);
        files.Read<OfferOptions>(OfferOptions.File, faults);
        if (files.Has(CareOptions.File))
            files.Read<CareOptions>(CareOptions.File, faults);
    }

    /// <summary>Reads and checks the four files.</summary>
    /// <param name="roles">The roles of the contract whose customers are decided about.</param>
    /// <param name="fields">Those of the contract, without personal ones.</param>
    /// <param name="targets">By target: the product whose take-up it predicts; null for churn.</param>
    /// <param name="faults">Takes every fault of all four files.</param>
    /// <returns>Null when there are faults.</returns>
    public static DecisionOptions? Read(
        ConfigFiles files,
        Roles roles,
        IReadOnlyDictionary<string, Field> fields,
        IReadOnlyDictionary<string, string?> targets,
        List<ConfigFault> faults)
    {
        var kinds = fields.ToDictionary(field => field.Key, field => field.Value.Kind, StringComparer.Ordinal);
        var before = faults.Count;
        var value = files.Read<ValueOptions>(ValueOptions.File, faults);
        if (value is not { ProductPrices.Count: 0 })
            kinds.TryAdd(ListPrices.Column, ColumnKind.Number);
        var churn = targets.FirstOrDefault(target => target.Value is null).Key;
        var risk = churn is null && !files.Has(RiskOptions.File) ? null : files.Read<RiskOptions>(RiskOptions.File, faults);
        var reasons = files.Read<ReasonTexts>(ReasonTexts.File, faults);
        var offers = files.Read<OfferOptions>(OfferOptions.File, faults);
        var care = files.Has(CareOptions.File) ? files.Read<CareOptions>(CareOptions.File, faults) : null;
        var vocabulary = new Vocabulary(
            roles, kinds, targets, churn is not null || value is not { Lifetime.Model: LifetimeModel.Contract },
            files.Has(CareOptions.File), value is not { Rhythm: null })
        {
            Names = FactValues.Of(fields.Values, roles, risk, care),
        };
        vocabulary.CheckNames(new Faults("sources/", faults));
        var beforeValue = faults.Count;
        if (value is not null)
            ValueCheck.Check(value, vocabulary, new Faults(ValueOptions.File, faults));
        var margins = faults.Count == beforeValue ? value : null;
        if (risk is not null)
            RiskCheck.Check(risk, vocabulary, new Faults(RiskOptions.File, faults));
        if (reasons is not null)
            RiskCheck.Check(reasons, vocabulary, new Faults(ReasonTexts.File, faults));
        if (offers is not null)
            OfferCheck.Check(offers, margins, vocabulary, new Faults(OfferOptions.File, faults));
        if (care is not null)
            CareCheck.Check(care, vocabulary, offers?.Recoveries, new Faults(CareOptions.File, faults));
        return faults.Count == before
            ? new DecisionOptions(
                roles, targets, value! with { Lifetime = value.Lifetime with { Churn = value.Lifetime.Churn ?? churn } },
                risk is null ? null : risk with { Target = risk.Target ?? churn }, reasons!, offers!)
            {
                Facts = vocabulary.Facts,
                Care = care,
            }
            : null;
    }
}
