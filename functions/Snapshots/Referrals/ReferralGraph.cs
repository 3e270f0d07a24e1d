namespace ReapFunctions.Snapshots.Referrals;

/// <summary>Credits those who referred others.</summary>
/// <remarks>
/// <code>
///   A -> B    A names B: B is credited with A
///   A -> A    self          A -> B -> C -> A    a circle: none of the three came by another
///   D -> A    is credited to A, also where A is of a circle
/// </code>
/// Everybody names one at most, so that following the names from anywhere ends, or comes into one circle.
/// </remarks>
public static class ReferralGraph
{
    /// <param name="referrals">Each customer once.</param>
    /// <param name="named">Customers of the drop who are named; each once, in any order.</param>
    /// <param name="values">By customer: their value in the night before, for those it valued.</param>
    /// <returns>Who names, or is credited, in the order of the ids.</returns>
    public static IReadOnlyList<CustomerReferrals> Credit(
        IReadOnlyList<Referral> referrals, IReadOnlyList<NamedCustomer> named, IReadOnlyDictionary<string, double> values)
    {
        var known = named.ToDictionary(customer => customer.Hash);
        var inCircle = InCircles(referrals);
        var all = new SortedDictionary<string, CustomerReferrals>(StringComparer.Ordinal);
        foreach (var referral in referrals)
        {
            var by = ReferrerOf(referral, known, inCircle);
            Add(referral.CustomerId, entry => entry with { CameBy = by });
            if (by is Referrer.Known or Referrer.Left && referral.InWindow)
                Add(known[referral.By].CustomerId, entry => Credited(entry, referral, values));
        }
        return [.. all.Values];

        void Add(string id, Func<CustomerReferrals, CustomerReferrals> change) =>
            all[id] = change(all.GetValueOrDefault(id) ?? new CustomerReferrals(id, 0, 0, 0, 0, null));
    }

    private static CustomerReferrals Credited(
        CustomerReferrals entry, Referral referral, IReadOnlyDictionary<string, double> values)
    {
        var isValued = values.TryGetValue(referral.CustomerId, out var value);
        return entry with
        {
            Came = entry.Came + 1,
            Left = entry.Left + (referral.Active ? 0 : 1),
            Valued = entry.Valued + (isValued ? 1 : 0),
            // To the hundredth at each step: the same whatever the order.
            Worth = Math.Round(entry.Worth + value, 2),
        };
    }

    private static Referrer ReferrerOf(
        Referral referral, Dictionary<UInt128, NamedCustomer> known, HashSet<UInt128> inCircle) =>
        referral.By == referral.Own ? Referrer.Self
        : !known.TryGetValue(referral.By, out var by) ? Referrer.Unknown
        : inCircle.Contains(referral.Own) ? Referrer.Circle
        : by.Active ? Referrer.Known : Referrer.Left;

    /// <summary>By hash: who comes back to themselves by following the names. Each is walked over once.</summary>
    private static HashSet<UInt128> InCircles(IReadOnlyList<Referral> referrals)
    {
        var names = referrals.ToDictionary(referral => referral.Own, referral => referral.By);
        var walkOf = new Dictionary<UInt128, int>(names.Count);
        var circles = new HashSet<UInt128>();
        for (var walk = 0; walk < referrals.Count; walk++)
        {
            var at = referrals[walk].Own;
            while (names.TryGetValue(at, out var next) && walkOf.TryAdd(at, walk))
                at = next;
            if (!names.ContainsKey(at) || walkOf[at] != walk)
                continue;
            while (circles.Add(at))
                at = names[at];
        }
        return circles;
    }
}
