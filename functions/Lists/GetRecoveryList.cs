using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Care;
using ReapFunctions.Http;
using ReapFunctions.Offers;
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
public sealed record RecoveryAnswer(
    string Run, IReadOnlyList<Outbreak> Outbreaks, long Customers, decimal ValueAtRisk, decimal Budget, long Withheld,
    IReadOnlyList<RecoveryEntry> Entries);

/// <summary>
/// <c>GET /api/recovery?run=&amp;rule=&amp;proactive=&amp;top=</c>: who is recovered, with what, at what cost and by when, by
/// falling value at risk; those struck by what spreads are those with <c>proactive=true</c>. The control group goes without
/// pro-active recovery and is left out of it.
/// </summary>
public sealed class GetRecoveryList(RecoveryListStore lists, RunStore runs, RunPointerStore pointer, DecisionOptions config)
{
    private const int Usual = 100;
    private const int Most = 10_000;

    [Function(nameof(GetRecoveryList))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/recovery")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "run", "rule", "proactive", "top") is { } wrong)
            return wrong;
        if (config.Care is not { } care)
            return Problems.NotFound($"This portfolio recovers nobody by rules. Add {CareOptions.File} to it.");
        var (rule, proactive) = (request.Text("rule"), request.Text("proactive"));
        if (rule is not null && care.Recovery.All(known => known.Name != rule))
            return Problems.BadParameter(
                "rule",
                $"There is no rule '{rule}'. Use one of: {string.Join(", ", care.Recovery.Select(known => known.Name))}.");
        if (proactive is not (null or "true" or "false"))
            return Problems.BadParameter("proactive", "Write true, false, or leave it out for both.");
        var top = Usual;
        if (request.Text("top") is { } most && !(int.TryParse(most, out top) && top is >= 1 and <= Most))
            return Problems.BadParameter("top", $"Write how many customers, 1 to {Most}.");
        var (found, problem) = await ListDesk.RunOfAsync(request, pointer, runs, cancellationToken);
        if (found is not { } run)
            return problem!;
        var entries = (await lists.ReadAsync(run.Id, cancellationToken))
            .Where(entry => (rule is null || entry.Rule == rule)
                && (proactive is null || entry.Proactive == (proactive == "true")))
            .ToArray();
        return Results.Json(Answer(run, entries, top), RecordJson.Options);
    }

    private static RecoveryAnswer Answer(RunState run, RecoveryEntry[] entries, int top)
    {
        var done = entries.Where(entry => !entry.IsWithheld).ToArray();
        return new RecoveryAnswer(
            run.Id.ToString(), run.Outbreaks, done.Length, done.Sum(entry => Value.Money.Exact(entry.ValueAtRisk)),
            done.Sum(entry => Value.Money.Exact(entry.Budget)), entries.Length - done.Length, [.. done.Take(top)]);
    }
}
