using ReapFunctions.Runs;

namespace ReapFunctions.Care;

/// <summary>
/// Finds causes that grow beyond their own trailing rate, by product, region, channel, or product and region together.
/// </summary>
/// <remarks>
/// <code>
///   day  -62 ............. -7 | -6 ........ 0       0 is the drop
///        baseline: its own rate   the last 1, 3 and 7 days
/// </code>
/// The last w days are tested against the b of the baseline given the sum of both, which needs no estimate of the rate: at
/// one rate the share of the last days is binomial with w / (w + b) (Przyborowski and Wilenski, Biometrika 31, 1940, 313-323).
/// Where days vary more than a Poisson would, they are taken as negative binomial, and it is beta-binomial with a·w and a·b,
/// which is exact for a known a. It is the baseline's mean of a day over the overdispersion: were the last days in it, they
/// would excuse themselves. The overdispersion is estimated over all places of a kind, with two standard errors on top, and of
/// a place with enough cases the larger of that and its own, so that a restless place alarms no sooner. A guard of a week
/// between keeps an outbreak out of its own baseline (as the C2 of EARS: Fricker, Hegler and Dunfee, Statistics in Medicine 27,
/// 2008, 3407-3429). The family, all places that there may be times the three windows, shares the chance of a false alarm of
/// the night by Bonferroni, which holds whatever the dependence of places that lie in one another.
/// <para>
/// Of a cause that alarms the smallest place is named that holds three quarters of what is too many, whether it would alarm by
/// itself or not; what lies in it is taken out, and the rest is searched again. An outbreak that was found stays until its last
/// week is again within what was usual before it.
/// </para>
/// </remarks>
internal static class OutbreakSearch
{
    /// <summary>Days between the baseline and the drop.</summary>
    public const int Guard = 7;

    /// <summary>Days of the baseline on which anything was told, without which nothing is usual.</summary>
    public const int LeastDays = 28;

    private const int Most = 20;
    private const double Share = 0.75;
    private const double Over = 0.05;

    /// <summary>Standard errors by which the overdispersion of a kind is taken for larger than it was found.</summary>
    private const double Sure = 2;

    /// <summary>Cases of a baseline from which its own overdispersion counts.</summary>
    private const int Enough = 20;

    private static readonly int[] Windows = [1, 3, 7];

    /// <summary>The first day that is looked at.</summary>
    public static DateOnly First(AlarmOptions options, DateOnly asOf) => asOf.AddDays(1 - DaysOf(options));

    /// <summary>Days that are looked at, that of the drop among them.</summary>
    public static int DaysOf(AlarmOptions options) => Guard + options.BaselineDays;

    /// <param name="counts">Cases from <see cref="First"/> to <paramref name="asOf"/>.</param>
    /// <param name="known">Those of the night before.</param>
    public static IReadOnlyList<Outbreak> Find(
        CaseCounts counts, IReadOnlyList<Outbreak> known, AlarmOptions options, DateOnly asOf)
    {
        var found = new List<Outbreak>();
        foreach (var outbreak in known.Where(outbreak => IsOpen(outbreak, counts)))
        {
            found.Add(outbreak with { Cases = CasesOf(outbreak, counts) });
            counts = counts.Without(place => Lies(place, outbreak));
        }
        while (found.Count < Most && FindOne(counts, options, asOf) is { } outbreak)
        {
            found.Add(outbreak);
            counts = counts.Without(place => Lies(place, outbreak));
        }
        return found;
    }

    private static Outbreak? FindOne(CaseCounts counts, AlarmOptions options, DateOnly asOf)
    {
        var told = Told(counts);
        if (told.Count(isTold => isTold) < LeastDays)
            return null;
        var cells = Cells(counts);
        var level = options.FalseAlarms / (Family(counts) * Windows.Length);
        var restless = cells.GroupBy(cell => cell.Key.Kind)
            .ToDictionary(kind => kind.Key, kind => Dispersion(kind.Select(cell => cell.Value), told, Sure));
        var alarms = cells
            .Select(cell => Test(cell.Key, cell.Value, told, restless[cell.Key.Kind], options.MinCases))
            .Where(alarm => alarm.PValue <= level).ToArray();
        if (alarms.Length == 0)
            return null;
        var alarm = alarms.MinBy(alarm => (alarm.PValue, alarm.Cell.Cause, alarm.Cell.Kind));
        var places = cells.Where(cell => cell.Key.Cause == alarm.Cell.Cause)
            .Select(cell => Excess(cell.Key, cell.Value, told, alarm.Window)).ToArray();
        var place = places.Where(place => place.Excess >= Share * places.Max(most => most.Excess))
            .OrderBy(place => place.Usual).ThenByDescending(place => place.Excess).ThenBy(place => place.Cell.Kind).First();
        return new Outbreak(
            place.Cell.Cause, UnlessEmpty(place.Cell.Product), UnlessEmpty(place.Cell.Region), UnlessEmpty(place.Cell.Channel),
            asOf.AddDays(1 - alarm.Window), asOf, Math.Round(place.Usual, 6), place.Cases, alarm.PValue);
    }

    private static Place Excess(Cell cell, int[] days, bool[] told, int window)
    {
        var (baseline, b) = Baseline(days, told);
        var (cases, usual) = (Last(days, window), (double)baseline / b);
        return new Place(cell, cases, cases - usual * window, usual);
    }

    private static int Last(int[] days, int window) => days.AsSpan(days.Length - window).ToArray().Sum();

