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
/// <param name="PutRight">Those who have said yes since: they are in none of the other numbers, and on no list.</param>
/// <param name="Entries">The first of them, by falling value at risk.</param>
/// <param name="Teams">
/// What hangs on each team, by falling value at risk; null where nobody has a team, and of runs made before this was kept.
/// </param>
/// <param name="Accounts">
/// Of a team that was asked for: its customers, recovered or not, by falling value at risk, with what is due; else null.
/// </param>
public sealed record RecoveryAnswer(
    string Run, IReadOnlyList<Outbreak> Outbreaks, long Customers, decimal ValueAtRisk, decimal Budget, long Withheld,
    long PutRight, IReadOnlyList<RecoveryEntry> Entries, IReadOnlyList<TeamValue>? Teams = null,
    IReadOnlyList<Account>? Accounts = null)
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
        var all = await lists.ReadAsync(run.Id, cancellationToken);
        var right = await PutRightAsync(all, cancellationToken);
        var entries = all.Where(entry => (rule is null || entry.Rule == rule)
                && (proactive is null || entry.Proactive == (proactive == "true"))
                && (team is null || entry.Team == team))
            .ToArray();
        var answer = Answer(run, entries, right, top) with
        {
            Teams = teams is null ? null : TeamTally.Teams(teams, config.Offering, right),
            Accounts = team is null ? null
                : Array.Exists(teams!, sum => sum.Team == team)
                ? await AccountsAsync(run.Id, team, right, due == "true", top, cancellationToken) : [],
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

    /// <summary>Those of a list who have said yes since it was made.</summary>
    private async Task<HashSet<RecoveryEntry>> PutRightAsync(
        IReadOnlyList<RecoveryEntry> all, CancellationToken cancellationToken)
    {
        var right = new HashSet<RecoveryEntry>();
        var (first, last) = CustomerKey.Partitions(0, 1);
        foreach (var same in all.GroupBy(entry => entry.Offer, StringComparer.Ordinal))
        {
            var since = new DateTimeOffset(
                same.Min(entry => entry.Since ?? entry.FollowUpOn.AddYears(-1)), TimeOnly.MinValue, TimeSpan.Zero);
            var said = (await outcomes.AboutAsync(same.Key, first, last, since, cancellationToken))
                .ToLookup(outcome => outcome.CustomerId, StringComparer.Ordinal);
            right.UnionWith(same.Where(entry => entry.IsAnsweredBy(said[entry.CustomerId])));
        }
        return right;
    }

    /// <param name="right">Of whom nothing is to be put right any more.</param>
    /// <param name="isDue">Only of whom something is due by today.</param>
    private async Task<IReadOnlyList<Account>> AccountsAsync(
        RunId run, string team, HashSet<RecoveryEntry> right, bool isDue, int top,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var replies = await outcomes.SinceAsync(ListContacts.Oldest(config.Offering, now), cancellationToken);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var done = right.Select(entry => entry.CustomerId).ToHashSet(StringComparer.Ordinal);
        var found = new List<Account>();
        await foreach (var entry in accounts.OfAsync(run, team, cancellationToken))
        {
            var account = Account.Of(
                done.Contains(entry.CustomerId) ? entry with { Recovery = null, FollowUpOn = null } : entry,
                replies.GetValueOrDefault(entry.CustomerId) ?? [], config.Offering.Prompts, now);
            if (!isDue || account.Due.Any(item => item.On <= today))
                found.Add(account);
            if (found.Count == top)
                break;
        }
        return found;
    }

    private static RecoveryAnswer Answer(RunState run, RecoveryEntry[] entries, HashSet<RecoveryEntry> right, int top)
    {
        var done = entries.Where(entry => !entry.IsWithheld && !right.Contains(entry)).ToArray();
        var putRight = entries.Count(right.Contains);
        return new RecoveryAnswer(
            run.Id.ToString(), run.Outbreaks, done.Length, done.Sum(entry => Value.Money.Exact(entry.ValueAtRisk)),
            done.Sum(entry => Value.Money.Exact(entry.Budget)), entries.Length - done.Length - putRight,
            putRight, [.. done.Take(top)]);
    }
}
