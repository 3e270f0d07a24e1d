using System.Globalization;
using ReapFunctions.Scorecards.Digests;

namespace ReapFunctions.Scorecards.Moves;

/// <summary>What part of the change of value between two runs one cause has, in one group of customers.</summary>
/// <remarks>
/// The causes of a group sum to the change of its value in <c>movement</c>, to the cent: what its members of the later run are
/// worth, less what those of the earlier one were. Customers of other deciles and segments than before have their causes in the
/// earlier group; <c>moved</c> takes what they are worth now out of it, and into the later one. Without <c>moved</c>, causes are
/// what became of the members of the earlier run.
/// </remarks>
/// <param name="Group">
/// <c>total</c>, <c>decile:{n}</c> or <c>segment:{name}</c>, with <c>(none)</c> for customers without one. Beyond 62 segments in
/// a bucket, some are not named, nor those without one.
/// </param>
/// <param name="Cause">See <see cref="CauseSums"/>.</param>
/// <param name="Customers">Of whom it is so.</param>
/// <param name="Value">Change of the value of 12 months.</param>
/// <param name="Lifetime">Change of the lifetime value.</param>
public sealed record ValueCause(string Group, string Cause, long Customers, decimal Value, decimal Lifetime);

/// <summary>
/// The change of the total value between two runs by its causes, closing to the cent: customers lost and new, and of those who
/// stay what their revenue, direct cost and cost to serve did.
/// </summary>
/// <remarks>
/// <code>
/// lost, new       all of their value
/// rejected        the same of whose row was rejected in one of the runs: nobody has seen them come or leave
/// holdings        margin rate x change of revenue, of who holds other products than before
/// price           the same of who pays otherwise over the list, by more than half a per cent
/// usage           the same of all others
/// directCost      its change; costToServe likewise
/// propensity      of the lifetime value alone: how long they are expected to stay, and what to take up
/// moved           of deciles and segments alone: what customers are worth now who were of another before
/// erased          who is known to the scorecards and to nothing else any more; see <see cref="ErasedCauses"/>
/// </code>
/// The lifetime value has of each cause its change of a month's value x the months expected before; the rest is propensity.
/// </remarks>
internal sealed class CauseSums(double marginRate)
{
    public const string Total = "total";
    public const string Decile = "decile:";
    public const string Segment = "segment:";
    private const string MovedTo = "moved";
    private const double SamePrice = 0.005;
    private const double Year = 12;

    private static readonly string[] Order =
    [
        "lost", "new", Migration.Rejected, "holdings", "price", "usage", "directCost", "costToServe", "propensity", MovedTo,
        Migration.Erased,
    ];

    private readonly Dictionary<(string Group, string Cause), (long Customers, long Value, long Lifetime)> sums = [];

    public IReadOnlyList<ValueCause> All =>
        [.. sums.OrderBy(sum => sum.Key.Group == Total ? 0 : 1).ThenBy(sum => sum.Key.Group, StringComparer.Ordinal)
            .ThenBy(sum => Array.IndexOf(Order, sum.Key.Cause))
            .Select(sum => new ValueCause(
                sum.Key.Group, sum.Key.Cause, sum.Value.Customers, sum.Value.Value / 100m, sum.Value.Lifetime / 100m))];

    /// <param name="later">Of the later run; null where the customer is not there.</param>
    /// <param name="isNow">The customer in it; not active where there is none.</param>
    /// <param name="isKnown">Whether the later run knows what became of the customer.</param>
    public void Add(RunDigest digest, DigestRow was, RunDigest? later, DigestRow isNow, bool isKnown)
    {
        if (was.Active && isNow.Active)
        {
            Stayed(digest, was, isNow, digest.Products.Union(later!.Products).Any(
                product => digest.Holds(was, product) != later.Holds(isNow, product)));
            Moved(digest, was, later, isNow);
        }
        else if (was.Active)
            Add(digest, was, isKnown ? "lost" : Migration.Rejected, -was.Cents, -was.Lifetime);
        else if (isNow.Active)
            New(later!, isNow, isKnown: true);
    }

    /// <param name="isKnown">Whether the earlier run knows that the customer was not there.</param>
    public void New(RunDigest digest, DigestRow isNow, bool isKnown) =>
        Add(digest, isNow, isKnown ? "new" : Migration.Rejected, isNow.Cents, isNow.Lifetime);

    private void Moved(RunDigest digest, DigestRow was, RunDigest later, DigestRow isNow)
    {
        var (then, now) = (GroupsOf(digest, was).ToArray(), GroupsOf(later, isNow).ToArray());
        foreach (var group in then.Except(now))
            Add((group, MovedTo), -isNow.Cents, -isNow.Lifetime);
        foreach (var group in now.Except(then))
            Add((group, MovedTo), isNow.Cents, isNow.Lifetime);
    }

    private void Stayed(RunDigest digest, DigestRow was, DigestRow isNow, bool holdsOthers)
    {
        var revenue = holdsOthers ? "holdings" : Math.Abs(isNow.PriceLevel - was.PriceLevel) > SamePrice ? "price" : "usage";
        var margin = Margin(isNow) - Margin(was);
        var serve = was.CostToServe - isNow.CostToServe;
        var direct = isNow.Cents - was.Cents - margin - serve;
        var months = was.Months / Year;
        long Ahead(long change) => (long)Math.Round(change * months);
        var propensity = isNow.Lifetime - was.Lifetime - Ahead(margin) - Ahead(direct) - Ahead(serve);
        Add(digest, was, revenue, margin, Ahead(margin));
        Add(digest, was, "directCost", direct, Ahead(direct));
        Add(digest, was, "costToServe", serve, Ahead(serve));
        Add(digest, was, "propensity", 0, propensity);
    }

    private long Margin(DigestRow row) => (long)Math.Round(row.Revenue * marginRate);

    private void Add(RunDigest digest, DigestRow row, string cause, long value, long lifetime)
    {
        if (value == 0 && lifetime == 0)
            return;
        foreach (var group in GroupsOf(digest, row))
            Add((group, cause), value, lifetime);
    }

    /// <summary>The groups of a customer: everybody, the decile and the segment.</summary>
    public static IEnumerable<string> GroupsOf(RunDigest digest, DigestRow row)
    {
        yield return Total;
        yield return Decile + row.Decile.ToString(CultureInfo.InvariantCulture);
        if (row.Segment >= 0)
            yield return Segment + digest.Segments[row.Segment];
        else if (digest.NamesAllSegments)
            yield return Segment + ScorecardPart.NoSegment;
    }

    private void Add((string, string) key, long value, long lifetime)
    {
        var (customers, sum, ahead) = sums.GetValueOrDefault(key);
        sums[key] = (customers + 1, sum + value, ahead + lifetime);
    }
}
