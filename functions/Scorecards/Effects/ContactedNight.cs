using ReapFunctions.Offers.Effects;
using ReapFunctions.Outcomes;
using ReapFunctions.Scorecards.Digests;

namespace ReapFunctions.Scorecards.Effects;

/// <summary>What a customer was contacted about.</summary>
/// <param name="Saved">Share of those who would leave that the offer says it keeps of who is asked: P x what a yes saves.</param>
internal readonly record struct ContactMade(ContactAim About, double Saved);

/// <summary>What became by another night of whom a night's offers were told to, beside what became of the others.</summary>
/// <param name="Since">The run whose offers they were.</param>
/// <param name="Run">The run by which it is known who left.</param>
internal sealed record ContactedNight(string Since, string Run, IReadOnlyList<ContactCount> Counts)
{
    /// <summary>Counts who left of all buckets.</summary>
    /// <param name="made">By customer who was contacted: about what.</param>
    /// <param name="aside">Customers of neither: still moved by a contact before, or nobody can tell.</param>
    public static ContactedNight Count(
        string since, string run, IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, string target,
        IReadOnlyDictionary<ulong, ContactMade> made, IReadOnlySet<ulong> aside)
    {
        var later = new KeyedRows(now);
        var contacted = new Dictionary<(string Group, int Stratum, ContactAim About), Sums>();
        var others = new Dictionary<(string Group, int Stratum), Sums>();
        foreach (var (digest, row, place) in new KeyedRows(before).All)
        {
            var chance = digest.ChanceOf(row, target);
            if (!row.Active || float.IsNaN(chance) || aside.Contains(row.Key) || !later.Knows(row.Key))
                continue;
            var (group, stratum) = (digest.ContactGroupOf(place), ContactCount.StratumOf(chance));
            var left = !later.Take(row.Key).Row.Active;
            if (made.TryGetValue(row.Key, out var contact))
                Add(contacted, (group, stratum, contact.About), chance * (1 - contact.Saved), left);
            else
                Add(others, (group, stratum), chance, left);
        }
        return new ContactedNight(since, run,
        [
            .. contacted
                .Select(cell => CountOf(cell.Key, cell.Value, others.GetValueOrDefault((cell.Key.Group, cell.Key.Stratum))))
                .OrderBy(count => count.About).ThenBy(count => count.Group, StringComparer.Ordinal)
                .ThenBy(count => count.Stratum),
        ]);
    }

    private static ContactCount CountOf(
        (string Group, int Stratum, ContactAim About) cell, Sums contacted, Sums others) => new(
        cell.Group, cell.About, cell.Stratum, contacted.Customers, contacted.Expected, contacted.Left, others.Expected,
        others.Left);

    private static void Add<TKey>(Dictionary<TKey, Sums> sums, TKey key, double expected, bool left)
        where TKey : notnull
    {
        var sum = sums.GetValueOrDefault(key);
        sums[key] = new Sums(sum.Customers + 1, sum.Expected + expected, sum.Left + (left ? 1 : 0));
    }

    private readonly record struct Sums(long Customers, double Expected, long Left);
}
