using Microsoft.ML;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Explanation;
using ReapFunctions.Ml.ModelFiles;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml;

/// <summary>How the rows of a model are scored.</summary>
public enum ScoringPath
{
    /// <summary>From the raw columns, by our block scorer; ML.NET is not even loaded. It gives ML.NET's scores on rows made up to
    /// differ.</summary>
    Direct,

    /// <summary>ML.NET makes the feature vector, our block scorer the rest.</summary>
    FromFeatures,

    /// <summary>ML.NET does everything.</summary>
    MlNet,
}

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
    private const int ChunkRows = 2048;
    private const int MaxChunkCells = 4_000_000;

    private readonly SortedDictionary<string, byte[]> entries;
    private readonly Lazy<MlNetPipeline> pipeline;
    private readonly Lazy<Explainer> explainer;
    private readonly InputColumn[] inputs;
    private readonly Calibrator? calibrator;

    /// <summary>The trees, over raw columns or over the vector that ML.NET makes.</summary>
    private readonly TreeScorer? trees;

    /// <summary>The slots of ML.NET's vector that the trees look at.</summary>
    private readonly int[] usedSlots = [];

    private PropensityModel(SortedDictionary<string, byte[]> entries, MlNetPipeline? loaded)
    {
        this.entries = entries;
        pipeline = new Lazy<MlNetPipeline>(() => loaded ?? MlNetPipeline.Load(ModelZip.Pack(entries)));
        (var ensemble, calibrator) = ScoringPart.Read(entries);
        ensemble = ensemble is null ? null : OwnEntries.WithCover(entries, ensemble);
        trees = ensemble is null ? null : KnownPath(ensemble) ?? FoundPath(ensemble);
        if (trees is not null)
            Path = ScoringPath.Direct;
        else if (ensemble is not null && VectorPath(ensemble) is { } vector)
        {
            (trees, usedSlots) = vector;
            var (scores, probabilities) = Agreement(pipeline.Value);
            trees = scores ? trees : null;
            Path = scores && probabilities ? ScoringPath.FromFeatures : ScoringPath.MlNet;
        }
        else
            Path = ScoringPath.MlNet;
        inputs = Path == ScoringPath.Direct ? trees!.Featurizer.Inputs : pipeline.Value.Inputs;
        explainer = new Lazy<Explainer>(MakeExplainer);
        Features = trees?.Featurizer.Features ?? LinearExplainer.FeaturesOf(pipeline.Value)
            ?? Array.ConvertAll(inputs, input => input.Name);
    }

    /// <summary>How rows are scored.</summary>
    public ScoringPath Path { get; } = ScoringPath.FromFeatures;

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
    public bool CanExplain => trees is { Ensemble.HasCover: true }
        || (trees is null && LinearExplainer.Find(pipeline.Value, entries) is not null);

    /// <summary>What the model is made of, such as <c>150 trees of up to 8 leaves</c>.</summary>
    public string Summary => trees is not null ? TreeText.Summary(trees.Ensemble)
        : CanExplain ? "linear"
        : "scored by ML.NET alone";

    internal TreeScorer? Trees => trees;

    internal Calibrator Calibrator => calibrator ?? PlattCalibrator.Identity;

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
        OwnEntries.AddFastPath(entries, featurizer, Answers(loaded, ReferenceRows.Draw(featurizer, ensemble)));
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
        if (trees is not null)
            OwnEntries.AddCover(with, trees.Ensemble.WithCover(RowsOf(data, 0, data.Rows)));
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
        return Path == ScoringPath.Direct ? Calibrator.Probability(trees!.Rows.Score(row.Cells)) : Score(row.ToDataset())[0];
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
            ((TreeExplainer)explain).Explain(RowsOf(data, 0, data.Rows), contributions);
        else
        {
            ForChunks(data.Rows, (from, rows) =>
                ((TreeExplainer)explain).Explain(RowsOf(data, from, rows),
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
        trees is null ? "" : TreeText.Of(trees.Ensemble, trees.Featurizer, max);

    private void ScoreAll(Dataset data, Memory<float> results, bool raw)
    {
        Featurizer.Demand(data, inputs);
        CheckLength(results.Length, data.Rows);
        var all = Path == ScoringPath.Direct ? RowsOf(data, 0, data.Rows) : null;
        ForChunks(data.Rows, (from, rows) =>
        {
            var some = results.Span.Slice(from, rows);
            if (Path == ScoringPath.MlNet)
            {
                var other = new float[rows];
                pipeline.Value.ScoreRows(data, from, raw ? some : other, raw ? other : some);
                return;
            }
            trees!.Score(all ?? RowsOf(data, from, rows), all is null ? 0 : from, some);
            if (raw)
                return;
            foreach (ref var result in some)
                result = Calibrator.Probability(result);
        });
    }

    private void ForChunks(int rows, Action<int, int> body)
    {
        var size = Path == ScoringPath.Direct ? ChunkRows
            : Math.Clamp(MaxChunkCells / Math.Max(1, pipeline.Value.Slots), 1, ChunkRows);
        var chunks = (rows + size - 1) / size;
        if (chunks == 1)
            body(0, rows);
        else
            Parallel.For(0, chunks, chunk => body(chunk * size, Math.Min(size, rows - (chunk * size))));
    }

    /// <summary>What the trees look at: raw columns, or the slots that ML.NET makes of them.</summary>
    private InputRows RowsOf(Dataset data, int from, int rows)
    {
        if (Path == ScoringPath.Direct)
            return trees!.Featurizer.Bind(data);
        var vectors = pipeline.Value.FeaturesOf(data, from, rows, usedSlots);
        return trees!.Featurizer.Bind(
            new Dataset([.. vectors.Select((values, i) => new NumericColumn(trees.Featurizer.Inputs[i].Name, values))], rows));
    }

    /// <summary>The path that the file names, when it still gives ML.NET's answers of that time.</summary>
    private TreeScorer? KnownPath(TreeEnsemble ensemble) =>
        OwnEntries.FindFastPath(entries) is { } known && ScorerOf(known.Featurizer, ensemble) is { } scorer
            && ReferenceRows.Same(known.Answers, Answers(scorer))
            ? scorer
            : null;

    /// <summary>The path that asking the pipeline shows, when it gives the pipeline's answers; the file then names it.</summary>
    private TreeScorer? FoundPath(TreeEnsemble ensemble)
    {
        if (SlotFinder.Find(pipeline.Value) is not { } featurizer || ScorerOf(featurizer, ensemble) is not { } scorer)
            return null;
        var answers = Answers(pipeline.Value, ReferenceRows.Draw(featurizer, ensemble));
        if (!ReferenceRows.Same(answers, Answers(scorer)))
            return null;
        OwnEntries.AddFastPath(entries, featurizer, answers);
        return scorer;
    }

    /// <summary>Trees over the slots of ML.NET's vector; each slot belongs to the raw columns that it is made of.</summary>
    private (TreeScorer, int[])? VectorPath(TreeEnsemble ensemble)
    {
        int[] used = [.. ensemble.Trees.SelectMany(tree => tree.Slot.Concat(tree.Categories.SelectMany(listed => listed ?? [])))
            .Distinct().Order()];
        if (used[^1] >= pipeline.Value.Slots)
            return null;
        var sources = pipeline.Value.SourcesOf(used);
        string[] features = [.. sources.Distinct()];
        InputColumn[] columns = [.. used.Select(slot => new InputColumn($"{slot}", null))];
        var featurizer = new Featurizer(
            columns, [.. used.Select((_, i) => new Slot(i))], features,
                [.. sources.Select(source => Array.IndexOf(features, source))]);
        var renumbered = new TreeEnsemble([.. ensemble.Trees.Select(tree => tree with
        {
            Slot = Array.ConvertAll(tree.Slot, slot => Array.IndexOf(used, slot)),
            Categories = Array.ConvertAll(tree.Categories,
                listed => listed is null ? null : Array.ConvertAll(listed, slot => Array.IndexOf(used, slot))),
        })]);
        return ScorerOf(featurizer, renumbered) is { } scorer ? (scorer, used) : null;
    }

    /// <summary>Whether the trees over ML.NET's vector give ML.NET's scores, and the calibrator its probabilities.</summary>
    private (bool Scores, bool Probabilities) Agreement(MlNetPipeline mlNet)
    {
        var rows = ReferenceRows.Draw(mlNet.Inputs, _ => [.. Enumerable.Range(-5, 25).Select(number => number * 1.7f)]);
        var (scores, probabilities, ours) = (new float[rows.Rows], new float[rows.Rows], new float[rows.Rows]);
        mlNet.ScoreRows(rows, 0, scores, probabilities);
        trees!.Score(RowsOf(rows, 0, rows.Rows), 0, ours);
        return (
            ReferenceRows.Same(scores, ours),
            (calibrator is not null || !mlNet.HasProbability)
                && ReferenceRows.Same(probabilities, Array.ConvertAll(ours, Calibrator.Probability)));
    }

    private static float[] Answers(MlNetPipeline pipeline, Dataset rows)
    {
        var answers = new float[2 * rows.Rows];
        pipeline.ScoreRows(rows, 0, answers.AsSpan(0, rows.Rows), answers.AsSpan(rows.Rows));
        return answers;
    }

    private float[] Answers(TreeScorer scorer)
    {
        var rows = ReferenceRows.Draw(scorer.Featurizer, scorer.Ensemble);
        var scores = new float[rows.Rows];
        scorer.Score(scorer.Featurizer.Bind(rows), 0, scores);
        return [.. scores, .. scores.Select(Calibrator.Probability)];
    }

    /// <summary>Null when the trees test slots that the vector does not have, or in a way that cells cannot tell.</summary>
    private static TreeScorer? ScorerOf(Featurizer featurizer, TreeEnsemble ensemble)
    {
        if (ensemble.Trees.Any(tree => tree.Slot.Concat(tree.Categories.SelectMany(listed => listed ?? []))
            .Any(slot => slot >= featurizer.Slots.Length)))
            return null;
        try
        {
            return new TreeScorer(featurizer, ensemble);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private Explainer MakeExplainer()
    {
        if (trees is { Ensemble.HasCover: true })
            return new TreeExplainer(trees);
        if (trees is null && LinearExplainer.Find(pipeline.Value, entries) is { } linear)
            return linear;
        throw new NotSupportedException(trees is null && pipeline.Value.Linear is null
            ? "The model is neither made of trees nor linear: its scores have no exact contributions here. "
                + "Train one of those, or use it for scores only."
            : "The model file does not say which rows it was trained on, from which contributions are measured. "
                + "Call WithReference with some of them.");
    }

    private static void CheckLength(int given, int wanted)
    {
        if (given != wanted)
            throw new ArgumentException($"Room for {given} values was given; {wanted} are needed.");
    }
}
