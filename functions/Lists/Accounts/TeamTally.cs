using ReapFunctions.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Lists.Accounts;

/// <summary>What hangs on a team.</summary>
/// <param name="Customers">Whom it looks after.</param>
/// <param name="Value">Their value of 12 months, in currency.</param>
/// <param name="ValueAtRisk">Theirs, in currency.</param>
/// <param name="InRecovery">Those of them who are being put right.</param>
/// <param name="CareBudget">What the standards of their value bands allow for them in 12 months, in currency.</param>
public sealed record TeamValue(
    string Team, long Customers, decimal Value, decimal ValueAtRisk, long InRecovery, decimal CareBudget);

/// <summary>The customers of a team who are of one value band, added up.</summary>
/// <param name="Value">Their value of 12 months.</param>
/// <param name="InRecovery">Those of them who are being put right.</param>
public sealed record TeamSum(
    string Team, ValueBand ValueBand, long Customers, decimal Value, decimal ValueAtRisk, long InRecovery);

/// <summary>Adds up what hangs on each team.</summary>
internal sealed class TeamTally
{
    private readonly Dictionary<(string Team, ValueBand Band), TeamSum> sums = [];

    public void Add(AccountEntry entry)
    {
        var key = (entry.Team, entry.ValueBand);
        var sum = sums.GetValueOrDefault(key) ?? new TeamSum(entry.Team, entry.ValueBand, 0, 0, 0, 0);
        sums[key] = sum with
        {
            Customers = sum.Customers + 1,
            Value = sum.Value + Money.Exact(entry.Value),
            ValueAtRisk = sum.ValueAtRisk + Money.Exact(entry.ValueAtRisk),
            InRecovery = sum.InRecovery + (entry.Recovery is null ? 0 : 1),
        };
    }

    /// <summary>By team and value band.</summary>
    public TeamSum[] Sorted() =>
        [.. sums.Values.OrderBy(sum => sum.Team, StringComparer.Ordinal).ThenBy(sum => sum.ValueBand)];

    /// <summary>By falling value at risk; ties by name.</summary>
    /// <param name="options">Of whose standards the budget is.</param>
    /// <param name="right">Who is put right since the sums were made.</param>
    public static IReadOnlyList<TeamValue> Teams(
        IEnumerable<TeamSum> sums, OfferOptions options, params IEnumerable<RecoveryEntry> right)
    {
        var done = right.ToLookup(entry => entry.Team, StringComparer.Ordinal);
        return [.. sums.GroupBy(sum => sum.Team, StringComparer.Ordinal).Select(found => new TeamValue(
                found.Key, found.Sum(sum => sum.Customers), found.Sum(sum => sum.Value),
                found.Sum(sum => sum.ValueAtRisk), found.Sum(sum => sum.InRecovery) - done[found.Key].Count(),
                found.Sum(sum => sum.Customers * Budget(options, sum.ValueBand))))
            .OrderByDescending(sum => sum.ValueAtRisk).ThenBy(sum => sum.Team, StringComparer.Ordinal)];
    }

    private static decimal Budget(OfferOptions options, ValueBand band) =>
        Money.Exact(options.StandardOf(band, active: true)?.CareBudget ?? 0);
}
