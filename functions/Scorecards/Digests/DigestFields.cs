using System.Globalization;
using ReapFunctions.Care;
using ReapFunctions.Contracts;
using ReapFunctions.Lists;
using ReapFunctions.Offers;
using ReapFunctions.Runs;

namespace ReapFunctions.Scorecards.Digests;

/// <summary>
/// The best offer, the group of the plan, the causes of dissatisfaction and the decile before, out of the digests that the
/// figures are counted from: who is found by them is whom the figure counts.
/// </summary>
public sealed class DigestFields(ScorecardStore stored, RunStore runs, DecisionOptions config) : IFigureFields
{
    /// <summary>The first of the offers kept.</summary>
    internal const string BestOffer = "bestOffer";

    /// <summary>The value decile in the earlier run of a comparison; missing for who is new since.</summary>
    internal const string DecileBefore = "decileBefore";

    /// <summary>The group of the plan; none in a portfolio without a plan by group.</summary>
    internal const string PlanGroup = "planGroup";

    /// <summary>Before a cause: whether the customer had a case of it within the window.</summary>
    internal const string Cause = "cause.";

    public IReadOnlyList<FigureField> All { get; } =
    [
        new(BestOffer, ColumnKind.Text, [.. config.Offering.Offers
            .Where(offer => offer.Kind != OfferKind.Service).Select(offer => offer.Name)]),
        new(DecileBefore, ColumnKind.Number),
        .. config.GroupPlan is { } plan ? [new FigureField(PlanGroup, ColumnKind.Text, plan.Names)] : Array.Empty<FigureField>(),
        .. config.Care is { } care
            ? care.Causes.Keys.Append(CareOptions.Unknown).Order(StringComparer.Ordinal).Distinct()
                .Select(cause => new FigureField(Cause + cause, ColumnKind.Flag))
            : [],
    ];

    public async Task<IReadOnlyDictionary<string, Func<string, string?>>?> ReadAsync(
        IReadOnlyCollection<string> fields, RunId run, RunId? since, CancellationToken cancellationToken)
    {
        var read = new Dictionary<string, Func<string, string?>>(StringComparer.Ordinal);
        string[] ofRun = [.. fields.Where(field => field != DecileBefore)];
        if (ofRun.Length > 0)
        {
            var digests = await stored.DigestsAsync(run, cancellationToken);
            foreach (var field in ofRun)
                read[field] = ByCustomer(digests, ValueOf(field));
        }
        if (!fields.Contains(DecileBefore))
            return read;
        if (await DecilesBeforeAsync(run, since, cancellationToken) is not { } deciles)
            return null;
        read[DecileBefore] = deciles;
        return read;
    }

    private async Task<Func<string, string?>?> DecilesBeforeAsync(RunId run, RunId? since, CancellationToken cancellationToken)
    {
        if ((since ?? await runs.BeforeAsync(run, cancellationToken)) is not { } before)
            return _ => null;
        var digests = await stored.DigestsAsync(before, cancellationToken);
        return digests.Count == 0 ? null : ByCustomer(digests, ValueOf(DecileBefore));
    }

    private static Func<RunDigest, int, string?> ValueOf(string field) => field switch
    {
        BestOffer => (digest, row) =>
            digest.Rows[row].Best is var best and not DigestRow.NoOffer ? digest.Offers[best].Name : null,
        // Who had left counts as new, as in the migration.
        DecileBefore => (digest, row) =>
            digest.Rows[row].Active ? digest.Rows[row].Decile.ToString(CultureInfo.InvariantCulture) : null,
        PlanGroup => (digest, row) => digest.GroupPlaces.Length > 0 ? digest.Groups[digest.GroupPlaces[row]] : null,
        _ => (digest, row) => digest.Care.Length > 0 && Had(digest, digest.Care[row], field[Cause.Length..]) ? "true" : "false",
    };

    private static bool Had(RunDigest digest, DigestCare care, string cause)
    {
        for (var place = 0; place < digest.Causes.Count; place++)
        {
            if (digest.Causes[place] == cause)
                return (care.Causes & 1UL << place) != 0;
        }
        return false;
    }

    private static Func<string, string?> ByCustomer(IReadOnlyList<RunDigest> digests, Func<RunDigest, int, string?> of)
    {
        var values = new Dictionary<ulong, string?>(digests.Sum(digest => digest.Rows.Length));
        foreach (var digest in digests)
        {
            for (var row = 0; row < digest.Rows.Length; row++)
                values[digest.Rows[row].Key] = of(digest, row);
        }
        return id => values.GetValueOrDefault(RunDigest.KeyOf(id));
    }
}
