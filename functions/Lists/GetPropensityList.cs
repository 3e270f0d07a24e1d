using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;

namespace ReapFunctions.Lists;

/// <summary>
/// <c>GET /api/lists/{target}?min=&amp;top=&amp;order=&amp;segment=&amp;channel=&amp;format=csv|json</c>: customers by falling
/// propensity, or with <c>order=value</c> by what contacting them is expected to bring, down to where it no longer pays.
/// Consent is asked for, and the control group and whom the contact policy refuses now are left out, unless
/// <c>includeWithoutConsent</c>, <c>includeControl</c> or <c>includeRefused</c> say otherwise.
/// </summary>
public sealed class GetPropensityList(
    ListStore lists,
    RunPointerStore pointer,
    RunStore runs,
    OutcomeStore outcomes,
    DecisionOptions config,
    TimeProvider clock,
    ILogger<GetPropensityList> log)
{
    [Function(nameof(GetPropensityList))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "lists/{target}")] HttpRequest request,
        string target,
        CancellationToken cancellationToken)
    {
        if (!config.Targets.ContainsKey(target))
            return Problems.NoTarget(target, config.Targets.Keys);
        var asked = ListRequest.Read(request.Query, config);
        if (asked.Parameter is { } parameter)
            return Problems.BadParameter(parameter, asked.Fault);
        if ((asked.After?.Run ?? await pointer.CurrentAsync(cancellationToken)) is not { } run)
            return Problems.NotFound("No run is published yet.");
        if (await lists.VersionAsync(run, target, cancellationToken) is not { } version)
            return Problems.NotFound(
                $"Run {run} has no list for '{target}'. {await WhyNotAsync(run, target, cancellationToken)}".TrimEnd());
        var start = asked.After ?? new ListToken(run, 0, 0, version);
        if (start.ETag != version)
            return Changed();
        try
        {
            var page = await PageAsync(target, start, asked.Query, cancellationToken);
            log.Listed(run, target, page.Entries.Count);
            return new ListAnswer(run, target, page, asked.Json);
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

    private async Task<ListPage> PageAsync(
        string target, ListToken start, ListQuery query, CancellationToken cancellationToken)
    {
        await using var stored = await lists.OpenAsync(start.Run, target, start.ETag, start.Position, cancellationToken);
        var histories = query.IncludeRefused
            ? []
            : await outcomes.SinceAsync(ListContacts.Oldest(config.Offering, clock.GetUtcNow()), cancellationToken);
        var contacts = new ListContacts(config.Offering, histories, query.Channel, clock.GetUtcNow());
        if (query.ByValue)
            return await ListPage.BestAsync(stored, query, contacts.Refuse, contacts.Priced, cancellationToken);
        var page = await ListPage.ReadAsync(stored, query, start, contacts.Refuse, cancellationToken);
        return page with { Entries = [.. page.Entries.Select(contacts.Priced)] };
    }

    private static IResult Changed() => Problems.Conflict("The list has changed since. Fetch it again from its beginning.");

    /// <summary>Why the target had no champion when the run opened; empty when it had one.</summary>
    private async Task<string?> WhyNotAsync(RunId run, string target, CancellationToken cancellationToken) =>
        (await runs.FindAsync(run, cancellationToken))?.WithoutChampion.GetValueOrDefault(target);
}
