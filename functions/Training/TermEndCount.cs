using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Training;

/// <summary>
/// What the end of a term does to what is paid a month: of customers who hold the same as before, those whose term ended in
/// between, renewed or not, against all others, who saw the same list prices.
/// </summary>
/// <param name="revenue">The measure of what is paid a month.</param>
internal sealed class TermEndCount(Roles roles, string revenue)
{
    /// <summary>Of few is believed little: so many customers' worth of no rise.</summary>
    private const double Prior = 100;

    private const double DaysPerMonth = 365.25 / 12;

    private (double Sum, long Count) ended, others;

    /// <summary>The share; null where no term has ended, or nothing is known of others.</summary>
    public double? Rise => ended.Count == 0 || others.Count == 0
        ? null
        : Math.Round(Math.Exp(
            (ended.Sum / ended.Count - others.Sum / others.Count) * ended.Count / (ended.Count + Prior)) - 1, 4);

    /// <param name="customers">As they were.</param>
    /// <param name="date">When.</param>
    /// <param name="later">What became of them.</param>
    /// <param name="until">By when.</param>
    public void Add(Snapshot customers, DateOnly date, LaterCustomers later, DateOnly until)
    {
        var (was, isNow) = (new RoleColumns(customers, roles), new RoleColumns(later.Rows, roles));
        if (was.Measure(revenue) is not { } paid || isNow.Measure(revenue) is not { } pays)
            return;
        var (active, stays, months) = (was.Active(), isNow.Active(), was.TermMonths(date));
        var held = roles.Holdings.Values.Select(role => (Was: was.Flags(role), Now: isNow.Flags(role))).ToArray();
        var span = (until.DayNumber - date.DayNumber) / DaysPerMonth;
        for (var row = 0; row < customers.Rows; row++)
        {
            if (!active[row] || later.RowOf[row] is not (>= 0 and var now) || !stays[now]
                || !held.All(product => product.Was[row] == product.Now[now])
                || !(paid.Number(row) > 0) || !(pays.Number(now) > 0))
                continue;
            var rise = Math.Log(pays.Number(now) / paid.Number(row));
            if (months[row] + 1 <= span)
                ended = (ended.Sum + rise, ended.Count + 1);
            else
                others = (others.Sum + rise, others.Count + 1);
        }
    }
}
