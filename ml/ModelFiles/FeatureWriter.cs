using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>
/// Writes the steps from raw columns to the vector, in ML.NET's components:
/// <code>
///   TermTransform, KeyToVector      encoded columns (missing and unseen: all zero)
///   NAReplace, NaIndicator, Convert missing values
///   Concat                          everything into "Features"
///   Normalizer                      offsets and scales of the whole vector
/// </code>
/// </summary>
internal sealed class FeatureWriter
{
    public const string Vector = "Features";
    private const byte Single = 9;

    private readonly ModelEntries entries;
    private readonly Featurizer featurizer;
    private readonly HashSet<string> names;
    private List<SlotRun> runs;

    private FeatureWriter(ModelEntries entries, Featurizer featurizer)
    {
        this.entries = entries;
        this.featurizer = featurizer;
        names = featurizer.Inputs.Select(input => input.Name).Append(Vector).ToHashSet(StringComparer.Ordinal);
        runs = SlotRun.Of(featurizer);
    }

    public static void Write(ModelEntries entries, Featurizer featurizer) => new FeatureWriter(entries, featurizer).Write();

    private void Write()
    {
        Encode();
        var levels = featurizer.Slots.Max(slot => slot.Steps.Length);
        for (var level = 0; level < levels; level++)
        {
            ReplaceMissing(level);
            IndicateMissing(level);
        }
        Concat();
        Normalize();
    }

    private string NewName(string column, string suffix)
    {
        var name = column + suffix;
        while (!names.Add(name))
            name += "_";
        return name;
    }

    /// <summary>Renames the runs that a step changes and returns them with their old names.</summary>
    private List<(SlotRun Run, string Input)> Rename(Func<SlotRun, bool> changes, string suffix)
    {
        var changed = new List<(SlotRun, string)>();
        runs = [.. runs.Select(run =>
        {
            if (!changes(run))
                return run;
            var renamed = run with { Column = NewName(run.Column, suffix) };
            changed.Add((renamed, run.Column));
            return renamed;
        })];
        return changed;
    }

    private static (string Output, string Input)[] Pairs(List<(SlotRun Run, string Input)> changed) =>
        [.. changed.Select(change => (change.Run.Column, change.Input))];

    private void Encode()
    {
        var encoded = Rename(run => run.IsEncoded, "_oh");
        if (encoded.Count == 0)
            return;
        var folder = entries.NextStep();
        using var terms = new ComponentWriter(Component.Term);
        terms.Pairs(Pairs(encoded));
        foreach (var _ in encoded)
            terms.Block.Write((byte)0);
        entries.Add(folder, terms);

        using var manager = new ComponentWriter(Component.TermManager);
        manager.Block.Write(encoded.Count);
        foreach (var (run, _) in encoded)
            WriteTerms(manager, run);
        entries.Add($"{folder}/Vocabulary", manager);

        using var vectors = new ComponentWriter(Component.KeyToVector);
        vectors.Pairs([.. encoded.Select(change => (change.Run.Column, change.Run.Column))]);
        foreach (var _ in encoded)
            vectors.Block.Write((byte)0);
        entries.Add(entries.NextStep(), vectors);
    }

    private void WriteTerms(ComponentWriter writer, SlotRun run)
    {
        if (run.First.Source == SlotSource.Category)
        {
            var categories = featurizer.Inputs[run.First.Input].Categories!;
            writer.Block.Write((byte)0);
            writer.Array<string>([.. run.Slots.Select(slot => categories[slot.Category])], writer.Text);
            return;
        }
        writer.Block.Write((byte)1);
        writer.Block.Write("Single");
        writer.Block.Write7BitEncodedInt(0);
        writer.Array<float>([.. run.Slots.Select(slot => slot.Number)], writer.Block.Write);
    }

    private static bool Takes(SlotRun run, int level, SlotStepKind kind) =>
        run.First.Steps.Length > level && run.First.Steps[level].Kind == kind;

    private void ReplaceMissing(int level)
    {
        // An encoded value is never missing.
        var changed = Rename(run => Takes(run, level, SlotStepKind.ReplaceMissing) && !run.IsEncoded, "_rm");
        if (changed.Count == 0)
            return;
        using var writer = new ComponentWriter(Component.ReplaceMissing);
        writer.Pairs(Pairs(changed));
        foreach (var (run, _) in changed)
        {
            writer.Block.Write("Single");
            writer.Block.Write7BitEncodedInt(0);
            writer.Block.Write(run.First.Steps[level].A);
        }
        entries.Add(entries.NextStep(), writer);
    }

    private void IndicateMissing(int level)
    {
        var indicated = Rename(run => Takes(run, level, SlotStepKind.IsMissing), "_na");
        if (indicated.Count == 0)
            return;
        using var writer = new ComponentWriter(Component.IndicateMissing);
        writer.Pairs(Pairs(indicated));
        entries.Add(entries.NextStep(), writer);

        var converted = Rename(run => indicated.Any(change => change.Run == run), "_f");
        using var convert = new ComponentWriter(Component.Convert);
        convert.Pairs(Pairs(converted));
        foreach (var _ in converted)
            convert.Block.Write(Single);
        entries.Add(entries.NextStep(), convert);
    }

    private void Concat()
    {
        using var writer = new ComponentWriter(Component.Concat);
        writer.Block.Write(1);
        writer.Text(Vector);
        writer.Block.Write(runs.Count);
        foreach (var run in runs)
        {
            writer.Text(run.Column);
            writer.Text(null);
        }
        entries.Add(entries.NextStep(), writer);
    }

    private void Normalize()
    {
        var steps = featurizer.Slots.Select(AffineOf).ToArray();
        if (Array.TrueForAll(steps, step => step is null))
            return;
        var slots = featurizer.Slots.Length;
        var folder = entries.NextStep();
        using var writer = new ComponentWriter(Component.Normalize);
        writer.Pairs([(Vector, Vector)]);
        writer.Block.Write(true);
        writer.Block.Write(Single);
        writer.Array<int>([slots], writer.Block.Write);
        entries.Add(folder, writer);

        using var affine = new ComponentWriter(Component.Affine);
        affine.Block.Write(sizeof(float));
        affine.Block.Write(slots);
        affine.Block.Write(-1);
        affine.Array<float>([.. steps.Select(step => step?.B ?? 1)], affine.Block.Write);
        float[] offsets = [.. steps.Select(step => step?.A ?? 0)];
        // ML.NET fails on offsets that are there but all zero.
        affine.Array<float>(Array.TrueForAll(offsets, offset => offset == 0) ? [] : offsets, affine.Block.Write);
        entries.Add($"{folder}/Normalizer_000", affine);
    }

    private static SlotStep? AffineOf(Slot slot)
    {
        var at = Array.FindIndex(slot.Steps, step => step.Kind == SlotStepKind.Affine);
        if (at < 0)
            return null;
        return at == slot.Steps.Length - 1
            ? slot.Steps[at]
            : throw new NotSupportedException("A pipeline with steps after its normalisation cannot be written. Normalise last.");
    }
}
