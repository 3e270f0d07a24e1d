using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using ReapFunctions.Ml.Scoring;
using LogOdds = ReapFunctions.Ml.Calibration.PlattCalibrator;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>A binary model as ML.NET loads and runs it, over our tables. Safe for use by several threads.</summary>
internal sealed class MlNetPipeline
{
    private const string Score = "Score";
    private const string Probability = "Probability";

    private readonly DataViewSchema schema;
    private readonly DataViewSchema output;

    public MlNetPipeline(ITransformer model, DataViewSchema? schema)
    {
        Model = model;
        this.schema = schema ?? throw new ModelFileException(
            "The file does not say which columns it reads. "
                + "Save it with its schema, mlContext.Model.Save(model, data.Schema, file), or load it with a table to score.");
        output = model.GetOutputSchema(schema);
        if (output.GetColumnOrNull(Score) is not { Type: NumberDataViewType { RawType: var type } } score
            || type != typeof(float))
            throw new ModelFileException("The model has no single Score: it is no binary classifier. "
                + "Train one of mlContext.BinaryClassification.");
        HasProbability = output.GetColumnOrNull(Probability) is not null;
        Vector = Flat(model).Where(step => step.GetType() is { IsGenericType: true } of
            && of.GetGenericTypeDefinition() == typeof(BinaryPredictionTransformer<>))
            .Cast<ISingleFeaturePredictionTransformer<object>>().LastOrDefault();
        Inputs = [.. Needed(model.GetRowToRowMapper(schema), score)];
    }

    public ITransformer Model { get; }

    /// <summary>The raw columns that the score depends on. A vector is a column per entry: by its slot's name, or <c>vector.0</c>
    /// and so on.</summary>
    public InputColumn[] Inputs { get; }

    public bool HasProbability { get; }

    /// <summary>What scores a vector of features.</summary>
    private ISingleFeaturePredictionTransformer<object>? Vector { get; }

    /// <summary>The weights, when the model is linear.</summary>
    public LinearModelParameters? Linear => Vector?.Model switch
    {
        LinearModelParameters linear => linear,
        CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> calibrated => calibrated.SubModel,
        CalibratedModelParametersBase<LinearBinaryModelParameters, ICalibrator> calibrated => calibrated.SubModel,
        _ => null,
    };

    /// <summary>Length of the feature vector; 0 when there is none.</summary>
    public int Slots => Features is { Type: VectorDataViewType { IsKnownSize: true, Size: var size } } ? size : 0;

    private DataViewSchema.Column? Features => Vector?.FeatureColumnName is null ? null
        : output.GetColumnOrNull(Vector.FeatureColumnName);

    /// <summary>Whether a file says which columns it reads, itself or by its loader.</summary>
    public static bool HasSchema(SortedDictionary<string, byte[]> entries) => entries.ContainsKey("Schema")
        || entries.ContainsKey("Loader/Model.key");

    /// <param name="file">The zip.</param>
    /// <param name="other">What stands in for a schema that the file lacks.</param>
    public static MlNetPipeline Load(byte[] file, DataViewSchema? other = null)
    {
        try
        {
            using var stream = new MemoryStream(file);
            var model = new MLContext(1).Model.Load(stream, out var schema);
            return new MlNetPipeline(model, schema ?? other);
        }
        catch (Exception fault) when (fault is not ModelFileException)
        {
            throw new ModelFileException(
                $"ML.NET cannot load the model: {fault.Message.TrimEnd('.')}. "
                    + "Load it with mlContext.Model.Load where it was made, and save it again.", fault);
        }
    }