    /// <summary>The smallest p-value of the windows.</summary>
    private static Alarm Test(Cell cell, int[] days, bool[] told, double restless, int least)
    {
        var (baseline, b) = Baseline(days, told);
        var own = baseline >= Enough ? Math.Max(restless, Dispersion([days], told, 0)) : restless;
        var best = new Alarm(cell, 1, 1);
        foreach (var window in Windows)
        {
            var cases = Last(days, window);
            if (cases < least)
                continue;
            var shape = own > 0 ? (baseline + 0.5) / b / own : double.PositiveInfinity;
            var p = SharedTail.AtLeast(cases, baseline + cases, window, b, shape);
            if (p < best.PValue)
                best = new Alarm(cell, window, p);
        }
        return best;
    }

    /// <summary>Pearson's variance over mean of the baseline's days less 1; 0 for no more than a Poisson's.</summary>
    /// <param name="errors">Standard errors that are added, by the chi-square of as many degrees of freedom.</param>
    private static double Dispersion(IEnumerable<int[]> cells, bool[] told, double errors)
    {
        var (sum, degrees) = (0.0, 0);
        foreach (var days in cells)
        {
            var (cases, b) = Baseline(days, told);
            if (cases == 0)
                continue;
            var mean = (double)cases / b;
            for (var day = 0; day < told.Length; day++)
                sum += told[day] ? (days[day] - mean) * (days[day] - mean) / mean : 0;
            degrees += b - 1;
        }
        return degrees == 0 ? 0 : Math.Max(0, sum / degrees * (1 + errors * Math.Sqrt(2.0 / degrees)) - 1);
    }

    /// <summary>By day of the baseline: whether a source told of anything; a night that was not delivered is none.</summary>
    private static bool[] Told(CaseCounts counts)
    {
        var told = new bool[counts.Days - Guard];
        foreach (var days in counts.ByPlace.Values)
        {
            for (var day = 0; day < told.Length; day++)
                told[day] |= days[day] > 0;
        }
        return told;
    }

    private static (int Cases, int Days) Baseline(int[] days, bool[] told)
    {
        var (cases, count) = (0, 0);
        for (var day = 0; day < told.Length; day++)
        {
            cases += told[day] ? days[day] : 0;
            count += told[day] ? 1 : 0;
        }
        return (cases, count);
    }

    private static Dictionary<Cell, int[]> Cells(CaseCounts counts)
    {
        var cells = new Dictionary<Cell, int[]>();
        foreach (var (place, days) in counts.ByPlace)
        {
            foreach (var cell in Cell.Of(place))
            {
                if (!cells.TryGetValue(cell, out var sum))
                    cells.Add(cell, sum = new int[counts.Days]);
                for (var day = 0; day < days.Length; day++)
                    sum[day] += days[day];
            }
        }
        return cells;
    }

    /// <summary>How many places there may be, seen or not.</summary>
    private static double Family(CaseCounts counts)
    {
        int Different(Func<CasePlace, string> of) =>
            counts.ByPlace.Keys.Select(of).Where(name => name.Length > 0).Distinct().Count();
        var (products, regions) = (Different(place => place.Product), Different(place => place.Region));
        return Different(place => place.Cause)
            * (1.0 + products + regions + Different(place => place.Channel) + products * regions);
    }

    private static bool IsOpen(Outbreak outbreak, CaseCounts counts)
    {
        var week = counts.ByPlace.Where(place => Lies(place.Key, outbreak))
            .Sum(place => Last(place.Value, Guard));
        return week > 0 && SharedTail.Poisson(week, outbreak.PerDay * Guard) <= Over;
    }

    private static long CasesOf(Outbreak outbreak, CaseCounts counts) =>
        counts.ByPlace.Where(place => Lies(place.Key, outbreak))
            .Sum(place => place.Value.Skip(outbreak.Since.DayNumber - counts.First.DayNumber).Sum(cases => (long)cases));

    private static bool Lies(CasePlace place, Outbreak outbreak) =>
        outbreak.Covers(place.Cause, place.Product, place.Region, place.Channel);

    private static string? UnlessEmpty(string name) => name.Length == 0 ? null : name;

    /// <summary>A place that is watched; what it does not go by is empty.</summary>
    private readonly record struct Cell(string Cause, string Product, string Region, string Channel)
    {
        /// <summary>What it goes by: 1 a product, 2 a region, 4 a channel.</summary>
        public int Kind => (Product.Length > 0 ? 1 : 0) + (Region.Length > 0 ? 2 : 0) + (Channel.Length > 0 ? 4 : 0);

        /// <summary>All that a case lies in.</summary>
        public static IEnumerable<Cell> Of(CasePlace place)
        {
            var (cause, product, region, channel) = (place.Cause, place.Product, place.Region, place.Channel);
            yield return new(cause, "", "", "");
            if (product.Length > 0)
                yield return new(cause, product, "", "");
            if (region.Length > 0)
                yield return new(cause, "", region, "");
            if (channel.Length > 0)
                yield return new(cause, "", "", channel);
            if (product.Length > 0 && region.Length > 0)
                yield return new(cause, product, region, "");
        }
    }

    private readonly record struct Alarm(Cell Cell, int Window, double PValue);

    /// <param name="Excess">Cases beyond what was usual.</param>
    /// <param name="Usual">Cases a day of the baseline.</param>
    private readonly record struct Place(Cell Cell, int Cases, double Excess, double Usual);
}
