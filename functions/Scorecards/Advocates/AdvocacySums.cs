using ReapFunctions.Offers;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots.Referrals;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Advocates;

/// <summary>Customers who came within the months that count, one way or the other. Sums are exact: parts add up.</summary>
/// <param name="By"><c>referral</c> or <c>otherwise</c>.</param>
/// <param name="Active">Those who are still customers.</param>
/// <param name="Value">Their value of 12 months, of who has left too.</param>
/// <param name="Squares">The sum of its squares, which the interval and the worth of a referral stand on.</param>
/// <param name="Lifetime">Lifetime value of the active; null where nothing says how long customers stay.</param>
public sealed record NewcomerRow(string By, long Customers, long Active, decimal Value, decimal Squares, decimal? Lifetime)
{
    internal const string Referral = "referral";
    internal const string Otherwise = "otherwise";

    public double? ValuePerCustomer => Customers == 0 ? null : Math.Round((double)(Value / Customers), 2);

    internal Arm Arm => new(Customers, Active, Value, Squares);

    internal NewcomerRow With(ValueRecord value)
    {
        var worth = Money.Exact(value.Current);
        return this with
        {
            Customers = Customers + 1,
            Active = Active + (value.Active ? 1 : 0),
            Value = Value + worth,
            Squares = Squares + worth * worth,
            Lifetime = Sums.Add(Lifetime, value.Lifetime is { } lifetime ? Money.Exact(lifetime) : null),
        };
    }

    public static NewcomerRow operator +(NewcomerRow one, NewcomerRow other) => new(
        one.By, one.Customers + other.Customers, one.Active + other.Active, one.Value + other.Value,
        one.Squares + other.Squares, Sums.Add(one.Lifetime, other.Lifetime));
}

/// <summary>What one bucket knows of referrals; parts add up in any order.</summary>
/// <param name="Newcomers">By referral, and otherwise.</param>
/// <param name="Referrers">By what became of the word of newcomers who name somebody: how many.</param>
/// <param name="Advocates">Customers by whom at least one came within the months.</param>
/// <param name="Came">Customers who are credited to them.</param>
/// <param name="Worth">What these were worth in the night before, of those it valued.</param>
/// <param name="Indirect">Indirect value of all advocates.</param>
public sealed record AdvocacySums(
    IReadOnlyList<NewcomerRow> Newcomers, IReadOnlyDictionary<Referrer, long> Referrers, long Advocates, long Came,
    decimal Worth, decimal Indirect)
{
    private static readonly AdvocacySums None = new(
        [new NewcomerRow(NewcomerRow.Referral, 0, 0, 0, 0, null), new NewcomerRow(NewcomerRow.Otherwise, 0, 0, 0, 0, null)],
        Enum.GetValues<Referrer>().ToDictionary(referrer => referrer, _ => 0L), 0, 0, 0, 0);

    /// <summary>Whether somebody of this tenure came within the months; nobody whose tenure is not known.</summary>
    internal static bool IsNew(double? tenure, double months) => tenure is { } known && Math.Round(known, 1) <= months;

    /// <returns>Null where the run knows of no referrals.</returns>
    internal static AdvocacySums? Of(ScoredSnapshot scored, Decisions decisions, AdvocacyOptions? options) =>
        scored.Referrals is null || options is null
            ? null
            : decisions.Values.Aggregate(None, (sums, value) => sums.With(value, options.Months));

    private AdvocacySums With(ValueRecord value, double months)
    {
        var own = value.Advocacy;
        var sums = own is null ? this : this with
        {
            Advocates = Advocates + (own.Came > 0 ? 1 : 0),
            Came = Came + own.Came,
            Worth = Worth + Money.Exact(own.Worth ?? 0),
            Indirect = Indirect + Money.Exact(value.Indirect),
        };
        if (!IsNew(value.TenureMonths, months))
            return sums;
        var by = own?.CameBy is null ? NewcomerRow.Otherwise : NewcomerRow.Referral;
        return sums with
        {
            Newcomers = [.. Newcomers.Select(row => row.By == by ? row.With(value) : row)],
            Referrers = own?.CameBy is not { } referrer ? Referrers : new Dictionary<Referrer, long>(Referrers)
            {
                [referrer] = Referrers[referrer] + 1,
            },
        };
    }

    internal static AdvocacySums? Add(AdvocacySums? one, AdvocacySums? other) =>
        one is null ? other
        : other is null ? one
        : new AdvocacySums(
            [.. one.Newcomers.Zip(other.Newcomers, static (left, right) => left + right)],
            Sums.Add(one.Referrers, other.Referrers, static (left, right) => left + right),
            one.Advocates + other.Advocates, one.Came + other.Came, one.Worth + other.Worth, one.Indirect + other.Indirect);
}
