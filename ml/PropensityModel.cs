using Microsoft.ML;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Explanation;
using ReapFunctions.Ml.ModelFiles;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml;

/// <summary>What of a table does not fit a model.</summary>
/// <param name="Column">The column that the model reads.</param>
/// <param name="Fault">What is wrong with it, such as <c>is missing</c>.</param>
public sealed record ColumnFault(string Column, string Fault);

/// <summary>
/// A binary model of ML.NET, ready to score and explain tables: made by <see cref="Training.PropensityTrainer"/>, read from any
/// <c>model.zip</c>, or taken from a pipeline in memory. Immutable; one instance serves all threads.
/// </summary>
public sealed class PropensityModel
{
    private readonly SortedDictionary<string, byte[]> entries;
    private readonly Lazy<MlNetPipeline> pipeline;
    private readonly Lazy<Explainer> explainer;
    private readonly TableScorer tables;
    private readonly InputColumn[] inputs;

    private PropensityModel(SortedDictionary<string, byte[]> entries, MlNetPipeline? loaded)
    {
        this.entries = entries;
        pipeline = new Lazy<MlNetPipeline>(() => loaded ?? MlNetPipeline.Load(ModelZip.Pack(entries)));
        var (ensemble, calibrator) = ScoringPart.Read(entries);
        var found = new PathFinder(entries, pipeline, calibrator)
            .Find(ensemble is null ? null : OwnEntries.WithCover(entries, ensemble));
        (Path, Trees, Calibrator) = (found.Path, found.Trees, calibrator ?? PlattCalibrator.Identity);
        tables = new TableScorer(found, pipeline, Calibrator);
        inputs = Path == ScoringPath.Direct ? Trees!.Featurizer.Inputs : pipeline.Value.Inputs;
        explainer = new Lazy<Explainer>(() => Explainer.Of(Trees, pipeline, entries));
        Features = Trees?.Featurizer.Features ?? LinearExplainer.FeaturesOf(pipeline.Value)
            ?? Array.ConvertAll(inputs, input => input.Name);
    }

    /// <summary>How rows are scored.</summary>
    public ScoringPath Path { get; }

    /// <summary>What contributions are told of, in their order: the columns that the model reads, or several that it reads only
    /// together, joined by <c> + </c>.</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>The columns that the model reads.</summary>
    public IReadOnlyList<string> Columns => Array.ConvertAll(inputs, input => input.Name);

    /// <summary>ML.NET's own transformer: for <c>mlContext.Model.Save</c>, <c>CreatePredictionEngine</c>, <c>Evaluate</c>. Loaded
    /// when first asked for.</summary>
    public ITransformer Transformer => pipeline.Value.Model;

    /// <summary>What contributions start from: the mean raw score of the training rows.</summary>
    /// <exception cref="NotSupportedException">The model cannot be explained; the message says why.</exception>
    public double Base => explainer.Value.Base;

    /// <summary>Whether <see cref="Explain"/> works; if not, <see cref="WithReference"/> may help.</summary>
    public bool CanExplain => Trees is { Ensemble.HasCover: true }
        || (Trees is null && LinearExplainer.Find(pipeline.Value, entries) is not null);

    /// <summary>What the model is made of, such as <c>150 trees of up to 8 leaves</c>.</summary>
    public string Summary => Trees is not null ? TreeText.Summary(Trees.Ensemble)
        : CanExplain ? "linear"
        : "scored by ML.NET alone";

    /// <summary>The trees, over raw columns or over the vector that ML.NET makes.</summary>
    internal TreeScorer? Trees { get; }

    internal Calibrator Calibrator { get; }

    /// <summary>Reads an ML.NET model file: ours, or any binary model that ML.NET can load.</summary>
    /// <param name="stream">The zip; stays open.</param>
    /// <param name="table">A table such as it will score: needed only for a file that was saved without its schema.</param>
    /// <exception cref="ModelFileException">The file cannot be read; the message names the entry and says what to do.</exception>
    public static PropensityModel Load(Stream stream, Dataset? table = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var entries = ModelZip.Unpack(copy.ToArray());
        return table is null || MlNetPipeline.HasSchema(entries)
            ? new PropensityModel(entries, null)
            : Load(new MLContext(1), MlNetPipeline.Load(ModelZip.Pack(entries), DatasetView.Of(table, 0, 0).Schema).Model,
                DatasetView.Of(table, 0, 0).Schema);
    }

    /// <summary>Takes a fitted pipeline of ML.NET.</summary>
    /// <param name="ml">Saves it.</param>
    /// <param name="model">Binary, calibrated or not.</param>
    /// <param name="schema">The columns that it reads.</param>
    /// <exception cref="ModelFileException">It is no binary classifier.</exception>
    public static PropensityModel Load(MLContext ml, ITransformer model, DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(ml);
        using var stream = new MemoryStream();
        ml.Model.Save(model, schema, stream);
        return new PropensityModel(ModelZip.Unpack(stream.ToArray()), new MlNetPipeline(model, schema));
    }

    /// <summary>Takes a pipeline that is known to make the featurizer's slots, with the covers of its trees.</summary>
    internal static PropensityModel FromTrees(MLContext ml, ITransformer model, DataViewSchema schema, Featurizer featurizer,
        TreeEnsemble ensemble)
    {
        using var stream = new MemoryStream();
        ml.Model.Save(model, schema, stream);
        var (entries, loaded) = (ModelZip.Unpack(stream.ToArray()), new MlNetPipeline(model, schema));
        OwnEntries.AddCover(entries, ensemble);
        OwnEntries.AddFastPath(entries, featurizer, ReferenceRows.Answers(loaded, featurizer, ensemble));
        return new PropensityModel(entries, loaded);
    }

