using System.Numerics;
using ReapFunctions.Ml.Scoring;
using ReapFunctions.Ml.Tests.Scoring;

namespace ReapFunctions.Ml.Tests.Explanation;

public sealed class ShapleyTests
{
    [Fact]
    public void ContributionsAreTheShapleyValuesThatEnumerationGives()
    {
        var random = new Random(1);
        for (var round = 0; round < Sweep.Rounds(3, 200); round++)
            AreShapleyValues(categories: random.Next(2, 60), leaves: random.Next(2, 60));
    }

    private static void AreShapleyValues(int categories, int leaves)
    {
        var (model, data) = TableAndRowScoringTests.Model(categories, leaves, 500);
        var some = data.Select([.. Enumerable.Range(0, 40)]);
        var contributions = new float[some.Rows * 4];
        model.Explain(some, contributions);
        var (bound, slots) = (model.Trees!.Featurizer.Bind(some), new float[model.Trees.Featurizer.Slots.Length]);
        for (var row = 0; row < some.Rows; row++)
        {
            bound.FillSlots(row, slots);
            var wanted = Shapley(model, slots);
            for (var f = 0; f < 4; f++)
                Assert.Equal(wanted[f], contributions[(row * 4) + f], 1e-5);
        }
    }

    [Fact]
    public void BaseAndContributionsAddUpOnDeepTrees()
    {
        var (model, data) = TableAndRowScoringTests.Model(60, 200, 3000);
        var (raw, contributions) = (new float[data.Rows], new float[data.Rows * 4]);
        model.RawScore(data, raw);
        model.Explain(data, contributions);
        for (var row = 0; row < data.Rows; row++)
            Assert.Equal(raw[row], model.Base + contributions.AsSpan(row * 4, 4).ToArray().Sum(c => (double)c), 1e-5);
    }

    private static double[] Shapley(PropensityModel model, float[] slots)
    {
        var players = model.Features.Count;
        var values = Enumerable.Range(0, 1 << players)
            .Select(known => model.Trees!.Ensemble.Trees.Sum(tree => Mean(tree, 0, known))).ToArray();
        var result = new double[players];
        for (var player = 0; player < players; player++)
        {
            for (var set = 0; set < values.Length; set++)
            {
                if ((set & (1 << player)) != 0)
                    continue;
                var size = BitOperations.PopCount((uint)set);
                result[player] += Factorial(size) * Factorial(players - size - 1) / Factorial(players)
                    * (values[set | (1 << player)] - values[set]);
            }
        }
        return result;

        double Mean(Tree tree, int node, int known)
        {
            if (node < 0)
                return tree.Values[~node];
            var column = model.Trees!.Featurizer.Slots[tree.Slot[node]].Input;
            if ((known & (1 << column)) != 0)
                return Mean(tree, tree.GoesLeft(node, slots) ? tree.Left[node] : tree.Right[node], known);
            double Cover(int child) => child < 0 ? tree.LeafCover![~child] : tree.NodeCover![child];
            return ((Cover(tree.Left[node]) * Mean(tree, tree.Left[node], known))
                + (Cover(tree.Right[node]) * Mean(tree, tree.Right[node], known)))
                / tree.NodeCover![node];
        }
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
