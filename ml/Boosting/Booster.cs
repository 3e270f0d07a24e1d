using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Boosting;

/// <summary>Boosts trees on the logistic loss, and stops when the validation rows no longer gain.</summary>
internal sealed class Booster
{
    private readonly BoostingOptions options;
    private readonly BinnedRows train;
    private readonly BinnedRows? validation;
    private readonly GradientScale scale;
    private readonly TreeGrower grower;
    private readonly RowGradient[] gradients;
    private readonly double[] scores;
    private readonly double[] validationScores;
    private readonly List<BinTree> trees = [];
    private readonly List<GrownNode> leaves = [];
    private bool[]? sample;

    private Booster(BinnedRows train, BinnedRows? validation, BoostingOptions options)
    {
        if (train.Table.Rows > HistogramBin.MaxRows)
            throw new ArgumentException(
                $"{train.Table.Rows} training rows; at most {HistogramBin.MaxRows} can be learned from. Draw a sample.");
        this.options = options;
        this.train = train;
        this.validation = validation;
        scale = GradientScale.For(train.Table.Rows, train.Weights);
        grower = new TreeGrower(train.Table, options, scale);
        gradients = GC.AllocateUninitializedArray<RowGradient>(train.Table.Rows);
        scores = new double[train.Table.Rows];
        validationScores = new double[validation?.Table.Rows ?? 0];
    }

    /// <param name="train">Rows to learn from.</param>
    /// <param name="validation">Rows that say when to stop; null: all trees are grown.</param>
    /// <param name="options">Settings, within their ranges.</param>
    /// <param name="treeGrown">Called after each tree with the number of trees so far.</param>
    /// <param name="cancellationToken">Checked before each tree.</param>
    public static BoostedTrees Train(
        BinnedRows train, BinnedRows? validation, BoostingOptions options, Action<int>? treeGrown,
            CancellationToken cancellationToken)
    {
        options.Check();
        return new Booster(train, validation, options).Run(treeGrown, cancellationToken);
    }

    private BoostedTrees Run(Action<int>? treeGrown, CancellationToken cancellationToken)
    {
        var start = LogisticLoss.Prior(train.Labels, train.Weights);
        scores.AsSpan().Fill(start);
        validationScores.AsSpan().Fill(start);
        var (best, bestLength) = (ValidationLoss(), 0);
        for (var length = 1; length <= options.Trees && !Stale(length - 1, bestLength); length++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!AddTree(length))
                break;
            treeGrown?.Invoke(length);
            if (ValidationLoss() is var loss && (loss < best || validation is null))
                (best, bestLength) = (loss, length);
        }
        trees.RemoveRange(bestLength, trees.Count - bestLength);
        return new BoostedTrees(start, trees, train.Table.Features, best);
    }

    private bool Stale(int length, int bestLength) =>
        validation is not null && options.EarlyStopping > 0 && length - bestLength >= options.EarlyStopping;

    private double ValidationLoss() =>
        validation is null ? double.NaN : LogisticLoss.Mean(validationScores, validation.Labels, validation.Weights);

    /// <returns>False when no split is worth it any more and nothing random could change that.</returns>
    private bool AddTree(int number)
    {
        ComputeGradients();
        var sampled = RowSample(number);
        var root = grower.Grow(gradients, sampled, ColumnSample(number));
        if (root.IsLeaf && options.RowShare >= 1 && options.ColumnShare >= 1)
            return false;
        var tree = new BinTree(root, options.LearningRate);
        trees.Add(tree);
        AddToScores(root, tree, sampled);
        SharedLoop.ForRows(validationScores.Length, options.ThreadCount, (from, to) =>
        {
            for (var row = from; row < to; row++)
                validationScores[row] += tree.Score(validation!.Table, row);
        });
        return true;
    }

    private void ComputeGradients() => SharedLoop.ForRows(
        scores.Length, options.ThreadCount, (from, to) => LogisticLoss.Gradients(
        scores.AsSpan(from, to - from),
        train.Labels.AsSpan(from, to - from),
        train.Weights.Length == 0 ? [] : train.Weights.AsSpan(from, to - from),
        scale,
        gradients.AsSpan(from, to - from)));

    /// <summary>Rows in the tree get their leaf's value from the partition; the others walk the tree.</summary>
    private void AddToScores(GrownNode root, BinTree tree, bool[]? sampled)
    {
        leaves.Clear();
        root.AddLeavesTo(leaves);
        SharedLoop.ForRows(scores.Length, options.ThreadCount, (from, to) =>
        {
            for (var leaf = 0; leaf < leaves.Count; leaf++)
                AddToRows(grower.RowsOf(leaves[leaf]), tree.Values[leaf], from, to);
            for (var row = from; sampled is not null && row < to; row++)
            {
                if (!sampled[row])
                    scores[row] += tree.Score(train.Table, row);
            }
        });
    }

    /// <summary>Adds a leaf's value to those of its rows, which stand in their order, that are from..to.</summary>
    private void AddToRows(ReadOnlySpan<int> rows, double value, int from, int to)
    {
        var first = rows.BinarySearch(from);
        foreach (var row in rows[(first < 0 ? ~first : first)..])
        {
            if (row >= to)
                break;
            scores[row] += value;
        }
    }

    private bool[]? RowSample(int tree)
    {
        if (options.RowShare >= 1)
            return null;
        var random = new SeededRandom(options.Seed, ((long)tree * 2) + 1);
        sample ??= new bool[train.Table.Rows];
        for (var row = 0; row < sample.Length; row++)
            sample[row] = random.NextDouble() < options.RowShare;
        return sample;
    }

    private bool[] ColumnSample(int tree)
    {
        var used = new bool[train.Table.Features.Length];
        var order = Enumerable.Range(0, used.Length).ToArray();
        if (options.ColumnShare < 1)
            new SeededRandom(options.Seed, (long)tree * 2).Shuffle(order);
        var take = Math.Clamp((int)Math.Ceiling(options.ColumnShare * used.Length), Math.Min(1, used.Length), used.Length);
        foreach (var feature in order.AsSpan(0, take))
            used[feature] = true;
        return used;
    }
}

/// <summary>What boosting gives: the start value, the trees kept and the validation loss of that length.</summary>
/// <param name="Start">Log-odds before the first tree.</param>
/// <param name="Trees">The trees up to the best length.</param>
/// <param name="Features">The bins that the trees test.</param>
/// <param name="ValidationLoss">Log-loss on the validation rows, NaN without any.</param>
internal sealed record BoostedTrees(double Start, IReadOnlyList<BinTree> Trees, FeatureBins[] Features, double ValidationLoss)
{
    public double Score(BinnedTable table, int row)
    {
        var score = Start;
        foreach (var tree in Trees)
            score += tree.Score(table, row);
        return score;
    }
}

/// <summary>Binned rows with their labels and weights (empty: all 1).</summary>
internal sealed record BinnedRows(BinnedTable Table, bool[] Labels, float[] Weights);
