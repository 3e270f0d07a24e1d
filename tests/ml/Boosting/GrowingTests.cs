using ReapFunctions.Ml.Binning;
using ReapFunctions.Ml.Boosting;

namespace ReapFunctions.Ml.Tests.Boosting;

public sealed class GrowingTests
{
    private static readonly BoostingOptions Stump =
        new() { Trees = 1, LearningRate = 1, MaxLeaves = 2, MinLeafRows = 1, MinLeafHessian = 0, L2 = 0, Threads = 1 };

    [Fact]
    public void HistogramsAreTheSumsThatANaiveLoopGives()
    {
        for (var seed = 1; seed <= Sweep.Rounds(2, 200); seed++)
            SumsAreNaive(seed, threads: 1 + (seed % 3));
    }

    private static void SumsAreNaive(int seed, int threads)
    {
        var (table, gradients) = Random(3000, seed);
        int[] rows = [.. Enumerable.Range(0, 3000).Where(row => row % 3 != 1)];
        var (histogram, offsets) = Build(table, gradients, rows, threads);
        for (var feature = 0; feature < table.Features.Length; feature++)
        {
            for (var bin = 0; bin <= table.Features[feature].Bins; bin++)
            {
                var inBin = rows.Where(row => table[row, feature] == bin).ToArray();
                var got = histogram[offsets[feature] + bin];
                Assert.Equal(inBin.Length, got.Count);
                Assert.Equal(inBin.Sum(row => (long)gradients[row].Gradient), got.Gradient);
                Assert.Equal(inBin.Sum(row => (long)gradients[row].Hessian), got.Hessian);
            }
        }
    }

    [Fact]
    public void ParentLessSiblingIsTheOtherChild()
    {
        var (table, gradients) = Random(2000, seed: 2);
        int[] all = [.. Enumerable.Range(0, 2000)], left = [.. all.Where(row => row % 5 < 2)];
        var (parent, _) = Build(table, gradients, all, 1);
        var (child, _) = Build(table, gradients, left, 1);
        var (sibling, _) = Build(table, gradients, [.. all.Except(left)], 1);
        for (var bin = 0; bin < parent.Length; bin++)
        {
            parent[bin].Subtract(child[bin]);
            Assert.Equal(sibling[bin], parent[bin]);
        }
    }

    [Fact]
    public void TheSplitFoundIsTheBestOfAll()
    {
        for (var seed = 11; seed < 11 + Sweep.Rounds(5, 500); seed++)
            FindsTheBestSplit(seed);
    }

    private static void FindsTheBestSplit(int seed)
    {
        var generated = GeneratedTable.Of(400, seed);
        var options = Stump with { MinLeafRows = 5, L2 = 1 };
        var rows = Rows(generated.Data, generated.Labels);
        var split = Booster.Train(rows, null, options, null, default).Trees[0].Nodes[0].Test;
        var prior = generated.Labels.Count(label => label) / 400.0;
        double best = 0;
        for (var feature = 0; feature < 4; feature++)
        {
            if (rows.Table.Features[feature] is not NumericBins bins)
                continue;
            for (var bin = 0; bin <= bins.Bins; bin++)
            {
                foreach (var missingLeft in (bool[])[false, true])
                {
                    var left = Enumerable.Range(0, 400)
                        .Where(row => rows.Table[row, feature] is var b && (b == bins.MissingBin ? missingLeft : b <= bin))
                        .ToArray();
                    if (left.Length is < 5 or > 395)
                        continue;
                    best = Math.Max(best, Gain(left, generated.Labels, prior));
                }
            }
        }
        Assert.True(split.Gain >= best - 1e-4, $"seed {seed}: {split.Gain} found, {best} possible");
        if (rows.Table.Features[split.Feature] is NumericBins)
            Assert.Equal(best, split.Gain, 1e-4);
    }

