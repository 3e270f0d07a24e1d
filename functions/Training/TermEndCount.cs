using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Training;

/// <summary>
/// What the end of a term does to what is paid a month: of customers who hold the same as before, those whose term ended in
/// between, renewed or not, against the others of the same days, who saw the same list prices. Who signed a new term before the
/// old one had ended, or a first one, is of neither.
/// </summary>
/// <param name="revenue">The measure of what is paid a month.</param>
internal sealed class TermEndCount(Roles roles, string revenue)
{
    /// <summary>Of few is believed little: so many customers' worth of no rise.</summary>
    private const double Prior = 100;

    private const double DaysPerMonth = 365.25 / 12;

    /// <summary>Of whose terms ended: how many, and the sum of how much more their payments rose than those of others.</summary>
    private (double Sum, long Count) ended;

    /// <summary>The share; null where no term has ended, or nothing is known of others.</summary>
    public double? Rise => ended.Count == 0 ? null : Math.Round(Math.Exp(ended.Sum / (ended.Count + Prior)) - 1, 4);

    /// <param name="customers">As they were.</param>
    /// <param name="date">When.</param>
    /// <param name="later">What became of them.</param>
    /// <param name="until">By when.</param>
    public void Add(Snapshot customers, DateOnly date, LaterCustomers later, DateOnly until)
    {
        var (was, isNow) = (new RoleColumns(customers, roles), new RoleColumns(later.Rows, roles));
        if (was.Measure(revenue) is not { } paid || isNow.Measure(revenue) is not { } pays)
            return;
        var (active, stays, months, monthsNow) = (was.Active(), isNow.Active(), was.TermMonths(date), isNow.TermMonths(until));
        var (those, others) = (new List<double>(), new List<double>());
        var held = roles.Holdings.Values.Select(role => (Was: was.Flags(role), Now: isNow.Flags(role))).ToArray();
        var span = (until.DayNumber - date.DayNumber) / DaysPerMonth;
        for (var row = 0; row < customers.Rows; row++)
        {
            if (!active[row] || later.RowOf[row] is not (>= 0 and var now) || !stays[now]
                || !held.All(product => product.Was[row] == product.Now[now])
                || !(paid.Number(row) > 0) || !(pays.Number(now) > 0))
                continue;
            var rise = Math.Log(pays.Number(now) / paid.Number(row));
            // Without a term, or in one that began before, the months left are as many fewer as have passed.
            if (months[row] + 1 <= span)
                those.Add(rise);
            else if (double.IsNaN(months[row]) ? double.IsNaN(monthsNow[now]) : monthsNow[now] < months[row])
                others.Add(rise);
        }
        if (others.Count > 0)
            ended = (ended.Sum + those.Sum() - those.Count * others.Average(), ended.Count + those.Count);
    }
}
