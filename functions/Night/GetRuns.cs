using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Runs.Acts;

namespace ReapFunctions.Night;

/// <summary>One run, for operations.</summary>
/// <param name="Acts">What was done with it by hand, when and by whom, the oldest first.</param>
public sealed record RunSummary(
    RunId Run,
    DateOnly Date,
    RunPhase State,
    long? Customers,
    int Buckets,
    DateTimeOffset StartedAt,
    DateTimeOffset? PublishedAt,
    string? Failure,
    IReadOnlyList<Doubt> Doubts,
    IReadOnlyDictionary<string, string> Models,
    IReadOnlyDictionary<string, string> WithoutChampion,
    IReadOnlyList<string> Extracts,
    IReadOnlyList<DetailCount> Details,
    IReadOnlyList<ReferenceCount> References,
    IReadOnlyList<RunAct> Acts)
{
    public static RunSummary Of(RunState run) => new(
        run.Id,
        run.Id.Date,
        run.Phase,
        run.Customers,
        run.Buckets,
        run.OpenedAt,
        run.PublishedAt,
        run.Failure,
        run.Doubts,
        run.Models,
        run.WithoutChampion,
        [.. run.Extracts.Select(extract => extract.Folder)],
        run.Details,
        run.References,
        run.Acts);
}

/// <summary>
/// The state of the nights: the current run, all runs and the latest receipts, the newest first, the sources that are late,
/// and what else was done by hand.
/// </summary>
/// <param name="Acts">What was done by hand besides what was done with a run, the newest first.</param>
public sealed record RunsAnswer(
    RunId? Current, IReadOnlyList<RunSummary> Runs, IReadOnlyList<ReceiptSummary> Receipts, IReadOnlyList<LateSource> Late,
    IReadOnlyList<OperatorAct> Acts);

/// <summary><c>GET /api/runs</c>: the state of runs and what became of the latest uploads.</summary>
public sealed class GetRuns(RunLedger ledger, ReceiptStore receipts, LateSourceStore lates, ActStore acts)
{
    private const int MaxReceipts = 200;

    private const int MaxActs = 50;

    [Function(nameof(GetRuns))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Problems.Unknown(request) ?? Results.Ok(new RunsAnswer(
            await ledger.Pointer.CurrentAsync(cancellationToken),
            [.. (await ledger.Runs.ListAsync(null, cancellationToken)).Select(RunSummary.Of)],
            await receipts.LatestAsync(MaxReceipts, cancellationToken),
            await lates.WaitingAsync(cancellationToken),
            await acts.LatestAsync(MaxActs, cancellationToken)));
}
