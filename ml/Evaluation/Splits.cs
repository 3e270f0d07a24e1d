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

    /// <summary>Holds out whole groups, such as households, so that no group is on both sides.</summary>
    /// <param name="groups">By row: the group's number.</param>
    /// <param name="share">Share of the groups to hold out, between 0 and 1.</param>
    /// <param name="seed">The same seed draws the same groups.</param>
    public static (int[] Kept, int[] HeldOut) ByGroup(ReadOnlySpan<int> groups, double share, long seed)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Hold out a share between 0 and 1.");
        int[] distinct = [.. groups.ToArray().Distinct().Order()];
        new SeededRandom(seed, 17).Shuffle(distinct);
        var drawn = distinct.Take((int)Math.Round(distinct.Length * share)).ToHashSet();
        var heldOut = new bool[groups.Length];
        for (var row = 0; row < heldOut.Length; row++)
            heldOut[row] = drawn.Contains(groups[row]);
        return (Where(heldOut, false), Where(heldOut, true));
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
