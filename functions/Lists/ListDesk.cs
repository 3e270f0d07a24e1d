using Microsoft.AspNetCore.Http;
using ReapFunctions.Contracts;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists;

/// <summary>A stored list that somebody asked for, and what they ask of it.</summary>
/// <param name="Version">The ETag of the list.</param>
/// <param name="Manifest">Null where it is not accounted for.</param>
/// <param name="Contacts">Whom it leaves out at this moment, and what contacting the others is expected to bring.</param>
internal sealed record FoundList(
    RunId Run, string Target, string Version, ListManifest? Manifest, ListSchema Fields, ListQuery Query, ListContacts Contacts);

/// <summary>Finds stored lists, and reads of them what is asked for, at the moment it is asked.</summary>
public sealed class ListDesk(
    ListStore lists,
    RunPointerStore pointer,
    RunStore runs,
    OutcomeStore outcomes,
    IFigureFields figures,
    PortfolioSources sources,
    DecisionOptions config,
    ReapSettings settings,
    TimeProvider clock)
{
    /// <summary>The list that is asked for.</summary>
    /// <returns>The list, or else what is wrong with what is asked.</returns>
    internal async Task<(FoundList? List, IResult? Problem)> FindAsync(
        string target, ListRequest asked, CancellationToken cancellationToken)
    {
        if (!config.Targets.ContainsKey(target))
            return (null, Problems.NoTarget(target, config.Targets.Keys));
        if (asked.Parameter is { } parameter)
            return (null, Problems.BadParameter(parameter, asked.Fault));
        if (asked.Where is { } looksBack && EntryCondition.DaysOf(looksBack) > settings.KeepReplyDays)
            return (null, Problems.BadParameter(
                "where", $"Replies are kept for {settings.KeepReplyDays} days (Reap:KeepReplyDays). Look back as many at most."));
        if ((asked.After?.Run ?? asked.Run ?? await pointer.CurrentAsync(cancellationToken)) is not { } run)
            return (null, Problems.NotFound("No run is published yet.", ProblemKind.NoRun));
        var state = await runs.FindAsync(run, cancellationToken);
        if (asked.Run is not null && NoListOf(run, state) is { } problem)
            return (null, problem);
        if (await lists.VersionAsync(run, target, cancellationToken) is not { } version)
            return (null, Problems.NotFound(
                $"Run {run} has no list for '{target}'. {state?.WithoutChampion.GetValueOrDefault(target)}".TrimEnd(),
                ProblemKind.NoList, ("run", run)));
        var manifest = await lists.ManifestAsync(run, target, cancellationToken);
        if (NoSegment(asked.Query.Segment, run, manifest?.Segments?.Keys ?? [], sources, config) is { } unknown)
            return (null, unknown);
        if (await FiguresAsync(run, asked, cancellationToken) is not { } counted)
            return (null, Problems.NotFound(
                $"Nothing is known of run {asked.Since}. GET /api/runs lists them.",
                ProblemKind.UnknownRun, ("run", asked.Since)));
        var fields = new ListSchema(run, manifest, config, counted);
        var histories = await HistoriesAsync(asked, cancellationToken);
        var query = asked.Query;
        if (asked.Where is { } where)
        {
            var (condition, fault) = EntryCondition.Bind(where, fields, histories, clock.GetUtcNow());
            if (condition is null)
                return (null, Problems.BadParameter("where", fault));
            query = query with { Where = condition };
        }
        var contacts = new ListContacts(
            config.Offering, histories, query.Channel, clock.GetUtcNow(), state);
        return (new FoundList(run, target, version, manifest, fields, query, contacts), null);
    }

    /// <summary>
    /// What figures count customers by, with the values of those that the condition names; null where nothing is known of the
    /// earlier run.
    /// </summary>
    private async Task<IReadOnlyList<ListField>?> FiguresAsync(
        RunId run, ListRequest asked, CancellationToken cancellationToken)
    {
        var named = asked.Where is { } where ? EntryCondition.FieldsOf(where).ToHashSet() : [];
        string[] read = [.. figures.All.Select(field => field.Name).Where(named.Contains)];
        if (await figures.ReadAsync(read, run, asked.Since, cancellationToken) is not { } values)
            return null;
        return
        [
            .. figures.All.Select(field => new ListField(
                field.Name, field.Kind, entry => values.GetValueOrDefault(field.Name)?.Invoke(entry.CustomerId) ?? "")
                { Values = field.Values }),
        ];
    }

    /// <summary>A page of a list, with what the whole comes to where that is asked for.</summary>
    /// <exception cref="FormatException">No entry begins where the page is to begin.</exception>
    /// <exception cref="Azure.RequestFailedException">404 or 412: the list has changed; 416: it ends before the page.</exception>
    internal async Task<ListPage> PageAsync(FoundList list, ListToken start, CancellationToken cancellationToken)
    {
        var (query, contacts) = (list.Query, list.Contacts);
        await using var stored = await lists.OpenAsync(start.Run, list.Target, start.ETag, start.Position, cancellationToken);
        var page = query.ByValue
            ? await ListPage.BestAsync(stored, query, contacts.RefusedBy, contacts.Priced, cancellationToken)
            : await ListPage.ReadAsync(stored, query, start, contacts.RefusedBy, cancellationToken);
        var summary = query.Summary ? await SummaryAsync(list, start, page, cancellationToken) : null;
        return page with
        {
            Entries = query.ByValue
                ? [.. page.Entries.Take(query.PageSize)]
                : [.. page.Entries.Select(contacts.Priced)],
            Summary = summary,
        };
    }

    /// <param name="page">The first page: by expected value, all who are asked for.</param>
    private async Task<ListSummary> SummaryAsync(
        FoundList list, ListToken start, ListPage page, CancellationToken cancellationToken)
    {
        var isOfLeaving = list.Target == config.Risk?.Target;
        if (list.Query.ByValue)
            return await ListSummary.OfAsync(page.Entries.ToAsyncEnumerable(), page.LeftOut, isOfLeaving);
        await using var whole = await lists.OpenAsync(start.Run, list.Target, start.ETag, 0, cancellationToken);
        return await ListPage.SummaryAsync(
            whole, list.Query, list.Contacts.RefusedBy, list.Contacts.Priced, isOfLeaving, cancellationToken);
    }

    /// <summary>Replies as far back as contact limits, offers' rules and the condition ask.</summary>
    private async Task<IReadOnlyDictionary<string, List<OutcomeRecord>>> HistoriesAsync(
        ListRequest asked, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var since = asked.Query.IncludeRefused ? now : ListContacts.Oldest(config.Offering, now);
        if (asked.Where is { } where && now.AddDays(-EntryCondition.DaysOf(where)) is var earlier && earlier < since)
            since = earlier;
        return since == now ? [] : await outcomes.SinceAsync(since, cancellationToken);
    }

    /// <summary>The run of <c>run</c>, or the published one, if its lists can be relied on.</summary>
    /// <returns>The run, or else the problem.</returns>
    internal static async Task<(RunState? Run, IResult? Problem)> RunOfAsync(
        HttpRequest request, RunPointerStore pointer, RunStore runs, CancellationToken cancellationToken)
    {
        var named = request.Text("run");
        if (named is not null && !RunId.TryParse(named, out _))
            return (null, Problems.BadParameter("run", RunId.NoRun(named)));
        var run = named is null ? await pointer.CurrentAsync(cancellationToken) : RunId.Parse(named);
        if (run is not { } id || await runs.FindAsync(id, cancellationToken) is not { RemovedAt: null } state)
            return (null, named is null
                ? Problems.NotFound("No run is published yet.", ProblemKind.NoRun)
                : Problems.NotFound($"There is no run {named}.", ProblemKind.UnknownRun, ("run", named)));
        return NotReliable(state) is { } problem ? (null, problem) : (state, null);
    }

    /// <summary>How many of the first are asked for, 1 to 10,000; 100 where nobody says.</summary>
    /// <param name="of">What they are, in words.</param>
    internal static (int Top, IResult? Problem) TopOf(HttpRequest request, string of)
    {
        const int Usual = 100, Most = 10_000;
        var top = Usual;
        return request.Text("top") is { } asked && !(int.TryParse(asked, out top) && top is >= 1 and <= Most)
            ? (Usual, Problems.BadParameter("top", $"Write how many {of}, 1 to {Most}."))
            : (top, null);
    }

    /// <summary>Why no list of a run that is asked for by its id can be had; null when one can.</summary>
    private static IResult? NoListOf(RunId run, RunState? found) =>
        found is { RemovedAt: null } state
            ? NotReliable(state)
            : Problems.NotFound($"There is no run {run}. GET /api/runs lists them.", ProblemKind.UnknownRun, ("run", run));

    private static IResult? NotReliable(RunState run) =>
        run.Phase is RunPhase.Published or RunPhase.Held
            ? null
            : Problems.Conflict(
                $"Run {run.Id} is {EnumName.Of(run.Phase)}: it has no lists that can be relied on. GET /api/runs says more.",
                ProblemKind.UnreliableRun, ("run", run.Id));

    /// <summary>
    /// The problem with a segment that neither the contract nor the list knows; null where there is none, or nothing is known.
    /// </summary>
    /// <param name="listed">Those on the list.</param>
    internal static IResult? NoSegment(
        string? segment, RunId run, IEnumerable<string> listed, PortfolioSources sources, DecisionOptions config)
    {
        var field = sources.Snapshot.Schema.Fields.FirstOrDefault(field => field.Name == config.Roles.Segment);
        var named = field?.Constraints.Enum?.Select(value => value.ToString()) ?? [];
        var known = named.Concat(listed).Distinct().Order(StringComparer.Ordinal).ToArray();
        return segment is null || known.Length == 0 || known.Contains(segment)
            ? null
            : Problems.BadParameter(
                "segment",
                $"Nobody on the list of run {run} is of segment '{segment}', and the contract names none of it. Use one of: "
                    + $"{string.Join(", ", known)}.");
    }
}
