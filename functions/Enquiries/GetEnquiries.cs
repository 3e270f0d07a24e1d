using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Contracts;
using ReapFunctions.Http;
using ReapFunctions.Lists;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Enquiries;

/// <summary>Somebody to follow up.</summary>
/// <param name="AgeDays">Days since they asked, on the run's date.</param>
/// <param name="Overdue">Whether the day by which somebody was to get in touch is past.</param>
/// <param name="Contact">That of the channels they agreed to on which it is expected to bring most.</param>
public sealed record EnquiryToFollowUp(
    string EnquiryId, string Channel, DateOnly AskedOn, int AgeDays, DateOnly DueOn, bool Overdue, double? Likeness,
    double Lifetime, double Chance, string? Contact, double Expected, IReadOnlyList<string> Channels,
    IReadOnlyList<string> Reasons);

/// <summary>An enquiry of somebody who is a customer: what to say to them stands in their prompts.</summary>
/// <param name="Won">Whether they became it after they asked.</param>
public sealed record EnquiryOfCustomer(string EnquiryId, string CustomerId, bool Won);

/// <summary>
/// Whom to follow up. Enquiries = open + followed up + won + wasted + already customers + left out.
/// </summary>
/// <param name="AsOf">The run's date, on which ages and due days are counted.</param>
/// <param name="Open">Not followed up, and not overdue.</param>
/// <param name="FollowedUp">Somebody got in touch, by the source or by a call until now.</param>
/// <param name="Won">Became customers.</param>
/// <param name="Wasted">Overdue, and never followed up; they can be still.</param>
/// <param name="AlreadyCustomers">Were customers before they asked.</param>
/// <param name="LeftOut">By rule: kept from it.</param>
/// <param name="UnknownCustomers">
/// Enquiries that the source says became a customer whom the run does not know: they count as if it did not say so.
/// </param>
/// <param name="Expected">What following up all open and wasted ones is expected to bring.</param>
/// <param name="Customers">The first of those who are or became customers, by enquiry.</param>
/// <param name="Entries">The first of the open and wasted ones, by falling expected value.</param>
public sealed record EnquiryListAnswer(
    string Run, DateOnly AsOf, long Enquiries, long Open, long FollowedUp, long Won, long Wasted, long AlreadyCustomers,
    IReadOnlyDictionary<string, long> LeftOut, long UnknownCustomers, decimal Expected,
    IReadOnlyList<EnquiryOfCustomer> Customers,
    IReadOnlyList<EnquiryToFollowUp> Entries);

/// <summary>
/// <c>GET /api/enquiries?run=&amp;channel=&amp;due=&amp;top=</c>: who asked and is to be followed up, by what that is expected to
/// bring. What was recorded until now counts.
/// </summary>
public sealed class GetEnquiries(
    EnquiryListStore lists, FollowUpStore followUps, RunStore runs, RunPointerStore pointer, PortfolioSources sources,
    DecisionOptions config, ListTrace trace)
{
    internal const string NoSource =
        "This portfolio has no source of enquiries. Add a contract with reap.enquiries to it.";

    [Function(nameof(GetEnquiries))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/enquiries")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "run", "channel", "due", "top") is { } wrong)
            return wrong;
        if (sources.Enquiries?.Roles.Enquiries is not { } role || config.Value.Enquiries is not { } options)
            return Problems.NotFound(NoSource);
        var (top, tooMany) = ListDesk.TopOf(request, "enquiries");
        if (tooMany is not null)
            return tooMany;
        var due = DateOnly.MaxValue;
        if (request.Text("due") is { } day && !DateOnly.TryParseExact(
            day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out due))
            return Problems.BadParameter("due", "Write the last day on which they are due, such as 2026-11-22.");
        var (found, problem) = await ListDesk.RunOfAsync(request, pointer, runs, cancellationToken);
        if (found is not { } run)
            return problem!;
        var told = await followUps.SinceAsync(run.Id.Date.AddDays(-role.Days), cancellationToken);
        var entries = EnquiryEntry.With(await lists.ReadAsync(run.Id, cancellationToken), told, options.FollowUpDays);
        if (request.Text("channel") is { } channel)
        {
            string[] known = [.. entries.Select(entry => entry.Channel).Concat(config.Value.Acquisition?.Costs.Keys ?? [])
                .Distinct().Order(StringComparer.Ordinal)];
            if (!known.Contains(channel))
                return Problems.BadParameter(
                    "channel", $"Nobody came by '{channel}'. Use one of: {string.Join(", ", known)}.");
            entries = [.. entries.Where(entry => entry.Channel == channel)];
        }
        var answer = AnswerOf(run.Id, [.. entries.Where(entry => entry.DueOn <= due)], top);
        trace.Note(request, "enquiries", answer.Run, "json", answer.Entries.Count + answer.Customers.Count);
        return Results.Json(answer, RecordJson.Options);
    }

    private static EnquiryListAnswer AnswerOf(RunId run, EnquiryEntry[] entries, int top)
    {
        var by = entries.ToLookup(entry => entry.StateOn(run.Date));
        var leftOut = new RuleCounts();
        foreach (var entry in by[EnquiryState.LeftOut])
            leftOut.Add(entry.Rule!);
        EnquiryEntry[] open = [.. by[EnquiryState.Open].Concat(by[EnquiryState.Wasted]).Order(EnquiryEntry.Ranking)];
        return new EnquiryListAnswer(
            run.ToString(), run.Date, entries.Length, by[EnquiryState.Open].Count(), by[EnquiryState.FollowedUp].Count(),
            by[EnquiryState.Won].Count(), by[EnquiryState.Wasted].Count(), by[EnquiryState.AlreadyCustomer].Count(), leftOut,
            entries.LongCount(entry => entry.NamesUnknown),
            open.Sum(entry => Money.Exact(Math.Max(0, entry.Expected))),
            [.. entries.Where(entry => entry.Customer is not null && !entry.IsOlder).Take(top)
                .Select(entry => new EnquiryOfCustomer(entry.Id, entry.Customer!, entry.Won))],
            [.. open.Take(top).Select(entry => new EnquiryToFollowUp(
                entry.Id, entry.Channel, entry.AskedOn, run.Date.DayNumber - entry.AskedOn.DayNumber, entry.DueOn,
                run.Date > entry.DueOn, entry.Likeness, entry.Lifetime, entry.Chance, entry.Contact, entry.Expected,
                entry.Channels, entry.Reasons))]);
    }
}
