using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Erasure;

/// <summary>
/// <c>DELETE /api/customers/{id}</c>: erases a person from every table, list and blob, and answers with what was erased; or,
/// while a run is being written, that it will be. Safe to repeat: a second call erases what a first one that died has left, and
/// in the end finds nothing.
/// </summary>
public sealed class EraseCustomer(
    PersonErasure erasure,
    PersonRecordStore records,
    WorkClaimStore claims,
    SignIn signIn,
    ILogger<EraseCustomer> log)
{
    /// <summary>An erasure that is carried out when the run that is being written is complete.</summary>
    /// <param name="Detail">What happens until then, and what to do.</param>
    internal sealed record Waiting(string CustomerId, string Detail);

    [Function(nameof(EraseCustomer))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "api/customers/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "exact") is { } unknown)
            return unknown;
        var known = new List<string>();
        var candidates = RouteCustomer.Candidates(id, request.Query["exact"]).ToList();
        foreach (var candidate in candidates)
        {
            if (await records.ExistAsync(candidate, cancellationToken))
                known.Add(candidate);
        }
        if (known.Count > 1)
            return Problems.Conflict(
                "Two customers may be meant, one with a slash and one with %2F in the id. Add exact=true to mean the one "
                + "with %2F, exact=false to mean the one with the slash.");
        var customerId = known.Count == 1 ? known[0] : candidates[0];
        return await erasure.EraseAsync(customerId, signIn.Of(request)?.Id, cancellationToken) is { } proof
            ? Results.Json(proof, RecordJson.Options)
            : await WaitAsync(customerId, cancellationToken);
    }

    private async Task<IResult> WaitAsync(string customerId, CancellationToken cancellationToken)
    {
        await claims.ComeAgainAsync(Queues.FinishErasures, new ErasuresWait(ComesAgain: true), cancellationToken);
        log.Waits();
        return Results.Json(
            new Waiting(
                customerId,
                "A run is being written, or another erasure is under way. The person is left out of every extract from now on, "
                + "and is erased by itself when the run is complete and before anybody reads it. Ask again after that for the "
                + "proof."),
            RecordJson.Options, statusCode: StatusCodes.Status202Accepted);
    }
}
