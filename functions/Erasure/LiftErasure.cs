using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Runs.Acts;

namespace ReapFunctions.Erasure;

/// <summary>
/// <c>DELETE /api/erasures/{id}</c>: takes a person who is a customer again from the list of the erased, so that cleaning takes
/// their rows. Brings nothing back that was erased.
/// </summary>
public sealed class LiftErasure(ErasedIdStore erasedIds, ActStore acts, SignIn signIn, ILogger<LiftErasure> log)
{
    [Function(nameof(LiftErasure))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "api/erasures/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "exact") is { } unknown)
            return unknown;
        var ids = await erasedIds.ReadAsync(cancellationToken);
        var erased = RouteCustomer.Candidates(id, request.Query["exact"]).Where(ids.Holds).ToList();
        if (erased.Count == 0)
            return Problems.NotFound("No customer of this id is erased: their rows are taken already.", ProblemKind.NotErased);
        if (erased.Count > 1)
            return Problems.Conflict(
                "Two customers may be meant, one with a slash and one with %2F in the id. Add exact=true to mean the one "
                + "with %2F, exact=false to mean the one with the slash.");
        var customerId = erased[0];
        var left = await erasedIds.ChangeAsync(
            found => found.Unfinished.Contains(customerId) ? null : found.Lift(customerId), cancellationToken);
        if (left.Holds(customerId))
            return Problems.Conflict(
                "The erasure of this customer is not finished. Ask again when the run is published.",
                ProblemKind.ErasureUnfinished);
        await acts.AddAsync(Deed.ErasureLifted, signIn.Of(request)?.Id, cancellationToken);
        log.Lifted();
        return Results.NoContent();
    }
}
