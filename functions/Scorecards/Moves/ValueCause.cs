using System.Globalization;
using ReapFunctions.Scorecards.Digests;

namespace ReapFunctions.Scorecards.Moves;

/// <summary>What part of the change of value between two runs one cause has, in one group of customers.</summary>
/// <param name="Group">
/// <c>total</c>, <c>decile:{n}</c> of the earlier run (of new customers the later) or <c>segment:{name}</c>.
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
/// holdings        margin rate x change of revenue, of who holds other products than before
/// price           the same of who pays otherwise over the list, by more than half a per cent
/// usage           the same of all others
/// directCost      its change; costToServe likewise
/// propensity      of the lifetime value alone: how long they are expected to stay, and what to take up
/// erased          who is known to the scorecards and to nothing else any more; see <see cref="ErasedCauses"/>
/// </code>
/// The lifetime value has of each cause its change of a month's value x the months expected before; the rest is propensity.
/// </remarks>
internal sealed class CauseSums(double marginRate)
{
    public const string Total = "total";
    public const string Decile = "decile:";
    public const string Segment = "segment:";
    private const double SamePrice = 0.005;
    private const double Year = 12;

    private static readonly string[] Order =
        ["lost", "new", "holdings", "price", "usage", "directCost", "costToServe", "propensity", Migration.Erased];

    private readonly Dictionary<(string Group, string Cause), (long Customers, long Value, long Lifetime)> sums = [];

    public IReadOnlyList<ValueCause> All =>
        [.. sums.OrderBy(sum => sum.Key.Group == Total ? 0 : 1).ThenBy(sum => sum.Key.Group, StringComparer.Ordinal)
            .ThenBy(sum => Array.IndexOf(Order, sum.Key.Cause))
            .Select(sum => new ValueCause(
                sum.Key.Group, sum.Key.Cause, sum.Value.Customers, sum.Value.Value / 100m, sum.Value.Lifetime / 100m))];

    /// <param name="isNow">The customer in the later run; not active where there is none.</param>
    /// <param name="products">The later run's products in the order of its holdings.</param>
    public void Add(RunDigest digest, DigestRow was, DigestRow isNow, IReadOnlyList<string> products)
    {
        if (was.Active && isNow.Active)
            Stayed(digest, was, isNow, digest.Products.Union(products).Any(
                product => digest.Holds(was, product) != RunDigest.Holds(isNow, products, product)));
        else if (was.Active)
            Add(digest, was, "lost", -was.Cents, -was.Lifetime);
        else if (isNow.Active)
            Add(digest, was, "new", isNow.Cents, isNow.Lifetime);
    }

    public void New(RunDigest digest, DigestRow isNow) => Add(digest, isNow, "new", isNow.Cents, isNow.Lifetime);

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

    /// <summary>The groups of a customer: everybody, the decile, and the segment where there is one.</summary>
    public static IEnumerable<string> GroupsOf(RunDigest digest, DigestRow row)
    {
        yield return Total;
        yield return Decile + row.Decile.ToString(CultureInfo.InvariantCulture);
        if (row.Segment >= 0)
            yield return Segment + digest.Segments[row.Segment];
    }

    private void Add((string, string) key, long value, long lifetime)
    {
        var (customers, sum, ahead) = sums.GetValueOrDefault(key);
        sums[key] = (customers + 1, sum + value, ahead + lifetime);
    }
}
