using System.Numerics;

namespace ReapFunctions.Scorecards;

/// <summary>Sums of the parts of several buckets.</summary>
internal static class Sums
{
    /// <summary>
    /// Every key of either with its sum, in the order of the keys: the same bytes whatever the order of the parts.
    /// </summary>
    public static Dictionary<TKey, TSum> Add<TKey, TSum>(
        IReadOnlyDictionary<TKey, TSum> left, IReadOnlyDictionary<TKey, TSum> right, Func<TSum, TSum, TSum> add)
        where TKey : notnull
    {
        var comparer = typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : Comparer<TKey>.Default;
        var sums = new SortedDictionary<TKey, TSum>(comparer);
        foreach (var (key, value) in left.Concat(right))
            sums[key] = sums.TryGetValue(key, out var sum) ? add(sum, value) : value;
        return sums.ToDictionary(sum => sum.Key, sum => sum.Value);
    }

    /// <summary>A part of nobody has no number yet: null only where neither has one.</summary>
    public static T? Add<T>(T? one, T? other)
        where T : struct, INumber<T> => one is null ? other : one + (other ?? T.Zero);
}
