namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// The life of one customer, month by month, up to a drop.
/// </summary>
/// <remarks>
/// <code>
/// day 0          drop (days since the first)       drop + 90 = the evening on which it comes
///  |--month 0--|--month 1--|...-|--features as of here--|------ what happened since ------|
/// </code>
/// Every month has a daily hazard of leaving and of each take-up. An event happens on the day on which the hazard summed up since
/// day 0 passes the customer's own exponential draw. So what drops tell of one customer agrees, and the true chance at
/// a drop is exactly 1 - exp(-hazard summed over its 90 days), whatever happened before. A product taken up changes the hazards
/// of others only after 90 days: would it do so within the window, one event of the window would be a cause of another, and what
/// was summed up no longer a chance known at its beginning.
/// </remarks>
internal static class Life
{
    /// <summary>The products that can be taken up, with the draw that says when.</summary>
    private static readonly (Product Product, Draw Time)[] TakeUps =
    [
        (Product.Broadband, Draw.BroadbandTime),
        (Product.Tv, Draw.TvTime),
        (Product.Security, Draw.SecurityTime),
        (Product.Roaming, Draw.RoamingTime),
    ];

    /// <param name="number">The customer, 0-based.</param>
    /// <param name="arrival">The drop with which the customer is first there; 0 for those of the first.</param>
    /// <param name="drop">0 is the first.</param>
    /// <returns>False when the customer has gone before the 90 days that the drop tells of, or is not there yet.</returns>
    public static bool TryAt(ulong seed, long number, int arrival, int drop, out CustomerAtDrop customer)
    {
        customer = default;
        if (drop < arrival)
            return false;
        var random = new CustomerRandom(seed, number);
        var profile = Profile.Of(random, arrival > 0);
        var churn = new HazardClock(random.Exponential(Draw.ChurnTime));
        Span<HazardClock> takeUps = stackalloc HazardClock[TakeUps.Length];
        for (var i = 0; i < TakeUps.Length; i++)
            takeUps[i] = new HazardClock(random.Exponential(TakeUps[i].Time));
        var seen = Walk(random, profile, drop - arrival, ref churn, takeUps);
        if (churn.Day < drop - arrival)
            return false;
        customer = new CustomerAtDrop(
            number, profile, seen.Month, churn.Happened, Taken(takeUps, seen.Month), seen.LastContact
                + arrival, Chances(churn, takeUps, seen.Month));
        return true;
    }

    /// <summary>
    /// The billing months that follow the day that features are as of, as long as somebody is a customer: with the chance to be
    /// one still, and products taken up by the customer's own draws.
    /// </summary>
    /// <param name="days">Days looked ahead.</param>
    public static IEnumerable<FutureMonth> After(ulong seed, long number, int arrival, int drop, int days)
    {
        var random = new CustomerRandom(seed, number);
        var profile = Profile.Of(random, arrival > 0);
        var takeUps = new HazardClock[TakeUps.Length];
        for (var i = 0; i < TakeUps.Length; i++)
            takeUps[i] = new HazardClock(random.Exponential(TakeUps[i].Time));
        var churn = new HazardClock(double.PositiveInfinity);
        var (from, month, alive) = (drop - arrival, Month.First(random, profile), 1.0);
        for (int day = 0, end = profile.BillingDay; day < from + days; day = end, end += 30)
        {
            var until = Math.Min(end, from + days);
            Run(profile, month, day, until, from, ref churn, takeUps);
            if (until > from)
            {
                var left = 1 - churn.Chance;
                yield return new FutureMonth(
                    Math.Max(day, from) - from, until - Math.Max(day, from), (alive + left) / 2,
                    month with { Holdings = HoldingsAt(profile, takeUps, until) });
                alive = left;
            }
            month = month.Next(random, profile, HoldingsAt(profile, takeUps, end - Truth.Window), end);
        }
    }

    /// <summary>Goes through the months and runs the clocks; days count from the customer's first.</summary>
    private static (Month Month, int LastContact) Walk(
        in CustomerRandom random, in Profile profile, int from, ref HazardClock churn, Span<HazardClock> takeUps)
    {
        var until = from + Truth.Window;
        var month = Month.First(random, profile);
        var atFrom = month;
        for (int day = 0, end = profile.BillingDay; ; day = end, end += 30)
        {
            Run(profile, month, day, Math.Min(end, until), from, ref churn, takeUps);
            if (day <= from && from < end)
                atFrom = month with { Holdings = HoldingsAt(profile, takeUps, from) };
            if (end >= until)
                return (atFrom, month.LastContact < until ? month.LastContact : month.ContactBefore);
            month = month.Next(random, profile, HoldingsAt(profile, takeUps, end - Truth.Window), end);
        }
    }

    private static void Run(
        in Profile profile, in Month month, int day, int end, int from, ref HazardClock churn, Span<HazardClock> takeUps)
    {
        churn.Run(Truth.DailyHazard(Truth.Churn(profile, month)), day, end, from);
        for (var i = 0; i < takeUps.Length; i++)
        {
            var product = TakeUps[i].Product;
            if ((profile.Holdings & (1 << (int)product)) == 0)
                takeUps[i].Run(Truth.DailyHazard(Truth.TakeUp(product, profile, month)), day, end, from);
        }
    }

    private static int HoldingsAt(in Profile profile, ReadOnlySpan<HazardClock> takeUps, int day)
    {
        var holdings = profile.Holdings;
        for (var i = 0; i < takeUps.Length; i++)
        {
            if (takeUps[i].Day < day)
                holdings |= 1 << (int)TakeUps[i].Product;
        }
        return holdings;
    }

    private static int Taken(ReadOnlySpan<HazardClock> takeUps, in Month month)
    {
        var taken = 0;
        for (var i = 0; i < takeUps.Length; i++)
        {
            if (takeUps[i].Happened && !month.Holds(TakeUps[i].Product))
                taken |= 1 << (int)TakeUps[i].Product;
        }
        return taken;
    }

    private static TrueChances Chances(in HazardClock churn, ReadOnlySpan<HazardClock> takeUps, Month month)
    {
        return new TrueChances(churn.Chance, Of(takeUps, 0), Of(takeUps, 1), Of(takeUps, 2), Of(takeUps, 3));

        double Of(ReadOnlySpan<HazardClock> clocks, int i) => month.Holds(TakeUps[i].Product) ? double.NaN : clocks[i].Chance;
    }

    /// <summary>An event that happens when its hazard, summed up, passes <paramref name="threshold"/>.</summary>
    private struct HazardClock(double threshold)
    {
        private double sum;
        private double sumOfWindow;

        /// <summary>The day of the event; far in the future until it has happened.</summary>
        public int Day { get; private set; } = int.MaxValue;

        public readonly bool Happened => Day != int.MaxValue;

        /// <summary>The chance that the window had.</summary>
        public readonly double Chance => 1 - Math.Exp(-sumOfWindow);

        /// <summary>
        /// Days <paramref name="day"/> (inclusive) to <paramref name="end"/> (exclusive); the window begins at
        /// <paramref name="from"/>.
        /// </summary>
        public void Run(double hazard, int day, int end, int from)
        {
            var before = sum;
            sum += hazard * (end - day);
            sumOfWindow += hazard * Math.Max(0, end - Math.Max(day, from));
            if (!Happened && sum >= threshold)
                Day = Math.Min(end - 1, day + (int)((threshold - before) / hazard));
        }
    }
}
