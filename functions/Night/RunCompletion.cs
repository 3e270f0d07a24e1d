using ReapFunctions.Contracts;
using ReapFunctions.Enquiries;
using ReapFunctions.Lists;
using ReapFunctions.Lists.Accounts;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;

namespace ReapFunctions.Night;

/// <summary>Puts together what the buckets of a run have left: its lists, its scorecard and its totals.</summary>
public sealed class RunCompletion(
    PortfolioSources sources, RunLedger ledger, ListStore lists, AccountListStore accounts, ScorecardStore scorecards,
    EnquiryNight enquiries, DecisionOptions config)
{
    /// <summary>Merges lists and scorecard, and counts. Doing it again leaves the same bytes.</summary>
    /// <returns>The run with its counts, and the sentence that says where its totals disagree; null when they agree.</returns>
    public async Task<(RunState Run, string? Disagreement)> CompleteAsync(RunState run, CancellationToken cancellationToken)
    {
        var listed = await lists.MergeAsync(
            run.Id, run.Buckets, run.Models.Keys.Order(StringComparer.Ordinal), run.ListFields, cancellationToken);
        if (config.Offering.Teams.Count > 0)
            await accounts.MergeAsync(run.Id, run.Buckets, cancellationToken);
        var asked = await enquiries.CompleteAsync(run, cancellationToken);
        var scorecard = await scorecards.MergeAsync(run, asked, cancellationToken);
        var read = await ledger.Inputs.OfAsync(run.Id, cancellationToken);
        var marks = await ledger.Marks.OfAsync(run.Id, cancellationToken);
        var totals = RunTotals.Compare(CleanCustomers(run), read, marks, scorecard.Total.Sums.Customers, listed);
        var complete = run with
        {
            Customers = totals.Customers,
            Details = DetailCount.Sum(read.SelectMany(bucket => bucket.Details)),
            References = ReferenceCount.Sum(read.SelectMany(bucket => bucket.References ?? [])),
        };
        return (complete, totals.Disagreement);
    }

    /// <summary>Clean rows of the source of customers; null where customers are derived.</summary>
    private long? CleanCustomers(RunState run) => sources.Customers is { } source
        ? run.Extracts.Where(extract => extract.Source == source.Source).Sum(extract => extract.Rows)
        : null;
}
