using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>
/// Rows made up to tell two ways of scoring apart: thresholds of the trees and their neighbours, missing and odd numbers, every
/// sort of
/// category. The same model always gives the same rows, so that ML.NET's answers to them can be kept; no customer is among them.
/// </summary>
internal static class ReferenceRows
{
    private const int Rows = 64;
    private const int Unseen = 0;

    private static readonly float[] OddNumbers =
        [float.NaN, float.NaN, 0, -0f, 1, -1, 1e-40f, float.MaxValue, float.MinValue, float.PositiveInfinity,
            float.NegativeInfinity];

    /// <param name="inputs">The raw columns.</param>
    /// <param name="numbers">By raw column: more numbers to draw from.</param>
    public static Dataset Draw(InputColumn[] inputs, Func<int, IReadOnlyList<float>> numbers)
    {
        var columns = new Column[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            var random = new SeededRandom(19, i);
            if (inputs[i].Categories is { } known)
            {
                string[] texts = [NameOfUnseen(known), .. known];
                int[] codes = [.. Enumerable.Range(0, Rows)
                    .Select(_ => random.Next(8) switch { 0 => -1, 1 => Unseen, _ => random.Next(texts.Length) })];
                columns[i] = new CategoricalColumn(inputs[i].Name, codes, texts);
                continue;
            }
            var told = numbers(i);
            float[] values = [.. Enumerable.Range(0, Rows).Select(_ => told.Count == 0 || random.Next(4) == 0
                ? OddNumbers[random.Next(OddNumbers.Length)]
                : told[random.Next(told.Count)])];
            columns[i] = new NumericColumn(inputs[i].Name, values);
        }
        return new Dataset(columns, Rows);
    }

    /// <summary>For trees over the slots of raw columns: their thresholds, with the floats next to them.</summary>
    public static Dataset Draw(Featurizer featurizer, TreeEnsemble ensemble)
    {
        var thresholds = ensemble.Trees
            .SelectMany(tree => Enumerable.Range(0, tree.Nodes)
                .Select(node => (featurizer.Slots[tree.Slot[node]].Input, Threshold: tree.Threshold[node])))
            .Where(test => !featurizer.Inputs[test.Input].IsCategorical)
            .GroupBy(test => test.Input, test => test.Threshold)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<float>)
                [.. group.Distinct().Order().SelectMany(at => (float[])[at, float.BitIncrement(at), float.BitDecrement(at)])]);
        return Draw(featurizer.Inputs, input => thresholds.GetValueOrDefault(input) ?? []);
    }

    /// <summary>What ML.NET answers to the rows of trees: every score, then every probability.</summary>
    public static float[] Answers(MlNetPipeline pipeline, Featurizer featurizer, TreeEnsemble ensemble)
    {
        var rows = Draw(featurizer, ensemble);
        var answers = new float[2 * rows.Rows];
        pipeline.ScoreRows(rows, 0, answers.AsSpan(0, rows.Rows), answers.AsSpan(rows.Rows));
        return answers;
    }

    /// <summary>Whether two answers are one: to 1e-6, and both missing where one is.</summary>
    public static bool Same(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        const double Tolerance = 1e-6;
        for (var i = 0; i < first.Length; i++)
        {
            if (float.IsNaN(first[i]) != float.IsNaN(second[i])
                || Math.Abs((double)first[i] - second[i]) > Tolerance * Math.Max(1, Math.Abs((double)first[i])))
                return false;
        }
        return first.Length == second.Length;
    }

    private static string NameOfUnseen(string[] known)
    {
        var name = "unseen";
        while (known.Contains(name, StringComparer.Ordinal))
            name += "_";
        return name;
    }
}
