using ReapFunctions.Contracts;
using ReapFunctions.Http;
using ReapFunctions.Rules;
using ReapFunctions.Storage;

namespace ReapFunctions.Care;

/// <summary>What must hold in <c>care.json</c> beyond its shape, and what sources must have for it.</summary>
internal static class CareCheck
{
    private const int MaxDays = 365;

    /// <summary>Digests of runs mark causes by bits.</summary>
    private const int MaxCauses = 63;

    private const int MaxReasons = 40;

    /// <param name="recoveries">Offers of kind recovery; null where the catalogue cannot be read.</param>
    public static void Check(CareOptions options, Vocabulary vocabulary, IReadOnlyCollection<string>? recoveries, Faults faults)
    {
        faults.Unless(
            options.Causes.Count <= MaxCauses && options.Causes.Count + (options.Leaving?.Reasons.Count ?? 0) > 0, "causes",
            $"Write 1 to {MaxCauses} causes.");
        foreach (var (name, cause) in options.Causes)
            CheckCause(name, cause, faults.At($"causes.{name}"));
        faults.Unless(options.CameBackDays is >= 1 and <= MaxDays, "cameBackDays", $"Write 1 to {MaxDays} days.");
        if (options.Region is { } region && !vocabulary.Fields.ContainsKey(region))
            faults.AddUnknown("region", "column of customers", region, vocabulary.Fields.Keys);
        else if (options.Region is { } named && vocabulary.Fields[named] != ColumnKind.Text)
            faults.Add("region", $"'{named}' is no text. Name the column that holds the names of regions.");
        faults.Unless(options.Alarm.BaselineDays is >= 28 and <= MaxDays, "alarm.baselineDays", $"Write 28 to {MaxDays} days.");
        faults.Unless(options.Alarm.FalseAlarms is > 0 and <= 0.1, "alarm.falseAlarms", "Write a chance above 0, at most 0.1.");
        faults.Unless(options.Alarm.MinCases >= 2, "alarm.minCases", "Write at least 2 cases.");
        foreach (var twice in options.Recovery.GroupBy(rule => rule.Name).Where(rules => rules.Count() > 1))
            faults.Add("recovery", $"Two rules are called '{twice.Key}'. Name each once.");
        if (options.Leaving is { } leaving)
            CheckLeaving(leaving, vocabulary, faults.At("leaving"));
        for (var i = 0; i < options.Recovery.Count; i++)
            CheckRule(options.Recovery[i], vocabulary, recoveries, faults.At($"recovery[{i}]"));
    }

    /// <summary>Sources that tell of cases, and what the portfolio knows of causes.</summary>
    /// <param name="options">Null for a portfolio without the file.</param>
    public static void CheckSources(CareOptions? options, PortfolioSources sources, List<ConfigFault> all)
    {
        foreach (var contract in sources.Details.Where(contract => contract.Roles.Detail!.Cases is not null))
        {
            var (role, faults) = (contract.Roles.Detail!.Cases!, new Faults($"sources/{contract.Source}.json", all));
            if (options is null)
            {
                faults.Add("reap.detail.cases", $"Nothing says what the causes are. Add {CareOptions.File}, or remove it.");
                continue;
            }
            var causes = contract.Schema.Fields.FirstOrDefault(field => field.Name == role.Cause)?.Constraints.Enum ?? [];
            foreach (var name in causes.Select(cause => cause.ToString()).Where(cause => !options.Causes.ContainsKey(cause)))
                new Faults(CareOptions.File, all).Add(
                    "causes", $"'{contract.Source}' knows the cause '{name}'. Say what it is and what is promised for it.");
            faults.Unless(
                role.Days >= options.Alarm.BaselineDays + OutbreakSearch.Guard, "reap.detail.cases.days",
                $"The alarm looks back {options.Alarm.BaselineDays + OutbreakSearch.Guard} days. Write as many, or fewer "
                    + $"alarm.baselineDays in {CareOptions.File}.");
        }
    }

    private static void CheckCause(string name, CauseStandard cause, Faults faults)
    {
        faults.Unless(
            name != CareOptions.Unknown && ShortCode.Is(name), "",
            $"Name the cause by letters, digits, dots, dashes and underscores, and not '{CareOptions.Unknown}'.");
        faults.Unless(!string.IsNullOrWhiteSpace(cause.Title), "title", "The title is empty. Write what people are to read.");
        faults.Unless(
            cause.PromisedDays is >= 1 and <= MaxDays, "promisedDays",
            $"A cause without a promise has no standard. Write the days within which it is solved, 1 to {MaxDays}.");
    }

    private static void CheckLeaving(LeavingOptions leaving, Vocabulary vocabulary, Faults faults)
    {
        faults.Unless(
            leaving.Reasons.Count is >= 1 and <= MaxReasons, "reasons", $"Write 1 to {MaxReasons} reasons for leaving.");
        foreach (var (name, title) in leaving.Reasons)
        {
            faults.Unless(
                name != LeavingOptions.NotTold && ShortCode.Is(name), $"reasons.{name}",
                $"Name the reason by letters, digits, dots, dashes and underscores, and not '{LeavingOptions.NotTold}'.");
            faults.Unless(
                !string.IsNullOrWhiteSpace(title), $"reasons.{name}", "The title is empty. Write what people are to read.");
        }
        faults.Unless(leaving.Days is >= 1 and <= 2 * MaxDays, "days", $"Write 1 to {2 * MaxDays} days.");
        faults.Unless(leaving.Least >= 5, "least", "So few could be told apart. Write 5 or more.");
        if (leaving.Explains is { } target && target != vocabulary.Churn)
            faults.AddUnknown("explains", "target of kind churn", target, vocabulary.Churn is { } churn ? [churn] : []);
    }

    private static void CheckRule(
        RecoveryRule rule, Vocabulary vocabulary, IReadOnlyCollection<string>? recoveries, Faults faults)
    {
        faults.Unless(!string.IsNullOrWhiteSpace(rule.Name), "name", "The name is empty. Write one.");
        new ConditionCheck(vocabulary, faults).Check(rule.When, "when");
        foreach (var own in rule.When.Fields.Where(field => FactNames.OfRecovery.Contains(field)).Distinct())
            faults.Add("when", $"'{own}' is what the rules decide. Ask for what they decide by.");
        if (recoveries?.Contains(rule.Offer) == false)
            faults.AddUnknown("offer", "offer of kind recovery", rule.Offer, recoveries);
        faults.Unless(rule.BudgetShare is >= 0 and <= 1, "budgetShare", "Write a share from 0 to 1.");
        faults.Unless(rule.BudgetShare == 0 || vocabulary.Churn is not null, "budgetShare",
            "Nothing is at risk: no target has the kind churn. Write 0, or add the target.");
        faults.Unless(rule.MaxBudget is null or >= 0, "maxBudget", "Write 0 or more, or leave it out.");
        faults.Unless(rule.FollowUpDays is >= 1 and <= MaxDays, "followUpDays", $"Write 1 to {MaxDays} days.");
    }
}
