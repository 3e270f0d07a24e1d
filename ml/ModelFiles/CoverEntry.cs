using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>How many training rows reached each branch: an entry of our own beside those of ML.NET.</summary>
/// <remarks>Per tree: i4 leaves, then f8 per node and f8 per leaf.</remarks>
internal static class CoverEntry
{
    public const string Name = "ReapFunctions/Cover.bin";

    public static byte[] Write(TreeEnsemble ensemble)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(ensemble.Trees.Length);
        foreach (var tree in ensemble.Trees)
        {
            writer.Write(tree.Values.Length);
            foreach (var cover in (IEnumerable<double>)[.. tree.NodeCover!, .. tree.LeafCover!])
                writer.Write(cover);
        }
        return stream.ToArray();
    }

    public static TreeEnsemble Read(byte[] content, TreeEnsemble ensemble)
    {
        using var reader = new BinaryReader(new MemoryStream(content));
        var expected = sizeof(int) + ensemble.Trees.Sum(tree => sizeof(int) + (8L * (tree.Nodes + tree.Values.Length)));
        if (content.Length != expected || reader.ReadInt32() != ensemble.Trees.Length)
            throw Fault();
        return new TreeEnsemble([.. ensemble.Trees.Select(tree => With(tree, reader))]);
    }

    private static Tree With(Tree tree, BinaryReader reader)
    {
        if (reader.ReadInt32() != tree.Values.Length)
            throw Fault();
        var nodes = Covers(reader, tree.Nodes);
        var leaves = Covers(reader, tree.Values.Length);
        return tree.WithCover(nodes, leaves);
    }

    private static double[] Covers(BinaryReader reader, int count)
    {
        var covers = new double[count];
        for (var i = 0; i < count; i++)
        {
            covers[i] = reader.ReadDouble();
            if (!(covers[i] >= 0 && double.IsFinite(covers[i])))
                throw Fault();
        }
        return covers;
    }

    private static ModelFileException Fault() =>
        new($"Entry '{Name}' does not fit the trees. Save the model again, or remove the entry (the model then scores, but does not explain).");
}
