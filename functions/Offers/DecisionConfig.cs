using ReapFunctions.Extracts;
using ReapFunctions.Risk;
using ReapFunctions.Scorecards;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>Everything that decisions are configured by: five files of a portfolio and the roles of its contract.</summary>
public sealed record DecisionConfig(
    Roles Roles,
    IReadOnlyDictionary<string, string?> Targets,
    ValueOptions Value,
    RiskOptions Risk,
    ReasonTexts Reasons,
    OfferOptions Offers,
    ScorecardOptions Scorecard)
{
    public const string ValueFile = "value.json";
    public const string RiskFile = "risk.json";
    public const string ReasonsFile = "reasons.json";
    public const string OffersFile = "offers.json";
    public const string ScorecardFile = "scorecard.json";

    /// <summary>By target that predicts a take-up: its product.</summary>
    public IReadOnlyDictionary<string, string> TakeUps { get; } =
        Targets.Where(target => target.Value is not null).ToDictionary(target => target.Key, target => target.Value!);

    /// <summary>Reads and checks the five files for the customers of a contract.</summary>
    /// <inheritdoc cref="Read(Func{string, string}, Roles, IReadOnlyDictionary{string, ColumnKind}, IReadOnlyDictionary{string, string?})"/>
    public static DecisionConfig Read(Func<string, string> file, Contract contract, Targets targets) => Read(
        file,
        contract.Roles,
        contract.CleanFields.ToDictionary(field => field.Name, field => KindOf(field.Type)),
        targets.All.ToDictionary(target => target.Name, target => target.Product));

    /// <summary>Reads and checks the five files.</summary>
    /// <param name="file">The JSON of a file by its name within the portfolio.</param>
    /// <param name="roles">The roles of the contract whose customers are decided about.</param>
    /// <param name="fields">By field of the contract (without personal ones): what its column holds.</param>
    /// <param name="targets">By target: the product whose take-up it predicts; null for churn.</param>
    /// <exception cref="ConfigException">Anything wrong, with every fault of all five files.</exception>
    public static DecisionConfig Read(
        Func<string, string> file,
        Roles roles,
        IReadOnlyDictionary<string, ColumnKind> fields,
        IReadOnlyDictionary<string, string?> targets)
    {
        var faults = new List<ConfigFault>();
        var value = Read<ValueOptions>(ValueFile, file, faults);
        var risk = Read<RiskOptions>(RiskFile, file, faults);
        var reasons = Read<ReasonTexts>(ReasonsFile, file, faults);
        var offers = Read<OfferOptions>(OffersFile, file, faults);
        var scorecard = Read<ScorecardOptions>(ScorecardFile, file, faults);
        var vocabulary = new Vocabulary(roles, fields, targets);
        if (value is not null)
            ValueChecks.Check(value, vocabulary, faults);
        if (risk is not null)
            RiskChecks.Check(risk, vocabulary, faults);
        if (reasons is not null)
            RiskChecks.Check(reasons, vocabulary, faults);
        if (offers is not null)
            OfferChecks.Check(offers, value, vocabulary, faults);
        if (scorecard is not null)
            ScorecardChecks.Check(scorecard, faults);
        return faults.Count == 0
            ? new DecisionConfig(roles, targets, value!, risk!, reasons!, offers!, scorecard!)
            : throw new ConfigException(faults);
    }

    private static T? Read<T>(string name, Func<string, string> file, List<ConfigFault> faults)
        where T : class
    {
        var before = faults.Count;
        try
        {
            var json = file(name);
            JsonShape.Collect<T>(name, json, faults);
            return faults.Count == before ? ConfigJson.Read<T>(name, json) : null;
        }
        catch (ConfigException fault)
        {
            faults.AddRange(fault.Faults);
            return null;
        }
    }

    /// <summary>What a field of the contract is in a snapshot.</summary>
    private static ColumnKind KindOf(FieldType type) => type switch
    {
        FieldType.Number or FieldType.Integer or FieldType.Year => ColumnKind.Number,
        FieldType.Boolean => ColumnKind.Flag,
        FieldType.Date => ColumnKind.Date,
        _ => ColumnKind.Text,
    };
}
