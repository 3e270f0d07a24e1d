using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Contracts;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Enquiries;

/// <summary>
/// <c>POST /api/enquiries/{id}/followups</c>: somebody got in touch with who asked, or tried to. It counts at once. Who is a
/// customer is none to follow up: the answer names them.
/// </summary>
public sealed class PostFollowUp(
    EnquiryListStore lists, FollowUpStore store, RunPointerStore pointer, PortfolioSources sources, DecisionOptions config,
    SignIn signIn, TimeProvider clock)
{
    [Function(nameof(PostFollowUp))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/enquiries/{id}/followups")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var (posted, problem) = await JsonBody.ReadAsync<FollowUpRequest>(request, cancellationToken);
        if (posted is null)
            return problem!;
        if (sources.Enquiries is null)
            return Problems.NotFound(GetEnquiries.NoSource);
        if (await FindAsync(id, cancellationToken) is not { } entry)
            return Problems.NotFound("The published run has no enquiry with this id.", ProblemKind.UnknownEnquiry);
        if (entry.Customer is { } customer)
            return Problems.Conflict(
                $"Who asked is the customer {customer}. Use GET /api/customers/{Uri.EscapeDataString(customer)}/prompts.",
                ProblemKind.EnquiryOfCustomer, ("id", customer));
        var (record, parameter, fault) = posted.Check(
            entry.Id, config, clock.GetUtcNow(), Guid.NewGuid().ToString("N"), signIn.Of(request)?.Id);
        if (record is null)
            return Problems.BadParameter(parameter, fault);
        return await store.AddAsync(record, cancellationToken) is not { } before
            ? Results.Json(record, RecordJson.Options, statusCode: StatusCodes.Status201Created)
            : before.IsSameAs(record)
                ? Results.Json(before, RecordJson.Options)
                : Problems.Conflict(
                    $"The followUpId {record.FollowUpId} stands for another follow-up. Give this one its own.");
    }

    private async Task<EnquiryEntry?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await pointer.CurrentAsync(cancellationToken) is not { } run)
            return null;
        var entries = await lists.ReadAsync(run, cancellationToken);
        return RouteCustomer.Candidates(id)
            .Select(candidate => entries.FirstOrDefault(entry => entry.Id == candidate))
            .FirstOrDefault(entry => entry is not null);
    }
}