    /// <summary>ML.NET's scores and probabilities of some rows; without a calibrator the score is taken as log-odds.</summary>
    public void ScoreRows(Dataset data, int from, Span<float> scores, Span<float> probabilities)
    {
        var view = Model.Transform(ViewOf(data, from, scores.Length));
        var wanted = HasProbability ? new[] { view.Schema[Score], view.Schema[Probability] } : [view.Schema[Score]];
        using var cursor = view.GetRowCursor(wanted);
        var scoreOf = cursor.GetGetter<float>(wanted[0]);
        var probabilityOf = HasProbability ? cursor.GetGetter<float>(wanted[1]) : null;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            scoreOf(ref scores[row]);
            if (probabilityOf is null)
                probabilities[row] = LogOdds.Identity.Probability(scores[row]);
            else
                probabilityOf(ref probabilities[row]);
        }
    }

    /// <summary>The feature vectors of some rows: those of its slots that are asked for, each as a column.</summary>
    public float[][] FeaturesOf(Dataset data, int from, int rows, int[] slots)
    {
        var columns = Array.ConvertAll(slots, _ => new float[rows]);
        var view = Model.Transform(ViewOf(data, from, rows));
        var column = view.Schema[Features!.Value.Name];
        using var cursor = view.GetRowCursor([column]);
        var vectorOf = cursor.GetGetter<VBuffer<float>>(column);
        var (vector, dense) = (default(VBuffer<float>), new float[Slots]);
        for (var row = 0; cursor.MoveNext(); row++)
        {
            vectorOf(ref vector);
            vector.CopyTo(dense);
            for (var i = 0; i < slots.Length; i++)
                columns[i][row] = dense[slots[i]];
        }
        return columns;
    }

    /// <summary>The names of the vector's slots; empty where it has none.</summary>
    public string[] SlotNames() => Names(Features!.Value);

    /// <summary>By slot: the raw columns that make it, joined by <c> + </c>. They are those of the longest column whose name the
    /// slot's begins with, else all of the vector's.</summary>
    public string[] SourcesOf(int[] slots)
    {
        // What scores says of every column that the score hangs on it, so only the steps before it are asked.
        ITransformer before = new TransformerChain<ITransformer>([.. Flat(Model).TakeWhile(step => step != Vector)]);
        var (made, names) = (before.GetOutputSchema(schema), SlotNames());
        var mapper = before.GetRowToRowMapper(schema);
        var sourceOf = new Dictionary<int, string>();
        return Array.ConvertAll(slots, slot =>
        {
            var from = slot < names.Length ? ColumnOf(made, names[slot]) : made[Features!.Value.Name];
            return sourceOf.TryGetValue(from.Index, out var known) ? known
                : sourceOf[from.Index] = string.Join(" + ", Needed(mapper, from).Select(input => input.Name));
        });
    }

    /// <summary>The column that made a slot of that name.</summary>
    private DataViewSchema.Column ColumnOf(DataViewSchema made, string slot) =>
        made.Where(column => !column.IsHidden && Begins(slot, column.Name))
            .OrderByDescending(column => column.Name.Length).Append(made[Features!.Value.Name]).First();

    private static IEnumerable<InputColumn> Needed(IRowToRowMapper mapper, DataViewSchema.Column column) =>
        mapper.GetDependencies([column]).OrderBy(needed => needed.Index).SelectMany(InputsOf);

    private static bool Begins(string slot, string column) => slot.StartsWith(column, StringComparison.Ordinal)
        && (slot.Length == column.Length || slot[column.Length] == '.');

    private static IEnumerable<InputColumn> InputsOf(DataViewSchema.Column column)
    {
        if (!DatasetView.Reads(column.Type, out var fromText))
            throw new ModelFileException(
                $"Column '{column.Name}' is of type {column.Type}: numbers, flags and texts can be given. "
                    + "Convert it before the pipeline.");
        return column.Type is not VectorDataViewType { Size: var size }
            ? [new InputColumn(column.Name, fromText ? [] : null)]
            : EntriesOf(column, size).Select(name => new InputColumn(name, null));
    }

    private static string[] EntriesOf(DataViewSchema.Column column, int size) =>
        Names(column) is { Length: > 0 } names ? names : [.. Enumerable.Range(0, size).Select(entry => $"{column.Name}.{entry}")];

    private static string[] Names(DataViewSchema.Column column)
    {
        if (!column.HasSlotNames())
            return [];
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>All columns of the model's schema; nobody looks at those that the score does not depend on.</summary>
    private DatasetView ViewOf(Dataset data, int from, int rows)
    {
        var view = new DatasetView(from, rows);
        var needed = Inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var column in schema.Where(column => !column.IsHidden))
        {
            string[] names = column.Type is VectorDataViewType { IsKnownSize: true, Size: var size } ? EntriesOf(column, size)
                : [column.Name];
            view.Add(column.Name, column.Type, names.All(needed.Contains) ? Array.ConvertAll(names, name => data[name]) : [],
                column.Annotations);
        }
        return view;
    }

    private static IEnumerable<ITransformer> Flat(ITransformer model) => model is IEnumerable<ITransformer> chain
        ? chain.SelectMany(Flat) : [model];
}
