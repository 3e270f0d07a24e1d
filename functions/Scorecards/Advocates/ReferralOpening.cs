using System.Globalization;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Snapshots;
using ReapFunctions.Snapshots.Referrals;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Advocates;

/// <summary>Who came by whom, found when a run opens: who came and who is credited lie in different buckets.</summary>
/// <remarks>
/// <code>
///   clean customers of the drop  ->  who names whom, by hash    ->  credited, unknown, self, circle   (ReferralGraph)
///   the night before             ->  values of who was referred ->  what each brought, what one is worth (ReferralEstimate)
/// </code>
/// Values are those of the night before: those of tonight are only known when all buckets are.
/// </remarks>
public sealed class ReferralOpening(
    PortfolioSources sources,
    DecisionOptions config,
    CleanRowStore clean,
    FinderStore finders,
    ReferralStore store,
    RunStore runs,
    ScorecardStore scorecards)
{
    /// <summary>Finds and keeps the referrals of a run that is about to open. Call it while nobody erases.</summary>
    /// <returns>Null in a portfolio whose customers do not say who referred them.</returns>
    public async Task<RunReferrals?> FindAsync(RunId run, RunInput input, int buckets, CancellationToken cancellationToken)
    {
        if (sources.Customers is not { Roles.ReferredBy: not null } contract || config.Value.Advocacy is not { } options)
            return null;
        var before = await runs.BeforeAsync(run, cancellationToken) is { } night
            ? await runs.FindAsync(night, cancellationToken)
            : null;
        var values = before is null ? new Dictionary<string, double>() : await store.ReadValuesAsync(before, cancellationToken);
        var hash = await finders.HashAsync(cancellationToken);
        var extracts = input.Drop.Where(extract => extract.Source == contract.Source)
            .OrderByDescending(extract => extract.UploadedAt).ToArray();
        var referrals = await ReferralsAsync(extracts, contract, run.Date, options.Months, hash, cancellationToken);
        var named = await NamedAsync(extracts, contract, referrals, hash, cancellationToken);
        return new RunReferrals(
            await store.WriteAsync(run, buckets, ReferralGraph.Credit(referrals, named, values), cancellationToken),
            await WorthAsync(before?.Id, options.Worth, cancellationToken));
    }

    private async Task<ReferralWorth> WorthAsync(RunId? before, double typed, CancellationToken cancellationToken)
    {
        var known = before is { } night ? (await scorecards.ReadAsync(night, cancellationToken))?.Advocacy : null;
        if (known is null)
            return ReferralEstimate.Of(typed, 0, 0, 0, null);
        var all = known.Newcomers.Aggregate(Arm.Empty, (sum, row) => sum + row.Arm);
        var referred = known.Of(NewcomerRow.Referral).Arm;
        return ReferralEstimate.Of(typed, referred.Customers, referred.Mean, all.Variance, before);
    }

    private async Task<IReadOnlyList<Referral>> ReferralsAsync(
        DropExtract[] extracts, Contract contract, DateOnly date, double months, FinderHash hash,
        CancellationToken cancellationToken)
    {
        var (roles, found) = (contract.Roles, new List<Referral>());
        await foreach (var rows in RowsAsync(
            extracts, contract, [roles.ReferredBy, roles.TenureMonths, roles.AcquiredOn], cancellationToken))
        {
            var columns = new RoleColumns(rows.Customers, roles);
            var (tenure, active) = (columns.Tenure(date), columns.Active());
            if (!rows.Customers.TryGet(roles.ReferredBy!, out var by))
                continue;
            foreach (var row in rows.First.Where(row => by.Text(row) is { Length: > 0 }))
            {
                var id = columns.CustomerId(row);
                found.Add(new Referral(
                    id, hash.OfCustomer(id), UInt128.Parse(by.Text(row)!, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                    AdvocacySums.IsNew(tenure[row], months), active[row]));
            }
        }
        return found;
    }

    /// <summary>The customers whom others name; not looked for where nobody names anybody.</summary>
    private async Task<IReadOnlyList<NamedCustomer>> NamedAsync(
        DropExtract[] extracts, Contract contract, IReadOnlyList<Referral> referrals, FinderHash hash,
        CancellationToken cancellationToken)
    {
        var (wanted, found) = (referrals.Select(referral => referral.By).ToHashSet(), new List<NamedCustomer>());
        if (wanted.Count == 0)
            return found;
        await foreach (var rows in RowsAsync(extracts, contract, [], cancellationToken))
        {
            var columns = new RoleColumns(rows.Customers, contract.Roles);
            var active = columns.Active();
            foreach (var row in rows.First)
            {
                var id = columns.CustomerId(row);
                if (hash.OfCustomer(id) is var own && wanted.Contains(own))
                    found.Add(new NamedCustomer(id, own, active[row]));
            }
        }
        return found;
    }

    /// <param name="First">The rows of customers who were in no extract before: of several files the last counts.</param>
    private readonly record struct SomeRows(Snapshot Customers, IEnumerable<int> First);

    private async IAsyncEnumerable<SomeRows> RowsAsync(
        DropExtract[] extracts, Contract contract, string?[] names,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var roles = contract.Roles;
        var wanted = names.Append(roles.CustomerId).Append(roles.Active?.Field).OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        for (var bucket = 0; bucket < extracts.Max(extract => extract.RowsByBucket.Count); bucket++)
        {
            var seen = extracts.Length > 1 ? new HashSet<string>(StringComparer.Ordinal) : null;
            foreach (var extract in extracts.Where(extract => extract.RowsByBucket[bucket] > 0))
            {
                var rows = await clean.ReadSomeAsync(extract, bucket, contract, wanted, cancellationToken);
                var ids = rows[roles.CustomerId];
                yield return new SomeRows(
                    rows, [.. Enumerable.Range(0, rows.Rows).Where(row => seen?.Add(ids.Text(row)!) ?? true)]);
            }
        }
    }
}
