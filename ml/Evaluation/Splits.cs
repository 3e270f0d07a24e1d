namespace ReapFunctions.Ml.Evaluation;

/// <summary>Divides rows so that a model is judged on rows that it has not seen.</summary>
public static class Splits
{
    /// <summary>Draws a share of the positives and the same share of the negatives.</summary>
    /// <param name="labels">By row.</param>
    /// <param name="share">Share to hold out, between 0 and 1.</param>
    /// <param name="seed">The same seed draws the same rows.</param>
    /// <returns>Both lists in rising order.</returns>
    public static (int[] Kept, int[] HeldOut) Stratified(ReadOnlySpan<bool> labels, double share, long seed)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Hold out a share between 0 and 1.");
        var fold = new bool[labels.Length];
        var random = new SeededRandom(seed, 11);
        foreach (var rows in ByLabel(labels))
        {
            random.Shuffle(rows);
            foreach (var row in rows.AsSpan(0, (int)Math.Round(rows.Length * share)))
                fold[row] = true;
        }
        return (Where(fold, false), Where(fold, true));
    }

    /// <summary>Deals the rows into folds with equal shares of positives.</summary>
    /// <param name="labels">By row.</param>
    /// <param name="folds">Number of folds, at least 2.</param>
    /// <param name="seed">The same seed deals the same folds.</param>
    /// <returns>The rows of each fold, in rising order.</returns>
    public static int[][] StratifiedFolds(ReadOnlySpan<bool> labels, int folds, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var dealt = Enumerable.Range(0, folds).Select(_ => new List<int>()).ToArray();
        var random = new SeededRandom(seed, 13);
        var next = 0;
        foreach (var rows in ByLabel(labels))
        {
            random.Shuffle(rows);
            foreach (var row in rows)
                dealt[next++ % folds].Add(row);
        }
        return [.. dealt.Select(fold => fold.Order().ToArray())];
    }

    /// <summary>Splits rows that stand in order of time: the past is kept, the later share held out.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="share">Share to hold out, between 0 and 1.</param>
    public static (int[] Kept, int[] HeldOut) Later(int rows, double share)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Hold out a share between 0 and 1.");
        var cut = (int)Math.Round(rows * (1 - share));
        return ([.. Enumerable.Range(0, cut)], [.. Enumerable.Range(cut, rows - cut)]);
    }

    /// <summary>As <see cref="Stratified(ReadOnlySpan{bool}, double, long)"/>, of the first rows only; whoever is held out there
    /// is kept nowhere else.</summary>
    /// <param name="labels">By row.</param>
    /// <param name="groups">By row: the number of its group, such as the customer.</param>
    /// <param name="judged">How many rows, the first ones, are drawn from.</param>
    /// <param name="share">Share of them to hold out, between 0 and 1.</param>
    /// <param name="seed">The same seed draws the same rows.</param>
    public static (int[] Kept, int[] HeldOut) Stratified(
        ReadOnlySpan<bool> labels, ReadOnlySpan<int> groups, int judged, double share, long seed)
    {
        var (kept, heldOut) = Stratified(labels[..judged], share, seed);
        var groupOf = groups.ToArray();
        var drawn = heldOut.Select(row => groupOf[row]).ToHashSet();
        var others = Enumerable.Range(judged, labels.Length - judged).Where(row => !drawn.Contains(groupOf[row]));
        return ([.. kept, .. others], heldOut);
    }

    /// <summary>As <see cref="StratifiedFolds(ReadOnlySpan{bool}, int, long)"/>, by whole groups: no group is in two
    /// folds.</summary>
    /// <param name="labels">By row.</param>
    /// <param name="groups">By row: the number of its group; empty where every row is its own.</param>
    /// <param name="folds">Number of folds, at least 2.</param>
    /// <param name="seed">The same seed deals the same folds.</param>
    public static int[][] StratifiedFolds(ReadOnlySpan<bool> labels, ReadOnlySpan<int> groups, int folds, long seed)
    {
        if (groups.IsEmpty)
            return StratifiedFolds(labels, folds, seed);
        var (happened, groupOf) = (labels.ToArray(), groups.ToArray());
        int[][] members = [.. Enumerable.Range(0, groupOf.Length).GroupBy(row => groupOf[row]).Select(group => group.ToArray())];
        return [.. StratifiedFolds(Array.ConvertAll(members, rows => Array.Exists(rows, row => happened[row])), folds, seed)
            .Select(fold => fold.SelectMany(group => members[group]).Order().ToArray())];
    }

    /// <summary>The rows 0..rows-1 that are not among the given ones.</summary>
    internal static int[] Others(int rows, int[] without)
    {
        var taken = new bool[rows];
        foreach (var row in without)
            taken[row] = true;
        return Where(taken, false);
    }

    private static int[][] ByLabel(ReadOnlySpan<bool> labels)
    {
        var positive = labels.ToArray();
        return [Where(positive, true), Where(positive, false)];
    }

    private static int[] Where(bool[] flags, bool wanted)
    {
        var rows = new List<int>();
        for (var row = 0; row < flags.Length; row++)
        {
            if (flags[row] == wanted)
                rows.Add(row);
        }
        return [.. rows];
    }
}
