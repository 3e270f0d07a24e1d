using System.Runtime.InteropServices;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>
/// Entries of our own beside those of ML.NET, which ignores them (and drops them when it saves the model again).
/// <code>
///   FastPath.bin   the raw columns and the slots made of them, then ML.NET's score and probability of each reference row
///   Cover.bin      trees; per tree its leaves, then f8 per node and f8 per leaf: the training rows that reached it
///   Means.bin      f4 per slot that has a weight: its mean over the training rows, for linear models
/// </code>
/// </summary>
internal static class OwnEntries
{
    private const string FastPath = "ReapFunctions/FastPath.bin";
    private const string Cover = "ReapFunctions/Cover.bin";
    private const string Means = "ReapFunctions/Means.bin";

    public static void AddFastPath(SortedDictionary<string, byte[]> entries, Featurizer featurizer,
        float[] answers) => entries[FastPath] = Written(writer =>
    {
        writer.Write(featurizer.Inputs.Length);
        foreach (var input in featurizer.Inputs)
        {
            writer.Write(input.Name);
            writer.Write(input.Categories?.Length ?? -1);
            foreach (var category in input.Categories ?? [])
                writer.Write(category);
        }
        writer.Write(featurizer.Slots.Length);
        foreach (var slot in featurizer.Slots)
        {
            writer.Write(slot.Input);
            writer.Write(slot.Category);
        }
        writer.Write(MemoryMarshal.AsBytes(answers.AsSpan()));
    });

    /// <returns>Null when the entry is not there or says nothing that can be used.</returns>
    public static (Featurizer Featurizer, float[] Answers)? FindFastPath(SortedDictionary<string, byte[]> entries)
    {
        if (!entries.TryGetValue(FastPath, out var content))
            return null;
        try
        {
            using var reader = new BinaryReader(new MemoryStream(content));
            var inputs = new InputColumn[Count(reader)];
            for (var i = 0; i < inputs.Length; i++)
                inputs[i] = new InputColumn(reader.ReadString(),
                    reader.ReadInt32() is var known and >= 0 ? Texts(reader, known) : null);
            var slots = new Slot[Count(reader)];
            for (var i = 0; i < slots.Length; i++)
            {
                slots[i] = new Slot(reader.ReadInt32(), reader.ReadInt32());
                if (slots[i].Input < 0 || slots[i].Category < -1
                    || slots[i].Category >= (inputs[slots[i].Input].Categories?.Length ?? 0))
                    return null;
            }
            return (new Featurizer(inputs, slots), MemoryMarshal.Cast<byte,
                float>(content.AsSpan((int)reader.BaseStream.Position)).ToArray());
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    public static void AddCover(SortedDictionary<string, byte[]> entries,
        TreeEnsemble ensemble) => entries[Cover] = Written(writer =>
    {
        writer.Write(ensemble.Trees.Length);
        foreach (var tree in ensemble.Trees)
        {
            writer.Write(tree.Values.Length);
            foreach (var cover in (IEnumerable<double>)[.. tree.NodeCover!, .. tree.LeafCover!])
                writer.Write(cover);
        }
    });

    /// <summary>The trees with their covers, or as they are when the entry is not there.</summary>
    public static TreeEnsemble WithCover(SortedDictionary<string, byte[]> entries, TreeEnsemble ensemble)
    {
        if (!entries.TryGetValue(Cover, out var content))
            return ensemble;
        var expected = sizeof(int) + ensemble.Trees.Sum(tree => sizeof(int) + (8L * (tree.Nodes + tree.Values.Length)));
        using var reader = new BinaryReader(new MemoryStream(content));
        if (content.Length != expected || reader.ReadInt32() != ensemble.Trees.Length)
            throw Unfit();
        return new TreeEnsemble([.. ensemble.Trees.Select(tree => reader.ReadInt32() == tree.Values.Length
            ? tree with { NodeCover = Covers(reader, tree.Nodes), LeafCover = Covers(reader, tree.Values.Length) }
            : throw Unfit())]);
    }

    public static void AddMeans(SortedDictionary<string, byte[]> entries,
        float[] means) => entries[Means] = MemoryMarshal.AsBytes(means.AsSpan()).ToArray();

    /// <returns>Null when the entry is not there, or is of another vector.</returns>
    public static float[]? FindMeans(SortedDictionary<string, byte[]> entries, int slots) =>
        entries.TryGetValue(Means, out var content) && content.Length == slots * sizeof(float)
            ? MemoryMarshal.Cast<byte, float>(content).ToArray() : null;

    private static double[] Covers(BinaryReader reader, int count)
    {
        var covers = new double[count];
        for (var i = 0; i < count; i++)
            covers[i] = reader.ReadDouble() is var cover && cover >= 0 && double.IsFinite(cover) ? cover : throw Unfit();
        return covers;
    }

    private static string[] Texts(BinaryReader reader, int count)
    {
        var texts = new string[count <= reader.BaseStream.Length ? count : throw new FormatException()];
        for (var i = 0; i < count; i++)
            texts[i] = reader.ReadString();
        return texts;
    }

    private static int Count(BinaryReader reader) =>
        reader.ReadInt32() is var count && count >= 0 && count <= reader.BaseStream.Length ? count : throw new FormatException();

    private static byte[] Written(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        return stream.ToArray();
    }

    private static ModelFileException Unfit() =>
        new(
            $"Entry '{Cover}' does not fit the model. "
                + "Save the model again, or remove the entry (the model then scores, but does not explain).");
}