    [Fact]
    public void AStumpFindsTheExactStep()
    {
        float[] values = [.. Enumerable.Range(0, 100).Select(i => (float)i)];
        var tree = Booster.Train(
            Rows(new Dataset(new NumericColumn("x", values)), [.. values.Select(v => v > 41)]), null, Stump, null, default);
        Assert.Equal(41.5f, ((NumericBins)tree.Features[0]).Threshold(tree.Trees[0].Nodes[0].Test.Bin));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public void ACategorySplitSetsOneCategoryOrTheMissingRowsApart(int positive)
    {
        int[] codes = [.. Enumerable.Range(0, 120).Select(row => (row % 6) - 1)];
        var column = new CategoricalColumn("c", codes, ["a", "b", "c", "d", "e"]);
        var fit = Booster.Train(Rows(new Dataset(column), [.. codes.Select(code => code == positive)]),
            null, Stump, null, default);
        var bins = (CategoricalBins)fit.Features[0];
        var apart = Enumerable.Range(0, bins.Bins + 1).Where(bin => !fit.Trees[0].Nodes[0].Test.GoesLeft(bin));
        Assert.Equal([positive < 0 ? bins.MissingBin : bins.BinOfCode(column)[positive]], apart);
    }

    [Fact]
    public void OfTwoEqualColumnsTheFirstIsTaken()
    {
        var values = GeneratedTable.Of(300, 5);
        var x = ((NumericColumn)values.Data["amount"]).Values.ToArray();
        var tree = Booster.Train(
            Rows(new Dataset(new NumericColumn("a", x), new NumericColumn("b", x)), values.Labels), null, Stump, null, default);
        Assert.Equal(0, tree.Trees[0].Nodes[0].Test.Feature);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MissingRowsGoToTheSideWithMoreGain(bool missingIsPositive)
    {
        float[] values = [.. Enumerable.Range(0, 90).Select(i => i < 30 ? float.NaN : i)];
        bool[] labels = [.. Enumerable.Range(0, 90).Select(i => i < 30 ? missingIsPositive : i >= 60)];
        var split = Booster.Train(
            Rows(new Dataset(new NumericColumn("x", values)), labels), null, Stump, null, default).Trees[0].Nodes[0].Test;
        Assert.Equal(!missingIsPositive, split.GoesLeft(((FeatureBins)new NumericBins("x", new float[59])).MissingBin));
    }

    [Fact]
    public void RowsOfAllLeavesAddUp()
    {
        var generated = GeneratedTable.Of(2000, 6);
        var fit = Booster.Train(Rows(generated.Data, generated.Labels), null,
            new BoostingOptions { Trees = 20, EarlyStopping = 0 }, null, default);
        Assert.Equal(20, fit.Trees.Count);
        Assert.All(fit.Trees, tree => Assert.Equal(2000, tree.LeafRows.Sum()));
    }

    [Fact]
    public void AMonotoneFeatureNeverLowersTheScore()
    {
        var generated = GeneratedTable.Of(2000, 7);
        var monotone = new Dictionary<string, int> { ["noise"] = 1, ["amount"] = -1 };
        var options = new BoostingOptions { Trees = 40, LearningRate = 0.3, MaxLeaves = 16, Monotone = monotone };
        var fit = Booster.Train(Rows(generated.Data, generated.Labels), null, options, null, default);
        foreach (var (name, direction) in options.Monotone)
        {
            var values = Enumerable.Range(0, 101).Select(i => name == "amount" ? i : i / 100f).ToArray();
            var sweep = new Dataset([.. generated.Data.Columns.Select(column => column.Name == name
                ? new NumericColumn(name, values) : column.Select(new int[values.Length]))], values.Length);
            var table = BinnedTable.Of(sweep, fit.Features, [.. Enumerable.Range(0, values.Length)], 1);
            for (var row = 1; row < values.Length; row++)
                Assert.True(direction * (fit.Score(table, row) - fit.Score(table, row - 1)) >= -1e-6);
        }
    }

    [Fact]
    public void TreesAfterTheBestAreDropped()
    {
        var (train, other) = (GeneratedTable.Of(400, 8), GeneratedTable.Of(400, 9));
        var rows = Rows(train.Data, train.Labels);
        var validation = new BinnedRows(
            BinnedTable.Of(other.Data, rows.Table.Features, [.. Enumerable.Range(0, 400)], 1), other.Labels, []);
        var options = new BoostingOptions { LearningRate = 0.5, MaxLeaves = 30, MinLeafRows = 1, EarlyStopping = 10 };
        var grown = 0;
        var fit = Booster.Train(rows, validation, options, count => grown = count, default);
        Assert.Equal(grown - 10, fit.Trees.Count);
    }

    [Fact]
    public void AWeightOfTwoIsTheRowTwice()
    {
        var generated = GeneratedTable.Of(500, 10);
        int[] twice = [.. Enumerable.Range(0, 500), .. Enumerable.Range(0, 250)];
        var doubled = Rows(generated.Data.Select(twice), [.. twice.Select(row => generated.Labels[row])]);
        var once = Rows(generated.Data, generated.Labels);
        var weighted = new BinnedRows(
            BinnedTable.Of(generated.Data, doubled.Table.Features, [.. Enumerable.Range(0, 500)], 1), once.Labels,
            [.. Enumerable.Range(0, 500).Select(row => row < 250 ? 2f : 1f)]);
        var options = new BoostingOptions { Trees = 5, MinLeafRows = 1 };
        var (a, b) = (Booster.Train(doubled, null, options, null, default),
            Booster.Train(weighted, null, options, null, default));
        for (var row = 0; row < 500; row++)
            Assert.Equal(a.Score(weighted.Table, row), b.Score(weighted.Table, row), 1e-4);
    }

    [Fact]
    public void SettingsOutOfRangeAreAllNamed()
    {
        var fault = Assert.Throws<ArgumentException>(() => new BoostingOptions { Trees = 0, MaxLeaves = 1000, L2 = -1 }.Check());
        Assert.Contains("Trees 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("MaxLeaves 1000", fault.Message, StringComparison.Ordinal);
        Assert.Contains("L2", fault.Message, StringComparison.Ordinal);
    }

    private static double Gain(int[] left, bool[] labels, double prior)
    {
        double Part(int positives, int rows) => Math.Pow((prior * rows) - positives, 2) / ((rows * prior * (1 - prior)) + 1);
        var (all, inLeft) = (labels.Count(label => label), left.Count(row => labels[row]));
        return Part(inLeft, left.Length) + Part(all - inLeft, labels.Length - left.Length) - Part(all, labels.Length);
    }

    internal static BinnedRows Rows(Dataset data, bool[] labels)
    {
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        FeatureBins[] bins = [.. data.Columns.Select(column => BinFitter.Fit(column, rows, 254, 1))];
        return new BinnedRows(BinnedTable.Of(data, bins, rows, 1), labels, []);
    }

    private static (BinnedTable Table, RowGradient[] Gradients) Random(int rows, int seed)
    {
        var random = new Random(seed);
        var columns = Enumerable.Range(0, 11).Select(c => (Column)new NumericColumn($"f{c}",
            [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() < 0.1 ? float.NaN : random.Next(1 + (c * 40)))]))
                .ToArray();
        var table = Rows(new Dataset(columns), new bool[rows]).Table;
        return (table, [.. Enumerable.Range(0, rows)
            .Select(_ => new RowGradient { Gradient = random.Next(-1 << 28, 1 << 28), Hessian = random.Next(1 << 16) })]);
    }

    private static (HistogramBin[] Histogram, int[] Offsets) Build(
        BinnedTable table, RowGradient[] gradients, int[] rows, int threads)
    {
        var histograms = new Histograms(table.Features);
        var histogram = histograms.Rent();
        bool[] used = [.. table.Features.Select(_ => true)];
        new HistogramBuilder(table, histograms.Offsets, threads)
            .Build(rows, rows.Select(row => gradients[row]).ToArray(), used, histogram);
        return (histogram, histograms.Offsets);
    }
}
