using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Contracts;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists;

/// <summary>
/// <c>GET /api/lists/{target}?run=&amp;min=&amp;top=&amp;order=&amp;segment=&amp;channel=&amp;format=csv|json</c>: customers by
/// falling propensity, or with <c>order=value</c> by what contacting them is expected to bring, down to where it no longer pays.
/// Consent is asked for, and the control group and whom the contact policy refuses now are left out, unless
/// <c>includeWithoutConsent</c>, <c>includeControl</c> or <c>includeRefused</c> say otherwise.
/// </summary>
public sealed class GetPropensityList(
    ListStore lists,
    RunPointerStore pointer,
    RunStore runs,
    OutcomeStore outcomes,
    PortfolioSources sources,
    DecisionOptions config,
    TimeProvider clock,
    ILogger<GetPropensityList> log)
{
    [Function(nameof(GetPropensityList))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/lists/{target}")] HttpRequest request,
        string target,
        CancellationToken cancellationToken)
    {
        if (!config.Targets.ContainsKey(target))
            return Problems.NoTarget(target, config.Targets.Keys);
        var asked = ListRequest.Read(request.Query, config);
        if (asked.Parameter is { } parameter)
            return Problems.BadParameter(parameter, asked.Fault);
        if (asked.Run is { } named && await NoListOfAsync(named, cancellationToken) is { } problem)
            return problem;
        if ((asked.After?.Run ?? asked.Run ?? await pointer.CurrentAsync(cancellationToken)) is not { } run)
            return Problems.NotFound("No run is published yet.");
        if (await lists.VersionAsync(run, target, cancellationToken) is not { } version)
            return Problems.NotFound(
                $"Run {run} has no list for '{target}'. {await WhyNotAsync(run, target, cancellationToken)}".TrimEnd());
        var start = asked.After ?? new ListToken(run, 0, 0, version);
        if (start.ETag != version)
            return Changed();
        var manifest = await lists.ManifestAsync(run, target, cancellationToken);
        if (NoSegment(asked.Query.Segment, run, manifest) is { } unknown)
            return unknown;
        try
        {
            var page = await PageAsync(target, start, asked.Query, cancellationToken);
            log.Listed(run, target, page.Entries.Count);
            return new ListAnswer(run, target, page, asked.Json, manifest);
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
        var page = query.ByValue
            ? await ListPage.BestAsync(stored, query, contacts.RefusedBy, contacts.Priced, cancellationToken)
            : await ListPage.ReadAsync(stored, query, start, contacts.RefusedBy, cancellationToken);
        if (!query.ByValue)
            page = page with { Entries = [.. page.Entries.Select(contacts.Priced)] };
        if (!query.Summary)
            return page;
        await using var whole = await lists.OpenAsync(start.Run, target, start.ETag, 0, cancellationToken);
        return page with
        {
            Summary = await ListPage.SummaryAsync(whole, query, contacts.RefusedBy, contacts.Priced, cancellationToken),
        };
    }

    /// <summary>Why no list of a run that is asked for by its id can be had; null when one can.</summary>
    private async Task<IResult?> NoListOfAsync(RunId run, CancellationToken cancellationToken) =>
        await runs.FindAsync(run, cancellationToken) is not { RemovedAt: null } state
            ? Problems.NotFound($"There is no run {run}. GET /api/runs lists them.")
            : state.Phase is RunPhase.Published or RunPhase.Held
                ? null
                : Problems.Conflict(
                    $"Run {run} is {EnumName.Of(state.Phase)}: it has no lists that can be relied on. GET /api/runs says more.");

    /// <summary>
    /// The problem with a segment that neither the contract nor the list knows; null where there is none, or nothing is known.
    /// </summary>
    private IResult? NoSegment(string? segment, RunId run, ListManifest? manifest)
    {
        var field = sources.Snapshot.Schema.Fields.FirstOrDefault(field => field.Name == config.Roles.Segment);
        var named = field?.Constraints.Enum?.Select(value => value.ToString()) ?? [];
        var known = named.Concat(manifest?.Segments?.Keys ?? []).Distinct().Order(StringComparer.Ordinal).ToArray();
        return segment is null || known.Length == 0 || known.Contains(segment)
            ? null
            : Problems.BadParameter(
                "segment",
                $"Nobody on the list of run {run} is of segment '{segment}', and the contract names none of it. Use one of: "
                    + $"{string.Join(", ", known)}.");
    }

    private static IResult Changed() => Problems.Conflict("The list has changed since. Fetch it again from its beginning.");

    /// <summary>Why the target had no champion when the run opened; empty when it had one.</summary>
    private async Task<string?> WhyNotAsync(RunId run, string target, CancellationToken cancellationToken) =>
        (await runs.FindAsync(run, cancellationToken))?.WithoutChampion.GetValueOrDefault(target);
}
