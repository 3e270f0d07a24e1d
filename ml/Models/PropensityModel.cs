using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Explanation;
using ReapFunctions.Ml.ModelFiles;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Models;

/// <summary>
/// A trained model: from a table of raw columns to calibrated probabilities, with exact contributions of every column.
/// Immutable; one instance serves all threads.
/// </summary>
public sealed class PropensityModel
{
    private const int ChunkRows = 2048;

    /// <summary>Fewer rows than this are scored one by one: filling a block would cost more.</summary>
    private const int LeastBlockRows = 16;

    private readonly Lazy<Explainer> explainer;
    private readonly Lazy<BlockScorer?> blocks;
    private readonly Lazy<Dictionary<string, int>?[]> categoryCodes;

    internal PropensityModel(Featurizer featurizer, Predictor predictor, Calibrator? calibrator)
    {
        Featurizer = featurizer;
        Predictor = predictor;
        Calibrator = calibrator;
        Features = [.. featurizer.Inputs.Select(input => input.Name)];
        blocks = new Lazy<BlockScorer?>(() =>
            BlockScorer.IsSupported && predictor is TreeEnsemble trees ? TreeCompiler.Compile(featurizer, trees) : null);
        categoryCodes = new Lazy<Dictionary<string, int>?[]>(() => [.. featurizer.Inputs.Select(CodesOf)]);
        explainer = new Lazy<Explainer>(MakeExplainer);
    }

    /// <summary>The columns that the model reads, in the order of its contributions.</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>What contributions start from: the mean raw score of the training rows, in log-odds.</summary>
    /// <exception cref="NotSupportedException">The model cannot be explained; the message says why.</exception>
    public double Base => explainer.Value.Base;

    internal Featurizer Featurizer { get; }

    internal Predictor Predictor { get; }

    internal Calibrator? Calibrator { get; }

    /// <summary>Calibrated probabilities, 0 to 1, of every row.</summary>
    /// <param name="data">A table that has the model's columns, in any order; other columns are ignored. Categories are matched by
    /// text; unseen ones count as missing.</param>
    /// <param name="probabilities">One per row.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong kind, or the span has the wrong length.</exception>
    public void Score(Dataset data, Memory<float> probabilities)
    {
        ForRows(data, probabilities, Calibrator ?? PlattCalibrator.Identity);
    }

    /// <inheritdoc cref="Score(Dataset, Memory{float})"/>
    /// <returns>One probability per row.</returns>
    public float[] Score(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var probabilities = new float[data.Rows];
        Score(data, probabilities);
        return probabilities;
    }

    /// <summary>A row to fill and score; see <see cref="PropensityRow"/>.</summary>
    public PropensityRow NewRow() => new(Featurizer, categoryCodes.Value);

    /// <summary>The calibrated probability of one row: the same bits as in a table. Allocates nothing.</summary>
    /// <param name="row">A row of this model.</param>
    public float Score(PropensityRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return (Calibrator ?? PlattCalibrator.Identity).Probability(Predictor.Score(row.Slots));
    }

    /// <summary>Raw scores of every row: log-odds before calibration.</summary>
    /// <inheritdoc cref="Score(Dataset, Memory{float})"/>
    public void RawScore(Dataset data, Memory<float> scores) => ForRows(data, scores, null);

    /// <summary>
    /// Exact Tree-SHAP contributions (path-dependent; Lundberg et al. 2020) of every column to every row's raw score, in log-odds:
    /// <see cref="Base"/> plus a row's contributions is its raw score.
    /// </summary>
    /// <param name="data">As for <see cref="Score(Dataset, Memory{float})"/>.</param>
    /// <param name="contributions">Row by row, one value per entry of <see cref="Features"/>.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong kind, or the span has the wrong length.</exception>
    /// <exception cref="NotSupportedException">The model cannot be explained; the message says why.</exception>
    public void Explain(Dataset data, Memory<float> contributions)
    {
        var rows = Featurizer.Bind(data);
        CheckLength(contributions.Length, rows.Rows * Features.Count);
        explainer.Value.Explain(rows, contributions, Environment.ProcessorCount);
    }

    /// <summary>Writes the model as an ML.NET model file (<c>model.zip</c>): ML.NET loads and scores it without this library.</summary>
    /// <param name="stream">Receives the zip; stays open. Equal models give equal bytes.</param>
    public void Save(Stream stream) => ModelWriter.Write(this, stream);

    /// <summary>Reads an ML.NET model file, written by this library or by ML.NET.</summary>
    /// <param name="stream">The zip; must be seekable, stays open.</param>
    /// <exception cref="ModelFileException">The file is damaged, or has a component that cannot be read; the message names it.</exception>
    public static PropensityModel Load(Stream stream) => ModelReader.Read(stream);

    /// <summary>The same model with contributions measured from the given rows, for files written by ML.NET, which do not keep what
    /// contributions start from.</summary>
    /// <param name="data">Training rows, or others like them; a few thousand are enough.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong kind.</exception>
    public PropensityModel WithReference(Dataset data) =>
        new(Featurizer, Reference.Measure(Predictor, Featurizer, Featurizer.Bind(data)), Calibrator);

    private void ForRows(Dataset data, Memory<float> results, Calibrator? finish)
    {
        var rows = Featurizer.Bind(data);
        CheckLength(results.Length, rows.Rows);
        var chunks = (rows.Rows + ChunkRows - 1) / ChunkRows;
        if (chunks <= 1)
            ScoreRows(rows, 0, results.Span, finish);
        else
        {
            Parallel.For(0, chunks, chunk =>
            {
                var from = chunk * ChunkRows;
                ScoreRows(rows, from, results.Span[from..Math.Min(rows.Rows, from + ChunkRows)], finish);
            });
        }
    }

    private void ScoreRows(InputRows rows, int from, Span<float> results, Calibrator? finish)
    {
        if (blocks.Value is { } scorer && results.Length >= LeastBlockRows)
        {
            for (var at = 0; at < results.Length; at += BlockScorer.Rows)
                scorer.Score(rows, from + at, results[at..Math.Min(results.Length, at + BlockScorer.Rows)]);
        }
        else
        {
            var slots = new float[Featurizer.Slots.Length];
            for (var row = 0; row < results.Length; row++)
            {
                rows.FillSlots(from + row, slots);
                results[row] = Predictor.Score(slots);
            }
        }
        if (finish is null)
            return;
        foreach (ref var result in results)
            result = finish.Probability(result);
    }

    private Explainer MakeExplainer() => Predictor switch
    {
        TreeEnsemble { HasCover: true } trees => new TreeExplainer(trees, Featurizer, blocks.Value),
        LinearModel { Means: { } means } linear => new LinearExplainer(linear, means, Featurizer),
        AdditiveModel { Means: { } means } additive => new AdditiveExplainer(additive, means, Featurizer),
        _ => throw new NotSupportedException(
            "The model file does not say which rows it was trained on, from which contributions are measured. Call WithReference with some of them."),
    };

    private static Dictionary<string, int>? CodesOf(InputColumn input)
    {
        if (input.Categories is not { } categories)
            return null;
        var codes = new Dictionary<string, int>(categories.Length, StringComparer.Ordinal);
        for (var code = 0; code < categories.Length; code++)
            codes.Add(categories[code], code);
        return codes;
    }

    private static void CheckLength(int given, int wanted)
    {
        if (given != wanted)
            throw new ArgumentException($"Room for {given} values was given; {wanted} are needed.");
    }
}
