using ReapFunctions.Care;
using ReapFunctions.Contracts;
using ReapFunctions.Offers.Recoveries;
using ReapFunctions.Outcomes;
using ReapFunctions.Risk;
using ReapFunctions.Rules;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>What is done to put a customer's relationship right.</summary>
/// <param name="Rule">The rule of care.json that holds.</param>
/// <param name="Cause">The cause: that which strikes the customer, or that of their own case; null where neither is.</param>
/// <param name="Title">The same as people read it.</param>
/// <param name="Offer">The offer that puts it right.</param>
/// <param name="Budget">The most that it may cost, by the value at risk.</param>
/// <param name="FollowUpOn">The day on which somebody asks whether it is right; in the past it is due.</param>
/// <param name="Proactive">Answers nothing that the customer said.</param>
/// <param name="Since">
/// The day that calls for it: of the case, of the promise that was not kept, or on which it began to spread; of what only the
/// customer's own record knows, the first drop in which it was seen, without a break.
/// </param>
/// <param name="Withheld">Of the control group and pro-active: not done, so that what it brings can be measured.</param>
public sealed record RecoveryPlan(
    string Rule, string? Cause, string? Title, string Offer, double Budget, DateOnly FollowUpOn, bool Proactive, bool Withheld,
    DateOnly? Since = null)
{
    /// <summary>The customer's last yes that was counted and did not answer it; null for none.</summary>
    public DateTimeOffset? LastYes { get; init; }

    /// <summary>The customer's yes to it: until a night counts it, it is put right; null for none.</summary>
    internal OutcomeRecord? AnsweredBy(IEnumerable<OutcomeRecord> outcomes) =>
        AnsweredBy(outcomes, Offer, Since ?? DateOnly.MinValue, LastYes);

    /// <summary>The newest yes to an offer since a day that no night has counted; null for none.</summary>
    /// <param name="counted">The last that was.</param>
    internal static OutcomeRecord? AnsweredBy(
        IEnumerable<OutcomeRecord> outcomes, string offer, DateOnly since, DateTimeOffset? counted) =>
        outcomes.Where(outcome => outcome.Offer == offer && outcome.Reply == Reply.Accepted
            && DateOnly.FromDateTime(outcome.At.UtcDateTime) >= since && !(outcome.At <= counted)).MaxBy(outcome => outcome.At);
}

/// <summary>By row of a bucket: how things stand with dissatisfaction, and what is done about it.</summary>
/// <param name="Compared">
/// The pro-active rule that customers are compared by: that which holds, or would hold had they not said yes to it. The control
/// group, who go without, never say so: by what holds the treated would leave the comparison as they are put right.
/// </param>
internal sealed record CustomerCare(CareState[] States, RecoveryPlan?[] Plans, string?[] Compared)
{
    /// <returns>Null in a portfolio without care.json.</returns>
    public static CustomerCare? Of(
        ScoredSnapshot scored, DecisionOptions config, ValueRecord[] values, RiskRecord[] risks, ControlGroup control)
    {
        if (config.Care is not { } options)
            return null;
        var care = Planned(scored, config, options, values, risks, control);
        var without = scored.Right.Count == 0 ? care
            : Planned(scored.NotPutRight(), config, options, values, risks, control);
        for (var row = 0; row < values.Length; row++)
            care.Compared[row] = Proactive(care.Plans[row]) ?? Proactive(without.Plans[row]);
        return care;
    }

    private static string? Proactive(RecoveryPlan? plan) => plan is { Proactive: true } ? plan.Rule : null;

