using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Offers;

namespace ReapFunctions.Lists;

/// <summary>
/// <c>GET /api/lists/{target}?run=&amp;min=&amp;top=&amp;order=&amp;segment=&amp;channel=&amp;format=csv|json</c>: customers by
/// falling propensity, or with <c>order=value</c> by what contacting them is expected to bring, down to where it no longer pays.
/// Consent is asked for, and the control group and whom the contact policy refuses now are left out, unless
/// <c>includeWithoutConsent</c>, <c>includeControl</c> or <c>includeRefused</c> say otherwise.
/// </summary>
public sealed class GetPropensityList(ListDesk desk, ListTrace trace, DecisionOptions config)
{
    [Function(nameof(GetPropensityList))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/lists/{target}")] HttpRequest request,
        string target,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, ListRequest.Known) is { } unknown)
            return unknown;
        var asked = ListRequest.Read(request.Query, config);
        var (list, problem) = await desk.FindAsync(target, asked, cancellationToken);
        if (list is null)
            return problem!;
        var start = asked.After ?? new ListToken(list.Run, 0, 0, list.Version);
        if (start.ETag != list.Version)
            return Changed();
        try
        {
            var page = await desk.PageAsync(list, start, cancellationToken);
            trace.Note(request, target, $"{list.Run}", asked.Json ? "json" : "csv", page.Entries.Count);
            return new ListAnswer(list, page, asked.Json);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // Erased from, or removed with its run, in this very moment.
            return Changed();
        }
        catch (Exception forged) when (asked.After is not null
            && forged is FormatException or RequestFailedException { Status: 416 })
        {
            return Problems.BadParameter("after", "This is no token of a page. Follow the link of the page before.");
        }
    }

    private static IResult Changed() => Problems.Conflict(
        "The list has changed since. Fetch it again from its beginning.", ProblemKind.ListChanged);
}
