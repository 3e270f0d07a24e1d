namespace ReapFunctions.Ml.Models;

/// <summary>Trees whose leaf values are summed in order, in double.</summary>
internal sealed class TreeEnsemble(Tree[] trees) : Predictor
{
    public Tree[] Trees { get; } = trees;

    public bool HasCover => Trees.All(tree => tree.NodeCover is not null);

    public override float Score(ReadOnlySpan<float> slots)
    {
        double sum = 0;
        foreach (var tree in Trees)
            sum += tree.Values[tree.Leaf(slots)];
        return (float)sum;
    }
}
