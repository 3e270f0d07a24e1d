using System.Globalization;
using System.Runtime.InteropServices;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// What became of the customers of one run by another: the value migration, and what the treated and the control group did.
/// Serialises to JSON as it is.
/// </summary>
/// <param name="Migrations">Flows between deciles; their changes sum to the change of the total value.</param>
/// <param name="Arms">By what is compared, such as <c>offer:tv</c>, <c>target:churn</c>, <c>decile:3</c>, <c>total</c>.</param>
/// <param name="Uplift">By offer, in the order of their names.</param>
public sealed record RunComparison(
    string Since, string Run, IReadOnlyList<Migration> Migrations, IReadOnlyDictionary<string, ArmPair> Arms,
        IReadOnlyList<UpliftRanking> Uplift)
{
    /// <summary>Compares the digests of all buckets of two runs; the buckets need not be the same.</summary>
    /// <param name="riskTarget">The target that an offer without one is counted under; null for none.</param>
    internal static RunComparison Between(
        string since, string run, IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, string? riskTarget)
    {
        var later = now.SelectMany(digest => digest.Rows.Select(row => (row, digest.Products))).ToArray();
        var keys = later.Select(pair => pair.row.Key).ToArray();
        Array.Sort(keys, later);
        var seen = new bool[later.Length];
        var flows = new MigrationFlows();
        var arms = new ArmSums();
        foreach (var digest in before)
        {
            var samePlaces = now.Count > 0 && digest.Products.SequenceEqual(now[0].Products);
            foreach (var row in digest.Rows)
            {
                var at = Array.BinarySearch(keys, row.Key);
                var (match, products) = at >= 0 ? later[at] : default;
                if (at >= 0)
                    seen[at] = true;
                flows.Add(row.Active ? row : null, match.Active ? match : null);
                arms.Add(digest, row, match, samePlaces ? digest.Products : products ?? [], riskTarget);
            }
        }
        for (var i = 0; i < later.Length; i++)
        {
            if (!seen[i] && later[i].row.Active)
                flows.Add(null, later[i].row);
        }
        return new RunComparison(since, run, flows.All, arms.All, arms.Uplift);
    }

    /// <summary>
    /// The comparison with a flow of who has been erased from the digests since, in one sum: the flows then close to the
    /// scorecards, in which they stay counted.
    /// </summary>
    /// <param name="before">Everybody on the earlier scorecard.</param>
    /// <param name="now">Everybody on the later one.</param>
    internal RunComparison ClosedTo(ScorecardCell before, ScorecardCell now)
    {
        var then = before.Active - Migrations.Where(flow => flow.From != Migration.New).Sum(flow => flow.Customers);
        var later = now.Active - Migrations.Where(flow => flow.To != Migration.Lost).Sum(flow => flow.Customers);
        return then <= 0 && later <= 0
            ? this
            : this with
            {
                Migrations =
                [
                    .. Migrations,
                    new Migration(
                        Migration.Erased, Migration.Erased, Math.Max(then, later),
                        before.Value - Migrations.Sum(flow => flow.Before), now.Value - Migrations.Sum(flow => flow.Now)),
                ],
            };
    }

    /// <summary>
    /// Arms while customers are added. Everybody whom the policy kept an offer for takes part, contacted or not, so that the
    /// arms differ by the draw alone.
    /// </summary>
    private sealed class ArmSums
    {
        private readonly Dictionary<string, ArmPair> sums = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, List<UpliftRanking.Row>> offers = new(StringComparer.Ordinal);

        public IReadOnlyDictionary<string, ArmPair> All =>
            sums.OrderBy(sum => sum.Key, StringComparer.Ordinal).ToDictionary(sum => sum.Key, sum => sum.Value);

        public IReadOnlyList<UpliftRanking> Uplift => [.. offers.Select(offer => UpliftRanking.Rank(offer.Key, offer.Value))];

        /// <param name="products">The later night's products in the order of its holdings.</param>
        public void Add(RunDigest digest, DigestRow was, DigestRow isNow, IReadOnlyList<string> products, string? riskTarget)
        {
            if (!was.Active || was.Best == DigestRow.NoOffer || digest.Offers[was.Best] is not { Care: false } offer)
                return;
            var change = ((isNow.Active ? isNow.Cents : 0) - was.Cents) / 100m;
            var gained = offer.Product >= 0 && isNow.Active
                && Gained(digest.Products[offer.Product], offer.Product, was, isNow, products);
            var success = offer.Product >= 0 ? gained : isNow.Active;
            if (!offers.TryGetValue(offer.Name, out var rows))
                offers.Add(offer.Name, rows = []);
            rows.Add(new UpliftRanking.Row(was.Key, was.Decile, was.Propensity, !was.Control, success));
            Count("total", was.Control, isNow.Active, change);
            Count($"offer:{offer.Name}", was.Control, success, change);
            if ((offer.Target ?? riskTarget) is { } target)
                Count($"target:{target}", was.Control, offer.Target is null ? isNow.Active : gained, change);
            Count($"decile:{was.Decile.ToString(CultureInfo.InvariantCulture)}", was.Control, isNow.Active, change);
        }

        private static bool Gained(string product, int place, DigestRow was, DigestRow isNow, IReadOnlyList<string> products)
        {
            var now = -1;
            for (var i = 0; i < products.Count && now < 0; i++)
                now = products[i] == product ? i : -1;
            return now >= 0 && (was.Holdings & (1u << place)) == 0 && (isNow.Holdings & (1u << now)) != 0;
        }

        private void Count(string name, bool control, bool success, decimal change)
        {
            ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, name, out _);
            pair ??= ArmPair.Empty;
            pair = control
                ? pair with { Control = pair.Control.With(success, change) }
                : pair with { Treated = pair.Treated.With(success, change) };
        }
    }
}
