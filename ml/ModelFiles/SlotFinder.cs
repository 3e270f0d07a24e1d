using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>
/// Finds out what a pipeline's feature vector is made of by asking the pipeline: each raw column alone, everything else missing.
/// <code>
///   probe            a     b     colour          slot 0   slot 1   slot 2
///   nothing          NaN   NaN   missing         NaN      NaN      0         slot 0 is the number a,
///   a                7     NaN   missing         7        NaN      0         slot 1 the number b,
///   colour 'red'     NaN   NaN   red             NaN      NaN      1         slot 2 the category red
/// </code>
/// What is made in any other way (replaced, scaled, hashed) is left to ML.NET.
/// </summary>
internal static class SlotFinder
{
    private const int MaxProbes = 20_000;
    private const int MaxCells = 50_000_000;
    private const float Sentinel = 12345.678f;

    /// <returns>Null when a slot is neither a number nor a category.</returns>
    public static Featurizer? Find(MlNetPipeline pipeline)
    {
        var slots = pipeline.Slots;
        var names = slots == 0 ? [] : pipeline.SlotNames();
        int[] numbers = [.. Indices(pipeline, categorical: false)];
        int[] texts = [.. Indices(pipeline, categorical: true)];
        string[] candidates = [.. names.SelectMany(Endings).Distinct(StringComparer.Ordinal)];
        var probes = 1 + numbers.Length + ((long)texts.Length * candidates.Length);
        if (slots == 0 || probes > MaxProbes || probes * slots > MaxCells || (texts.Length > 0 && candidates.Length == 0))
            return null;
        var vectors = pipeline.FeaturesOf(Probes(pipeline.Inputs, numbers, texts, candidates, (int)probes), 0, (int)probes,
            [.. Enumerable.Range(0, slots)]);
        var known = Array.ConvertAll(pipeline.Inputs, input => input.IsCategorical ? new List<string>() : null);
        var found = new Slot[slots];
        for (var slot = 0; slot < slots; slot++)
        {
            if (Slot(vectors[slot]) is not { } made)
                return null;
            found[slot] = made;
        }
        return new Featurizer([.. pipeline.Inputs.Select((input, i) => input with { Categories = known[i]?.ToArray() })], found);

        Slot? Slot(float[] values)
        {
            if (float.IsNaN(values[0]))
                return Array.IndexOf(values, Sentinel) is var at and > 0 ? new Slot(numbers[at - 1]) : null;
            var row = values[0] == 0 ? Array.IndexOf(values, 1, 1 + numbers.Length) : -1;
            if (row < 0)
                return null;
            var (text, candidate) = Math.DivRem(row - 1 - numbers.Length, candidates.Length);
            var categories = known[texts[text]]!;
            if (!categories.Contains(candidates[candidate]))
                categories.Add(candidates[candidate]);
            return new Slot(texts[text], categories.IndexOf(candidates[candidate]));
        }
    }

    private static IEnumerable<int> Indices(MlNetPipeline pipeline, bool categorical) =>
        Enumerable.Range(0, pipeline.Inputs.Length).Where(i => pipeline.Inputs[i].IsCategorical == categorical);

    /// <summary>What may be a category in a slot's name: all that follows a dot.</summary>
    private static IEnumerable<string> Endings(string name) =>
        Enumerable.Range(0, name.Length).Where(at => name[at] == '.' && at + 1 < name.Length).Select(at => name[(at + 1)..]);

    private static Dataset Probes(InputColumn[] inputs, int[] numbers, int[] texts, string[] candidates, int probes)
    {
        var columns = new Column[inputs.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var values = new float[probes];
            values.AsSpan().Fill(float.NaN);
            values[1 + i] = Sentinel;
            columns[numbers[i]] = new NumericColumn(inputs[numbers[i]].Name, values);
        }
        for (var i = 0; i < texts.Length; i++)
        {
            var codes = new int[probes];
            codes.AsSpan().Fill(-1);
            for (var candidate = 0; candidate < candidates.Length; candidate++)
                codes[1 + numbers.Length + (i * candidates.Length) + candidate] = candidate;
            columns[texts[i]] = new CategoricalColumn(inputs[texts[i]].Name, codes, candidates);
        }
        return new Dataset(columns, probes);
    }
}
