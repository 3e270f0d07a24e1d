using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Erasure;

/// <summary>
/// <c>DELETE /api/customers/{id}</c>: erases a person from every table, list and blob, and answers with what was erased. Safe to
/// repeat: a second call erases what a first one that died has left, and in the end finds nothing.
/// </summary>
public sealed class EraseCustomer(
    PersonExtractStore extracts, PersonRowStore rows, PersonListStore lists, PersonRecordStore records, RunStore runs,
        TimeProvider clock, ILogger<EraseCustomer> log)
{
    /// <summary>A run that is not published by then will not be by itself.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(1);

    [Function(nameof(EraseCustomer))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "customers/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        // What a run has read of the person it would write again.
        var busy = (await runs.ListAsync(null, cancellationToken))
            .FirstOrDefault(
                run => run.Phase is RunPhase.Open or RunPhase.Scoring && clock.GetUtcNow() - run.OpenedAt < LongestRun);
        if (busy is not null)
            return Problems.Conflict($"Run {busy.Id} is being written. Ask again when it is published: GET /api/runs.");
        var known = new List<string>();
        foreach (var candidate in RouteCustomer.Candidates(id))
        {
            if (await records.ExistAsync(candidate, cancellationToken))
                known.Add(candidate);
        }
        if (known.Count > 1 && request.Query["exact"] != "true")
            return Problems.Conflict(
                "The path may name two customers, one with a slash and one with %2F in the id. Add exact=true to mean the one "
                + "with %2F.");
        var customerId = known.Count == 1 ? known[0] : known.Count > 1 ? id : RouteCustomer.Candidates(id).First();
        return Results.Json(await EraseAsync(customerId, cancellationToken), RecordJson.Options);
    }

    /// <summary>Records go last: while one is there, an id with a slash is told from one with an escape.</summary>
    private async Task<ErasureProof> EraseAsync(string customerId, CancellationToken cancellationToken)
    {
        var notes = new ErasureNotes();
        await extracts.EraseAsync(customerId, notes, cancellationToken);
        await rows.EraseAsync(customerId, notes, cancellationToken);
        await lists.EraseAsync(customerId, notes, cancellationToken);
        await records.EraseAsync(customerId, notes, cancellationToken);
        log.Erased(notes.Tables.Sum(table => table.Count), notes.Blobs.Sum(blob => blob.Count), notes.NotErased.Count);
        return new ErasureProof
        {
            CustomerId = customerId,
            At = clock.GetUtcNow(),
            Tables = notes.Tables,
            Blobs = notes.Blobs,
            NotErased = notes.NotErased,
        };
    }
}
