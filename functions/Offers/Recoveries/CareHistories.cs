using ReapFunctions.Care;
using ReapFunctions.Rules;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Value;

namespace ReapFunctions.Offers.Recoveries;

/// <summary>What is known of the dissatisfaction of a bucket's customers, in all and as it stood up to a day.</summary>
internal sealed class CareHistories
{
    private readonly ScoredSnapshot scored;
    private readonly DecisionOptions config;
    private readonly CareOptions options;
    private readonly ValueRecord[] values;
    private readonly Dictionary<string, CustomerCase[]> byCustomer;
    private readonly Dictionary<string, bool[]> held;
    private readonly SnapshotColumn? regions;

    public CareHistories(ScoredSnapshot scored, DecisionOptions config, CareOptions options, ValueRecord[] values)
    {
        (this.scored, this.config, this.options, this.values) = (scored, config, options, values);
        byCustomer = scored.Cases.GroupBy(found => found.CustomerId, StringComparer.Ordinal)
            .ToDictionary(cases => cases.Key, cases => cases.ToArray(), StringComparer.Ordinal);
        var roles = new RoleColumns(scored.Customers, config.Roles);
        held = config.Roles.Holdings.ToDictionary(product => product.Key, product => roles.Flags(product.Value));
        regions = options.Region is { } name && scored.Customers.TryGet(name, out var column) ? column : null;
    }

    /// <summary>How things stand with a customer.</summary>
    public CareState Of(int row) => Of(row, CasesOf(row), config.Outbreaks);

    /// <summary>How they would stand had nothing called for a rule after a day; only what strikes spreads.</summary>
    public CareState Until(int row, RecoveryRule rule, string? struck, DateOnly day) => Of(
        row, [.. CasesOf(row).Where(found => DayOf(found, rule) <= day)],
        [.. config.Outbreaks.Where(outbreak => outbreak.Cause == struck && outbreak.Since <= day)]);

    /// <summary>The days on which anything may have begun to call for a rule, the first of them first.</summary>
    /// <param name="isOpen">Only of what is not solved, and of nothing that spreads.</param>
    public DateOnly[] Days(int row, RecoveryRule rule, string? struck, bool isOpen)
    {
        var own = CasesOf(row).Where(found => !isOpen || found.SolvedOn is null).Select(found => DayOf(found, rule));
        var spreading = config.Outbreaks.Where(outbreak => !isOpen && outbreak.Cause == struck);
        return [.. own.Concat(spreading.Select(outbreak => outbreak.Since)).Distinct().Order()];
    }

    private CustomerCase[] CasesOf(int row) => byCustomer.GetValueOrDefault(values[row].CustomerId) ?? [];

    private CareState Of(int row, CustomerCase[] cases, IReadOnlyList<Outbreak> outbreaks)
    {
        RightYes? right = scored.Right.TryGetValue(values[row].CustomerId, out var yes) ? yes : null;
        var state = CareState.Of(cases, options, scored.Run.Date, right?.On);
        return !values[row].Active ? state : state.StruckBy(
            outbreaks, cases, options, regions?.Text(row),
            product => held.TryGetValue(product, out var flags) ? flags[row] : null, right);
    }

    /// <summary>
    /// The day on which a case calls for a rule: for one that asks what is overdue that of the promise, for one that asks what
    /// was solved that of the solution, else its own.
    /// </summary>
    private DateOnly DayOf(CustomerCase found, RecoveryRule rule)
    {
        if (found.SolvedOn is { } solved && rule.When.Fields.Contains(FactNames.CareSolvedDays))
            return solved;
        return found.IsOpen && rule.When.Fields.Contains(FactNames.CareOverdueDays)
            && CareState.Overdue(found, options, scored.Run.Date) > 0
            ? found.On.AddDays(options.PromisedDays(found.Cause)!.Value) : found.On;
    }
}