    /// <summary>Writes the model as an ML.NET model file (<c>model.zip</c>): ML.NET loads and scores it without this
    /// library.</summary>
    /// <param name="stream">Receives the zip; stays open. Equal models give equal bytes.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ModelZip.Pack(entries));
    }

    /// <summary>The same model with contributions measured from the given rows, for files that do not keep what contributions
    /// start from.</summary>
    /// <param name="data">Training rows, or others like them; a few thousand are enough.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong kind.</exception>
    public PropensityModel WithReference(Dataset data)
    {
        Featurizer.Demand(data, inputs);
        var with = new SortedDictionary<string, byte[]>(entries, StringComparer.Ordinal);
        if (Trees is not null)
            OwnEntries.AddCover(with, Trees.Ensemble.WithCover(tables.RowsOf(data, 0, data.Rows)));
        else if (pipeline.Value.Linear is not null)
            OwnEntries.AddMeans(with, LinearExplainer.MeansOf(pipeline.Value, data));
        return new PropensityModel(with, pipeline.IsValueCreated ? pipeline.Value : null);
    }

    /// <summary>What of a table does not fit the model, column by column; empty when it can be scored.</summary>
    /// <param name="data">The table.</param>
    public IReadOnlyList<ColumnFault> Check(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Featurizer.Check(data, inputs);
    }

    /// <summary>Calibrated probabilities, 0 to 1, of every row.</summary>
    /// <param name="data">A table that has the model's columns, in any order; other columns are ignored. Categories are matched
    /// by text; unseen ones count as missing.</param>
    /// <param name="probabilities">One per row.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong kind, or the span has the wrong
    /// length.</exception>
    public void Score(Dataset data, Memory<float> probabilities) => ScoreAll(data, probabilities, raw: false);

    /// <inheritdoc cref="Score(Dataset, Memory{float})"/>
    /// <returns>One probability per row.</returns>
    public float[] Score(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var probabilities = new float[data.Rows];
        Score(data, probabilities);
        return probabilities;
    }

    /// <summary>Raw scores of every row, before calibration: log-odds for models trained here.</summary>
    /// <inheritdoc cref="Score(Dataset, Memory{float})"/>
    public void RawScore(Dataset data, Memory<float> scores) => ScoreAll(data, scores, raw: true);

    /// <summary>A row to fill and score; see <see cref="PropensityRow"/>.</summary>
    public PropensityRow NewRow() => new(this, inputs);

    /// <summary>The calibrated probability of one row: the same bits as in a table. Where <see cref="Path"/> is direct, nothing
    /// is allocated.</summary>
    /// <param name="row">A row of this model.</param>
    public float Score(PropensityRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Path == ScoringPath.Direct ? Calibrator.Probability(Trees!.Rows.Score(row.Cells)) : Score(row.ToDataset())[0];
    }

    /// <summary>
    /// Exact contributions of every feature to every row's raw score: <see cref="Base"/> plus a row's contributions is its raw
    /// score. For trees they are Shapley values (path-dependent Tree-SHAP; Lundberg et al. 2020), for linear models weight times
    /// distance from the mean.
    /// </summary>
    /// <param name="data">As for <see cref="Score(Dataset, Memory{float})"/>.</param>
    /// <param name="contributions">Row by row, one value per entry of <see cref="Features"/>.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong kind, or the span has the wrong
    /// length.</exception>
    /// <exception cref="NotSupportedException">The model cannot be explained; the message says why.</exception>
    public void Explain(Dataset data, Memory<float> contributions)
    {
        Featurizer.Demand(data, inputs);
        CheckLength(contributions.Length, data.Rows * Features.Count);
        var explain = explainer.Value;
        if (explain is LinearExplainer linear)
            linear.Explain(data, contributions);
        else if (Path == ScoringPath.Direct)
            ((TreeExplainer)explain).Explain(tables.RowsOf(data, 0, data.Rows), contributions);
        else
        {
            tables.ForChunks(data.Rows, (from, rows) =>
                ((TreeExplainer)explain).Explain(tables.RowsOf(data, from, rows),
                    contributions.Slice(from * Features.Count, rows * Features.Count)));
        }
    }

    /// <summary>How much each feature matters for the given rows.</summary>
    /// <param name="data">As for <see cref="Score(Dataset, Memory{float})"/>, at least one row.</param>
    /// <returns>Feature and the mean size of its contributions in log-odds, 0 or more, the largest first; empty for a model that
    /// cannot be explained.</returns>
    public IReadOnlyList<KeyValuePair<string, double>> Importance(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!CanExplain)
            return [];
        var contributions = new float[data.Rows * Features.Count];
        Explain(data, contributions);
        var sums = new double[Features.Count];
        for (var i = 0; i < contributions.Length; i++)
            sums[i % sums.Length] += Math.Abs(contributions[i]);
        return [.. Features.Zip(sums, (feature, sum) => KeyValuePair.Create(feature, sum / data.Rows))
            .OrderByDescending(feature => feature.Value)];
    }

    /// <summary>The first trees for people to read, a test per line; empty for a model without trees.</summary>
    /// <param name="max">How many, 1 or more.</param>
    public string TreesToText(int max) =>
        Trees is null ? "" : TreeText.Of(Trees.Ensemble, Trees.Featurizer, max);

    private void ScoreAll(Dataset data, Memory<float> results, bool raw)
    {
        Featurizer.Demand(data, inputs);
        CheckLength(results.Length, data.Rows);
        tables.Score(data, results, raw);
    }

    private static void CheckLength(int given, int wanted)
    {
        if (given != wanted)
            throw new ArgumentException($"Room for {given} values was given; {wanted} are needed.");
    }
}
