using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Care;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>
/// <c>POST /api/customers/{id}/feedback</c>: dissatisfaction that a customer voiced without a complaint. The next night counts
/// it.
/// </summary>
public sealed class PostFeedback(
    OfferRecordStore records, FeedbackStore store, DecisionOptions config, SignIn signIn, TimeProvider clock)
{
    [Function(nameof(PostFeedback))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/customers/{id}/feedback")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var (posted, problem) = await JsonBody.ReadAsync<FeedbackRequest>(request, cancellationToken);
        if (posted is null)
            return problem!;
        if (config.Care is not { } care)
            return Problems.NotFound($"This portfolio knows no causes of dissatisfaction. Add {CareOptions.File} to it.");
        if (await records.FindAsync(id, cancellationToken) is not { } record)
            return Problems.NotFound("The published run has no customer with this id.", ProblemKind.UnknownCustomer);
        var (feedback, parameter, fault) = posted.Check(
            record.CustomerId, care, config, clock.GetUtcNow(), Guid.NewGuid().ToString("N"), signIn.Of(request)?.Id);
        if (feedback is null)
            return Problems.BadParameter(parameter, fault);
        return await store.AddAsync(feedback, cancellationToken) is not { } before
            ? Results.Json(feedback, RecordJson.Options, statusCode: StatusCodes.Status201Created)
            : before.IsSameAs(feedback)
                ? Results.Json(before, RecordJson.Options)
                : Problems.Conflict(
                    $"The feedbackId {feedback.FeedbackId} stands for other feedback. Give this one its own.");
    }
}
