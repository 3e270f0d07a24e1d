namespace ReapFunctions.Ml.Boosting;

/// <summary>Settings of gradient-boosted trees. The defaults suit 2,000 to 50,000 rows.</summary>
public sealed record BoostingOptions
{
    /// <summary>Most trees, 1 to 10,000. Default 500; early stopping usually keeps fewer.</summary>
    public int Trees { get; init; } = 500;

    /// <summary>What share of each tree's step is taken, above 0 to 1. Default 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Most leaves of a tree, 2 to 255. Default 8.</summary>
    public int MaxLeaves { get; init; } = 8;

    /// <summary>Most tests on a path; 0 (default) means unlimited.</summary>
    public int MaxDepth { get; init; }

    /// <summary>Fewest rows in a leaf, at least 1. Default 20.</summary>
    public int MinLeafRows { get; init; } = 20;

    /// <summary>Least sum of hessians in a leaf. Default 0.001.</summary>
    public double MinLeafHessian { get; init; } = 1e-3;

    /// <summary>L2 penalty on leaf values. Default 1.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>Most value bins of a feature, 2 to 254. Default 254.</summary>
    public int MaxBins { get; init; } = 254;

    /// <summary>Share of the rows drawn anew for each tree, above 0 to 1. Default 1.</summary>
    public double RowShare { get; init; } = 1;

    /// <summary>Share of the features drawn anew for each tree, above 0 to 1 (at least one feature). Default 1.</summary>
    public double ColumnShare { get; init; } = 1;

    /// <summary>By feature: +1 when the score may only rise with it, -1 when it may only fall. Numeric features only.</summary>
    public IReadOnlyDictionary<string, int> Monotone { get; init; } = new Dictionary<string, int>();

    /// <summary>Trees without a better validation log-loss before training stops; 0 turns it off. Default 50.</summary>
    public int EarlyStopping { get; init; } = 50;

    /// <summary>Draws rows, columns and bin samples. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads to use; 0 (default) means all cores. The result does not depend on it.</summary>
    public int Threads { get; init; }

    internal int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <exception cref="ArgumentException">Lists every setting out of its range.</exception>
    internal void Check()
    {
        List<string> faults = [];
        Require(Trees is >= 1 and <= 10_000, $"Trees {Trees}: give 1 to 10,000");
        Require(LearningRate is > 0 and <= 1, $"LearningRate {LearningRate}: give above 0 to 1");
        Require(MaxLeaves is >= 2 and <= 255, $"MaxLeaves {MaxLeaves}: give 2 to 255");
        Require(MaxDepth >= 0, $"MaxDepth {MaxDepth}: give 0 (unlimited) or more");
        Require(MinLeafRows >= 1, $"MinLeafRows {MinLeafRows}: give 1 or more");
        Require(MinLeafHessian >= 0, $"MinLeafHessian {MinLeafHessian}: give 0 or more");
        Require(L2 >= 0, $"L2 {L2}: give 0 or more");
        Require(MaxBins is >= 2 and <= 254, $"MaxBins {MaxBins}: give 2 to 254");
        Require(RowShare is > 0 and <= 1, $"RowShare {RowShare}: give above 0 to 1");
        Require(ColumnShare is > 0 and <= 1, $"ColumnShare {ColumnShare}: give above 0 to 1");
        Require(EarlyStopping >= 0, $"EarlyStopping {EarlyStopping}: give 0 (off) or more");
        if (faults.Count > 0)
            throw new ArgumentException($"Boosting settings out of range. {string.Join("; ", faults)}.");

        void Require(bool holds, string fault)
        {
            if (!holds)
                faults.Add(fault);
        }
    }
}
