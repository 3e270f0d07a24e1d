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

/// <summary>Adds up what hangs on each team, and keeps who is of one of them.</summary>
/// <param name="team">The team whose customers are kept; null for nobody's.</param>
internal sealed class TeamAccounts(string? team)
{
    private readonly Dictionary<(string Team, ValueBand Band), (long Customers, decimal Value, decimal AtRisk, long InRecovery)>
        sums = [];

    private readonly List<AccountEntry> kept = [];

    public void Add(AccountEntry entry)
    {
        var key = (entry.Team, entry.ValueBand);
        var sum = sums.GetValueOrDefault(key);
        sums[key] = (
            sum.Customers + 1, sum.Value + Money.Exact(entry.Value), sum.AtRisk + Money.Exact(entry.ValueAtRisk),
            sum.InRecovery + (entry.Recovery is null ? 0 : 1));
        if (entry.Team == team)
            kept.Add(entry);
    }

    /// <summary>The customers of the team, ranked.</summary>
    public IReadOnlyList<AccountEntry> Ranked()
    {
        kept.Sort(AccountEntry.Ranking);
        return kept;
    }

    /// <summary>By falling value at risk; ties by name.</summary>
    /// <param name="options">Of whose standards the budget is.</param>
    public IReadOnlyList<TeamValue> Teams(OfferOptions options) =>
        [.. sums.GroupBy(sum => sum.Key.Team, StringComparer.Ordinal).Select(found => new TeamValue(
                found.Key, found.Sum(sum => sum.Value.Customers), found.Sum(sum => sum.Value.Value),
                found.Sum(sum => sum.Value.AtRisk), found.Sum(sum => sum.Value.InRecovery),
                found.Sum(sum => sum.Value.Customers * Budget(options, sum.Key.Band))))
            .OrderByDescending(sum => sum.ValueAtRisk).ThenBy(sum => sum.Team, StringComparer.Ordinal)];

    private static decimal Budget(OfferOptions options, ValueBand band) =>
        Money.Exact(options.StandardOf(band, active: true)?.CareBudget ?? 0);
}
