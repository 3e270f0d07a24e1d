using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>
/// <c>POST /api/outcomes</c>: what several customers said, up to 500 in one call. Each is taken or refused by itself, and each id
/// counts once, so that a call whose answer was lost is sent again as it is.
/// </summary>
public sealed class RecordOutcomes(RunPointerStore pointer, OfferRecordStore records, OutcomeIntake intake, SignIn signIn)
{
    /// <summary>The most outcomes of a call.</summary>
    internal const int Max = 500;

    /// <summary>An outcome of ids and codes as long as they may be, and room for how JSON is laid out.</summary>
    private const int MaxBytes = Max * 1024;

    /// <summary>Customers at a time: storage answers each in milliseconds.</summary>
    private const int Parallel = 16;

    [Function(nameof(RecordOutcomes))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/outcomes")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var (posted, problem) = await JsonBody.ReadAsync<OutcomesRequest>(request, cancellationToken, MaxBytes);
        if (posted is null)
            return problem!;
        if (posted.Outcomes.Count is 0 or > Max)
            return Problems.BadParameter(
                "outcomes", $"There are {posted.Outcomes.Count} outcomes. Send 1 to {Max} in a call.");
        if (await pointer.CurrentAsync(cancellationToken) is not { } run)
            return Problems.NotFound("No run is published yet.", ProblemKind.NoRun);
        var results = await TakeAllAsync(posted.Outcomes, run, signIn.Of(request)?.Id, cancellationToken);
        return Results.Json(
            new OutcomesAnswer(
                results.Count(result => result.Status == StatusCodes.Status201Created),
                results.Count(result => result.Status == StatusCodes.Status200OK),
                results.Count(result => result.Status >= StatusCodes.Status400BadRequest),
                results),
            RecordJson.Options);
    }

    /// <summary>Customers beside each other, what one customer said in the order of the body.</summary>
    private async Task<OutcomeResult[]> TakeAllAsync(
        IReadOnlyList<PostedOutcome> posted, RunId run, string? user, CancellationToken cancellationToken)
    {
        var results = new OutcomeResult[posted.Count];
        await System.Threading.Tasks.Parallel.ForEachAsync(
            posted.Index().GroupBy(place => place.Item.CustomerId, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (ofCustomer, cancellationToken) =>
            {
                var record = ofCustomer.Key.Length > 0 ? await records.FindAsync(ofCustomer.Key, run, cancellationToken) : null;
                foreach (var (place, outcome) in ofCustomer)
                {
                    var taken = record is null
                        ? new TakenOutcome(
                            StatusCodes.Status404NotFound, null, Detail: "The published run has no customer with this id.")
                        : await intake.TakeAsync(record, outcome.Alone(), user, cancellationToken);
                    results[place] = new OutcomeResult(
                        outcome.CustomerId, outcome.OutcomeId, taken.Status, taken.Parameter, taken.Detail);
                }
            });
        return results;
    }
}
