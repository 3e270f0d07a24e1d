using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Contracts;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists.WinBack;

/// <summary>A former customer who may be asked back.</summary>
/// <param name="Title">Why they left, as people read it; null where they did not say.</param>
public sealed record WinBackCustomer(
    string CustomerId, string Offer, string Channel, double Chance, double Worth, double Expected, double Value, double ToDate,
    ValueBand ValueBand, string? Segment, double? TenureMonths, string? Leaving, string? Title);

/// <summary>Whom to win back. Former = customers + control + not chosen + left out.</summary>
/// <param name="Former">Customers of the run who have left, of the segment asked for.</param>
/// <param name="FormerValue">What they were worth in their last 12 months.</param>
/// <param name="Customers">Those who may be asked, and for whom asking pays.</param>
/// <param name="Expected">What asking all of these is expected to bring, less what it costs.</param>
/// <param name="Control">Of the control group, who are not asked.</param>
/// <param name="NotChosen">By rule: whom the run kept from it, such as those who agreed to no channel.</param>
/// <param name="LeftOut">By rule: whom it leaves out at this moment, by replies, contact limits or what it costs.</param>
/// <param name="Entries">The first of them, by falling expected value.</param>
public sealed record WinBackAnswer(
    string Run, long Former, decimal FormerValue, long Customers, decimal Expected, long Control,
    IReadOnlyDictionary<string, long> NotChosen, IReadOnlyDictionary<string, long> LeftOut,
    IReadOnlyList<WinBackCustomer> Entries);

/// <summary>
/// <c>GET /api/winback?run=&amp;channel=&amp;segment=&amp;top=</c>: former customers by what asking them back is expected to
/// bring, where they agreed to be asked. The same replies and limits decide as about prompts.
/// </summary>
public sealed class GetWinBackList(
    WinBackListStore lists, RunStore runs, RunPointerStore pointer, OutcomeStore outcomes, PortfolioSources sources,
    DecisionOptions config, ListTrace trace, TimeProvider clock)
{
    private const string NoChannel = "channel";

    [Function(nameof(GetWinBackList))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/winback")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "run", "channel", "segment", "top") is { } wrong)
            return wrong;
        var (channel, segment) = (request.Text("channel"), request.Text("segment"));
        if (channel is not null && !config.Roles.Consents.ContainsKey(channel))
            return Problems.BadParameter(
                "channel",
                $"There is no channel '{channel}'. Use one of: {string.Join(", ", config.Roles.Consents.Keys)}.");
        var (top, tooMany) = ListDesk.TopOf(request, "customers");
        if (tooMany is not null)
            return tooMany;
        var (found, problem) = await ListDesk.RunOfAsync(request, pointer, runs, cancellationToken);
        if (found is not { } run)
            return problem!;
        var all = await lists.ReadAsync(run.Id, cancellationToken);
        var segments = all.Select(entry => entry.Segment).OfType<string>();
        if (ListDesk.NoSegment(segment, run.Id, segments, sources, config) is { } noSegment)
            return noSegment;
        var former = all.Where(entry => segment is null || entry.Segment == segment).ToArray();
        var answer = await AnswerAsync(run, former, channel, top, cancellationToken);
        trace.Note(request, "win-back", answer.Run, "json", answer.Entries.Count);
        return Results.Json(answer, RecordJson.Options);
    }

    private async Task<WinBackAnswer> AnswerAsync(
        RunState run, WinBackEntry[] former, string? channel, int top, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var replies = await outcomes.SinceAsync(ListContacts.Oldest(config.Offering, now), cancellationToken);
        var contacts = new ListContacts(config.Offering, replies, channel, now, run);
        var (notChosen, leftOut, kept, control) = (new RuleCounts(), new RuleCounts(), new List<WinBackEntry>(), 0L);
        foreach (var entry in former)
        {
            if (entry.Rule is { } rule)
                notChosen.Add(rule);
            else if (entry.Control)
                control++;
            else if (RuleNow(entry, channel, run, contacts, out var priced) is { } refusal)
                leftOut.Add(refusal);
            else
                kept.Add(priced);
        }
        kept.Sort(WinBackEntry.Ranking);
        return new WinBackAnswer(
            run.Id.ToString(), former.Length, former.Sum(entry => Money.Exact(entry.Value)), kept.Count,
            kept.Sum(entry => Money.Exact(entry.Expected)), control, notChosen, leftOut,
            [.. kept.Take(top).Select(CustomerOf)]);
    }

    /// <summary>The rule that keeps a customer from being asked now; null for none.</summary>
    private string? RuleNow(
        WinBackEntry entry, string? channel, RunState run, ListContacts contacts, out WinBackEntry priced)
    {
        priced = entry.Priced(config.Offering, channel, run.Worth);
        return priced.Channel is null ? NoChannel
            : contacts.RefusedBy(entry.ToListEntry()) ?? (priced.Expected > 0 ? null : HardStops.Pays);
    }

    private WinBackCustomer CustomerOf(WinBackEntry entry) => new(
        entry.CustomerId, entry.Offer!, entry.Channel!, entry.Chance, entry.Worth, entry.Expected, entry.Value, entry.ToDate,
        entry.ValueBand, entry.Segment, entry.TenureMonths, entry.Leaving,
        entry.Leaving is { } reason ? config.Care?.Leaving?.TitleOf(reason) ?? reason : null);
}
