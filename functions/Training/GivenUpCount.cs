using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;
using ReapFunctions.Value;

namespace ReapFunctions.Training;

/// <summary>How often products are given up by customers who stay, counted over spans of days.</summary>
internal sealed class GivenUpCount(Roles roles)
{
    /// <summary>Of a product that few hold is said what is said of all: as many customers' worth of it.</summary>
    private const double Prior = 200;

    private const double DaysPerMonth = 365.25 / 12;

    private readonly Dictionary<string, (long Held, long GivenUp)> counts = new(StringComparer.Ordinal);

    /// <param name="customers">As they were at the beginning of the days.</param>
    /// <param name="later">What became of them by their end.</param>
    public void Add(Snapshot customers, LaterCustomers later)
    {
        var (was, isNow) = (new RoleColumns(customers, roles), new RoleColumns(later.Rows, roles));
        var (active, stays) = (was.Active(), isNow.Active());
        foreach (var (product, role) in roles.Holdings)
        {
            var (held, holds, count) = (was.Flags(role), isNow.Flags(role), counts.GetValueOrDefault(product));
            for (var row = 0; row < held.Length; row++)
            {
                if (held[row] && active[row] && later.RowOf[row] is >= 0 and var now && stays[now])
                    count = (count.Held + 1, count.GivenUp + (holds[now] ? 0 : 1));
            }
            counts[product] = count;
        }
    }

    /// <summary>By product: the hazard per month, drawn towards that of all products where few hold it.</summary>
    /// <param name="days">Those of a span.</param>
    public IReadOnlyDictionary<string, double> Hazards(int days)
    {
        var (held, givenUp) = (counts.Values.Sum(count => count.Held), counts.Values.Sum(count => count.GivenUp));
        if (held == 0)
            return new Dictionary<string, double>();
        var usual = (double)givenUp / held;
        return counts.ToDictionary(
            count => count.Key,
            count => Math.Round(
                Survival.Hazard((count.Value.GivenUp + Prior * usual) / (count.Value.Held + Prior), days / DaysPerMonth), 6));
    }
}
