using System.Collections.Concurrent;
using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Prompts;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Prospects;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Enquiries;

/// <summary>What a run makes of enquiries once the values of all its customers are there.</summary>
/// <remarks>
/// <code>
///   enquiries of the days that count   ->  who is a customer already, or became one      (hashes, the source)
///   a sample of active customers       ->  what the best are like, what they bring       (Likeness)
///   what became of enquiries           ->  the chance that one becomes a customer        (EnquiryChances)
///   all of it                          ->  lists/{run}/enquiries, rows of the scorecard
/// </code>
/// </remarks>
public sealed class EnquiryNight(
    PortfolioSources sources,
    DecisionOptions config,
    RunInputStore inputs,
    EnquiryReader rows,
    SampleReader samples,
    FinderStore finders,
    CustomerRecordStore records,
    FollowUpStore followUps,
    EnquiryListStore lists)
{
    /// <summary>How many enquiries are looked for among the customers at once.</summary>
    private const int Beside = 16;

    /// <summary>Works the enquiries of a run out and keeps them. Doing it again leaves the same bytes.</summary>
    /// <returns>Null in a portfolio without enquiries, and where none has come.</returns>
    public async Task<EnquiryFigures?> CompleteAsync(RunState run, CancellationToken cancellationToken)
    {
        if (sources.Enquiries is not { Roles.Enquiries: { } role } contract || config.Value.Enquiries is not { } options)
            return null;
        var asOf = run.Id.Date;
        var asked = await rows.ReadAsync(await inputs.LoadAsync(run, cancellationToken), contract, asOf, cancellationToken);
        if (asked.All.Count == 0)
            return null;
        asked = asked with { All = await WithoutUnknownAsync(run.Id, asked.All, cancellationToken) };
        var known = await KnownAsync(run.Id, asked.All, cancellationToken);
        var sample = await samples.ReadAsync(run, role.Alike, cancellationToken);
        var likeness = await Task.Run(
            () => Likeness.Learn(sample, options, asOf, cancellationToken), cancellationToken);
        var scores = likeness.Score(asked.Known, config.Reasons);
        var entries = EnquiryPricing.Price(asked.All, known, scores, config, role.Days, asOf);
        await lists.WriteAsync(run.Id, entries, cancellationToken);
        var told = await followUps.SinceAsync(asOf.AddDays(-role.Days), cancellationToken);
        return new EnquiryFigures
        {
            FollowUpDays = options.FollowUpDays,
            Likeness = likeness.Figures,
            Proof = FollowUpProof.Of(
                entries.Where(entry => entry.IsCompared).Select(entry => (entry.Rule is not null, entry.Won)),
                options.ControlShare),
            UnknownCustomers = entries.LongCount(entry => entry.NamesUnknown),
            Rows = EnquiryRow.Sum(EnquiryEntry.With(entries, told, options.FollowUpDays)
                .Select(entry => entry.ToRow(asOf, options.FollowUpDays))),
        };
    }

    /// <summary>Enquiries as they are while a customer whom the source names is not known to the run.</summary>
    private async Task<IReadOnlyList<Enquiry>> WithoutUnknownAsync(
        RunId run, IReadOnlyList<Enquiry> enquiries, CancellationToken cancellationToken)
    {
        var unknown = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            enquiries.Select(enquiry => enquiry.Became).OfType<string>().Distinct(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = Beside, CancellationToken = cancellationToken },
            async (id, token) => unknown[id] = await records.ValueAsync(id, run, token) is null);
        return [.. enquiries.Select(enquiry => enquiry.Became is { } id && unknown[id]
            ? enquiry with { Became = null, BecameOn = null, NamesUnknown = true }
            : enquiry)];
    }

    /// <summary>By enquiry: the customer of the run whom its e-mail or phone finds; of several the first by id.</summary>
    private async Task<IReadOnlyDictionary<string, RecognisedCustomer>> KnownAsync(
        RunId run, IReadOnlyList<Enquiry> enquiries, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<string, RecognisedCustomer>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            enquiries.Where(enquiry => enquiry.Became is null && enquiry.Finders.Count > 0),
            new ParallelOptions { MaxDegreeOfParallelism = Beside, CancellationToken = cancellationToken },
            async (enquiry, token) =>
            {
                var ids = new SortedSet<string>(StringComparer.Ordinal);
                foreach (var finder in enquiry.Finders)
                    ids.UnionWith(await finders.FindAsync(run, finder, token));
                if (ids.Min is { } id)
                    found[enquiry.Id] = new RecognisedCustomer(id, (await records.ValueAsync(id, run, token))?.TenureMonths);
            });
        return found;
    }
}