    private static CustomerCare Planned(
        ScoredSnapshot scored, DecisionOptions config, CareOptions options, ValueRecord[] values, RiskRecord[] risks,
        ControlGroup control)
    {
        var histories = new CareHistories(scored, config, options, values);
        CareState[] states = [.. Enumerable.Range(0, values.Length).Select(histories.Of)];
        var care = new CustomerCare(states, new RecoveryPlan?[values.Length], new string?[values.Length]);
        BoundCondition[] Bind(CareState[] by)
        {
            var facts = new CustomerFacts(scored, config.Roles, values, risks, care with { States = by });
            return [.. options.Recovery.Select(rule => BoundCondition.Bind(rule.When, facts, scored.Run.Date))];
        }
        var rules = Bind(states);
        int[] holding = [.. values.Select((value, row) => value.Active ? Array.FindIndex(rules, rule => rule.Holds(row)) : -1)];
        var days = new RecoveryDays(histories, states, options.Recovery, holding, Bind).Find();
        for (var row = 0; row < values.Length; row++)
        {
            if (holding[row] < 0)
                continue;
            var (rule, id) = (options.Recovery[holding[row]], values[row].CustomerId);
            // What has no day counts from when it was first seen.
            var since = days[row] ?? (scored.Recovering.TryGetValue(id, out var before) && before.Rule == rule.Name
                ? before.Since : scored.Run.Date);
            care.Plans[row] = Plan(rule, options, states[row], risks[row], control.Contains(id), since) with
            {
                LastYes = scored.Right.TryGetValue(id, out var yes) ? yes.At : null,
            };
        }
        return care;
    }

    private static RecoveryPlan Plan(
        RecoveryRule rule, CareOptions options, CareState state, RiskRecord risk, bool control, DateOnly since)
    {
        // Who has told of it is answered, whatever the rule, and of the control group too.
        var isProactive = rule.Proactive && !state.HasSaidSo;
        var cause = rule.Proactive ? state.Struck ?? state.Cause : state.Cause ?? state.Struck;
        var budget = Money.Round(Math.Min(rule.MaxBudget ?? double.MaxValue, rule.BudgetShare * (risk.ValueAtRisk ?? 0)));
        return new RecoveryPlan(
            rule.Name, cause, cause is null ? null : options.TitleOf(cause), rule.Offer, budget, since.AddDays(rule.FollowUpDays),
            isProactive, isProactive && control, since);
    }

    /// <summary>A fact of care as a column; null for a name that is none.</summary>
    /// <param name="care">Null where there is none: then nothing is known.</param>
    public static SnapshotColumn? Fact(string name, CustomerCare? care, int rows)
    {
        SnapshotColumn Numbers(Func<CareState, double?> of) => SnapshotColumn.OfNumbers(
            name, ColumnKind.Number, By(row => of(care!.States[row]) ?? double.NaN, double.NaN));
        T[] By<T>(Func<int, T> of, T none) =>
            [.. Enumerable.Range(0, rows).Select(row => care is null ? none : of(row))];
        return name switch
        {
            FactNames.CareCases => Numbers(state => state.Cases),
            FactNames.CareOpen => Numbers(state => state.Open),
            FactNames.CareVoiced => Numbers(state => state.Voiced),
            FactNames.CareRepeated => Numbers(state => state.Repeated),
            FactNames.CareSeverity => Numbers(state => state.Severity),
            FactNames.CareOverdueDays => Numbers(state => state.OverdueDays),
            FactNames.CareSolvedDays => Numbers(state => state.SolvedDays),
            FactNames.CareRightDays => Numbers(state => state.RightDays),
            FactNames.CareLastDays => Numbers(state => state.LastDays),
            FactNames.CareCameBack => SnapshotColumn.OfNumbers(
                name, ColumnKind.Flag, By(row => care!.States[row].CameBack ? 1 : 0, double.NaN)),
            FactNames.CareCause => CustomerFacts.Texts(name, By<string?>(row => care!.States[row].Cause, null)),
            FactNames.CareStruck => CustomerFacts.Texts(name, By<string?>(row => care!.States[row].Struck, null)),
            FactNames.CareRecovery => CustomerFacts.Texts(name, By<string?>(row => care!.Done(row)?.Rule, null)),
            FactNames.CareBudget => SnapshotColumn.OfNumbers(
                name, ColumnKind.Number, By(row => care!.Done(row)?.Budget ?? double.NaN, double.NaN)),
            _ => null,
        };
    }

    /// <summary>The plan that is carried out; null for none, and for one that is withheld.</summary>
    private RecoveryPlan? Done(int row) => Plans[row] is { Withheld: false } plan ? plan : null;
}
