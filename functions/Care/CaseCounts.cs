using ReapFunctions.Snapshots;

namespace ReapFunctions.Care;

/// <summary>Where a case belongs, as fine as sources tell; empty where they do not.</summary>
internal readonly record struct CasePlace(string Cause, string Product, string Region, string Channel);

/// <summary>
/// Cases by place and day. Of one customer's cases of one cause only the first of a week counts: who calls every day is no
/// outbreak.
/// </summary>
internal sealed class CaseCounts
{
    private const int Once = 7;

    private readonly Dictionary<CasePlace, int[]> days = [];

    /// <param name="first">The first day counted.</param>
    /// <param name="last">The last day counted.</param>
    public CaseCounts(DateOnly first, DateOnly last) => (First, Days) = (first, last.DayNumber - first.DayNumber + 1);

    public DateOnly First { get; }

    public int Days { get; }

    public IReadOnlyDictionary<CasePlace, int[]> ByPlace => days;

    /// <summary>Counts cases, those of a customer in the order of their days.</summary>
    public static CaseCounts Of(IEnumerable<CustomerCase> cases, CareOptions options, DateOnly first, DateOnly last)
    {
        var counts = new CaseCounts(first, last);
        var counted = new Dictionary<(string Customer, string Cause), DateOnly>();
        foreach (var found in cases.OrderBy(found => found.On))
        {
            var cause = options.Known(found.Cause);
            var key = (found.CustomerId, cause);
            if (counted.TryGetValue(key, out var before) && found.On.DayNumber - before.DayNumber < Once)
                continue;
            counted[key] = found.On;
            counts.Add(new CasePlace(cause, found.Product ?? "", found.Region ?? "", found.Channel ?? ""), found.On, 1);
        }
        return counts;
    }

    /// <summary>Adds cases of a day; of days that are not counted nothing is added.</summary>
    public void Add(CasePlace place, DateOnly on, int cases)
    {
        var day = on.DayNumber - First.DayNumber;
        if (day < 0 || day >= Days)
            return;
        if (!days.TryGetValue(place, out var counts))
            days.Add(place, counts = new int[Days]);
        counts[day] += cases;
    }

    /// <summary>The counts without those of some places.</summary>
    public CaseCounts Without(Func<CasePlace, bool> left)
    {
        var rest = new CaseCounts(First, First.AddDays(Days - 1));
        foreach (var (place, counts) in days.Where(place => !left(place.Key)))
            rest.days.Add(place, counts);
        return rest;
    }
}
