using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>What each of ML.NET's feature steps does to the columns.</summary>
internal static class FeatureSteps
{
    private const byte Single = 9;

    public static void Concat(ComponentReader reader, PipelineColumns columns)
    {
        if (reader.Version < 0x00010003)
            throw reader.Fault("is of a version before ML.NET 1.0");
        var outputs = reader.Count(2 * sizeof(int));
        for (var i = 0; i < outputs; i++)
        {
            var name = reader.Text();
            var slots = new List<Slot>();
            for (var sources = reader.Count(2 * sizeof(int)); sources > 0; sources--)
            {
                slots.AddRange(columns[reader.Text()]);
                reader.TextOrNull();
            }
            columns[name] = [.. slots];
        }
    }

    public static void Terms(ComponentReader reader, ComponentReader vocabulary, PipelineColumns columns)
    {
        var pairs = reader.Pairs();
        if (vocabulary.Int() != pairs.Length)
            throw vocabulary.Fault($"does not hold {pairs.Length} dictionaries");
        foreach (var (output, input) in pairs)
        {
            if (vocabulary.Byte() == 0)
                columns.AddTextKeys(output, input, TextTerms(vocabulary));
            else
                columns.AddNumberKeys(output, input, NumberTerms(vocabulary));
        }
    }

    public static void KeyToVector(ComponentReader reader, PipelineColumns columns)
    {
        foreach (var (output, input) in reader.Pairs())
            columns[output] = columns.Keys(input);
    }

    public static void ReplaceMissing(ComponentReader reader, PipelineColumns columns)
    {
        foreach (var (output, input) in reader.Pairs())
        {
            var slots = columns[input];
            var values = Values(reader, slots.Length);
            columns[output] = [.. slots.Select((slot, i) => slot.With(SlotStep.ReplaceMissing(values[i])))];
        }
    }

    public static void IndicateMissing(ComponentReader reader, PipelineColumns columns)
    {
        foreach (var (output, input) in reader.Pairs())
            columns[output] = [.. columns[input].Select(slot => slot.With(SlotStep.IsMissing))];
    }

    public static void Convert(ComponentReader reader, PipelineColumns columns)
    {
        foreach (var (output, input) in reader.Pairs())
        {
            if (reader.Byte() is var kind && kind != Single)
                throw reader.Fault($"converts '{input}' to data kind {kind}; only conversion to Single can be read");
            columns[output] = columns[input];
        }
    }

    public static void Normalize(ComponentReader reader, ModelArchive archive, string folder, PipelineColumns columns)
    {
        var pairs = reader.Pairs();
        for (var i = 0; i < pairs.Length; i++)
        {
            var slots = columns[pairs[i].Input];
            var steps = Affine(archive.Component($"{folder}/Normalizer_{i:D3}"), slots.Length);
            columns[pairs[i].Output] = [.. slots.Select((slot, s) => steps[s] == SlotStep.Affine(0, 1) ? slot : slot.With(steps[s]))];
        }
    }

    private static SlotStep[] Affine(ComponentReader reader, int slots)
    {
        if (reader.Signature != "AFF NORM")
            throw reader.Fault($"is the normaliser '{reader.Loader}'; only min-max and mean-variance can be read");
        if (reader.Int() != sizeof(float))
            throw reader.Fault("does not hold 4-byte numbers");
        if (reader.Int() is var length && length != slots)
            throw reader.Fault($"normalises {length} slots where there are {slots}");
        var listed = reader.Int();
        int[] indices = [.. Enumerable.Range(0, slots)];
        if (listed >= 0)
        {
            indices = new int[listed <= slots ? listed : throw reader.Fault($"lists {listed} of {slots} slots")];
            for (var i = 0; i < indices.Length; i++)
                indices[i] = reader.Int();
        }
        var (scales, offsets) = (reader.Floats(), reader.Floats());
        if (scales.Length != indices.Length || (offsets.Length != 0 && offsets.Length != indices.Length))
            throw reader.Fault("has scales and offsets that do not fit its slots");
        var steps = new SlotStep[slots];
        Array.Fill(steps, SlotStep.Affine(0, 1));
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= slots)
                throw reader.Fault($"normalises slot {indices[i]} of {slots}");
            steps[indices[i]] = SlotStep.Affine(offsets.Length == 0 || scales[i] == 0 ? 0 : offsets[i], scales[i]);
        }
        return steps;
    }

    private static string[] TextTerms(ComponentReader reader)
    {
        var terms = new string[reader.Count(sizeof(int))];
        for (var i = 0; i < terms.Length; i++)
            terms[i] = reader.Text();
        return terms.Distinct(StringComparer.Ordinal).Count() == terms.Length ? terms : throw reader.Fault("has a category twice");
    }

    private static float[] NumberTerms(ComponentReader reader)
    {
        var codec = reader.InlineText();
        reader.Skip(reader.Leb128());
        return codec == "Single"
            ? reader.Floats()
            : throw reader.Fault($"encodes values of type {codec}; text and Single can be read");
    }

    /// <summary>One value for all slots, or a vector with one for each.</summary>
    private static float[] Values(ComponentReader reader, int slots)
    {
        var codec = reader.InlineText();
        reader.Skip(reader.Leb128());
        if (codec == "Single")
        {
            var values = new float[slots];
            Array.Fill(values, reader.Float());
            return values;
        }
        if (codec != "VBuffer")
            throw reader.Fault($"replaces values of type {codec}; Single can be read");
        return Vector(reader, slots);
    }

    private static float[] Vector(ComponentReader reader, int slots)
    {
        var vectors = reader.Int();
        var common = reader.Int();
        var length = common == 0 ? reader.Int() : common;
        if (vectors != 1 || length != slots)
            throw reader.Fault($"has replacements for {length} slots where there are {slots}");
        var explicitly = reader.Int();
        var indices = reader.Ints();
        if (explicitly < 0)
            return reader.Floats(slots);
        var values = new float[slots];
        var given = reader.Floats(indices.Length);
        for (var i = 0; i < indices.Length; i++)
            values[indices[i] >= 0 && indices[i] < slots ? indices[i] : throw reader.Fault("replaces a slot that does not exist")] = given[i];
        return values;
    }
}
