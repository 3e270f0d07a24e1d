using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Care;
using ReapFunctions.Http;
using ReapFunctions.Lists.Accounts;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists;

/// <summary>Who is recovered, and what spreads.</summary>
/// <param name="Outbreaks">The causes that spread when the run opened.</param>
/// <param name="Customers">Customers whom the rule asked for holds for, less those withheld.</param>
/// <param name="ValueAtRisk">Theirs.</param>
/// <param name="Budget">What their recovery may cost at most.</param>
/// <param name="Withheld">Of the control group, who go without.</param>
/// <param name="Entries">The first of them, by falling value at risk.</param>
/// <param name="Teams">
/// What hangs on each team, by falling value at risk; null where nobody has a team, and of runs made before this was kept.
/// </param>
/// <param name="Accounts">
/// Of a team that was asked for: its customers, recovered or not, by falling value at risk, with what is due; else null.
/// </param>
public sealed record RecoveryAnswer(
    string Run, IReadOnlyList<Outbreak> Outbreaks, long Customers, decimal ValueAtRisk, decimal Budget, long Withheld,
    IReadOnlyList<RecoveryEntry> Entries, IReadOnlyList<TeamValue>? Teams = null, IReadOnlyList<Account>? Accounts = null)
{
    /// <summary>Whom it names.</summary>
    internal IEnumerable<string> Named =>
        Entries.Select(entry => entry.CustomerId).Concat((Accounts ?? []).Select(account => account.CustomerId));
}

/// <summary>
/// <c>GET /api/recovery?run=&amp;rule=&amp;proactive=&amp;team=&amp;due=&amp;top=</c>: who is recovered, with what, at what cost
/// and by when, by falling value at risk; those struck by what spreads are those with <c>proactive=true</c>. The control group
/// goes without pro-active recovery and is left out of it. With <c>team</c> also all customers of that team, with what is due.
/// </summary>
public sealed class GetRecoveryList(
    RecoveryListStore lists,
    AccountListStore accounts,
    OutcomeStore outcomes,
    RunStore runs,
    RunPointerStore pointer,
    DecisionOptions config,
    ListTrace trace,
    TimeProvider clock)
{
    [Function(nameof(GetRecoveryList))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/recovery")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "run", "rule", "proactive", "team", "due", "top") is { } wrong)
            return wrong;
        var (rule, proactive) = (request.Text("rule"), request.Text("proactive"));
        var (team, due) = (request.Text("team"), request.Text("due"));
        if (config.Care is null && (team is null || rule is not null))
            return Problems.NotFound($"This portfolio recovers nobody by rules. Add {CareOptions.File} to it.");
        if (FaultOf(rule, proactive, team, due) is { } fault)
            return fault;
        var (top, tooMany) = ListDesk.TopOf(request, "customers");
        if (tooMany is not null)
            return tooMany;
        var (found, problem) = await ListDesk.RunOfAsync(request, pointer, runs, cancellationToken);
        if (found is not { } run)
            return problem!;
        var teams = await accounts.SumsAsync(run.Id, cancellationToken);
        if (team is not null && teams is null)
            return Problems.NotFound($"Run {run.Id} was made before customers of teams were kept. Ask for a later one.");
        var entries = (await lists.ReadAsync(run.Id, cancellationToken))
            .Where(entry => (rule is null || entry.Rule == rule)
                && (proactive is null || entry.Proactive == (proactive == "true"))
                && (team is null || entry.Team == team))
            .ToArray();
        var answer = Answer(run, entries, top) with
        {
            Teams = teams is null ? null : TeamTally.Teams(teams, config.Offering),
            Accounts = team is null ? null
                : Array.Exists(teams!, sum => sum.Team == team)
                ? await AccountsAsync(run.Id, team, due == "true", top, cancellationToken) : [],
        };
        trace.Note(request, "recovery", answer.Run, "json", answer.Named.Distinct().Count());
        return Results.Json(answer, RecordJson.Options);
    }

    /// <summary>The problem with what is asked for; null when there is none.</summary>
    private IResult? FaultOf(string? rule, string? proactive, string? team, string? due)
    {
        string[] rules = [.. (config.Care?.Recovery ?? []).Select(known => known.Name)];
        if (rule is not null && !rules.Contains(rule))
            return Problems.BadParameter("rule", $"There is no rule '{rule}'. Use one of: {string.Join(", ", rules)}.");
        if (proactive is not (null or "true" or "false"))
            return Problems.BadParameter("proactive", "Write true, false, or leave it out for both.");
        if (due is not (null or "true" or "false"))
            return Problems.BadParameter("due", "Write true, or false for all.");
        if (due is not null && team is null)
            return Problems.BadParameter("due", "It narrows the customers of a team: name the team.");
        if (team is null || config.Offering.Teams.Contains(team))
            return null;
        return Problems.BadParameter("team", config.Offering.Teams.Count == 0
            ? $"This portfolio has no teams. Add routes or standards to {OfferOptions.File}, or leave it out."
            : $"There is no team '{team}'. Use one of: {string.Join(", ", config.Offering.Teams)}.");
    }

    /// <param name="isDue">Only of whom something is due by today.</param>
    private async Task<IReadOnlyList<Account>> AccountsAsync(
        RunId run, string team, bool isDue, int top, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var replies = await outcomes.SinceAsync(ListContacts.Oldest(config.Offering, now), cancellationToken);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var found = new List<Account>();
        await foreach (var entry in accounts.OfAsync(run, team, cancellationToken))
        {
            var account = Account.Of(
                entry, replies.GetValueOrDefault(entry.CustomerId) ?? [], config.Offering.Prompts, now);
            if (!isDue || account.Due.Any(item => item.On <= today))
                found.Add(account);
            if (found.Count == top)
                break;
        }
        return found;
    }

    private static RecoveryAnswer Answer(RunState run, RecoveryEntry[] entries, int top)
    {
        var done = entries.Where(entry => !entry.IsWithheld).ToArray();
        return new RecoveryAnswer(
            run.Id.ToString(), run.Outbreaks, done.Length, done.Sum(entry => Value.Money.Exact(entry.ValueAtRisk)),
            done.Sum(entry => Value.Money.Exact(entry.Budget)), entries.Length - done.Length, [.. done.Take(top)]);
    }
}
