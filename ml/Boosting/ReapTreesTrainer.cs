using Microsoft.ML;
using Microsoft.ML.Runtime;
using ReapFunctions.Ml.Binning;
using ReapFunctions.Ml.ModelFiles;
using Fitted = Microsoft.ML.Data.BinaryPredictionTransformer<
    Microsoft.ML.Calibrators.CalibratedModelParametersBase<
        Microsoft.ML.Trainers.FastTree.FastTreeBinaryModelParameters,
        Microsoft.ML.Calibrators.PlattCalibrator>>;

namespace ReapFunctions.Ml.Boosting;

/// <summary>Our boosted trees as a trainer of ML.NET. What it fits is ML.NET's own FastTree model with a calibrator.</summary>
public sealed class ReapTreesTrainer : IEstimator<Fitted>
{
    private readonly MLContext ml = new(1);
    private readonly BoostingOptions options;
    private readonly string label;
    private readonly string features;
    private readonly string? weight;
    private readonly IHostEnvironment? log;
    private readonly CancellationToken cancellationToken;

    internal ReapTreesTrainer(
        BoostingOptions options, string label, string features, string? weight, IHostEnvironment? log,
            CancellationToken cancellationToken)
    {
        options.Check();
        this.options = options;
        this.label = label;
        this.features = features;
        this.weight = weight;
        this.log = log;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>Grows as many trees as the options say.</summary>
    /// <param name="input">Rows to learn from.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    public Fitted Fit(IDataView input) =>
        Fit(input, null);

    /// <summary>Stops when the validation rows no longer gain.</summary>
    /// <param name="trainData">Rows to learn from.</param>
    /// <param name="validationData">Rows that say when to stop; null: none.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    public Fitted Fit(IDataView trainData, IDataView? validationData)
    {
        ArgumentNullException.ThrowIfNull(trainData);
        var train = VectorTable.Read(trainData, features, label, weight);
        int[] rows = [.. Enumerable.Range(0, train.Data.Rows)];
        var bins = new FeatureBins[train.Data.Columns.Count];
        Parallel.For(0, bins.Length, new ParallelOptions { MaxDegreeOfParallelism = options.ThreadCount }, column =>
            bins[column] = BinFitter.Fit(train.Data.Columns[column], rows, options.MaxBins, options.Seed));
        var validation = validationData is null ? null
            : RowsOf(VectorTable.Read(validationData, features, label, weight, train), bins);
        // What a host says goes to the context's log.
        using var channel = (log?.Register("ReapTrees") as IChannelProvider)?.Start("Training");
        var fit = Booster.Train(RowsOf(train, bins), validation, options, Told, cancellationToken);
        var trees = new TreeTranslator(bins, [.. train.Slots.Select((slots, column) => SlotsOf(bins[column], slots))])
            .Translate(fit, rows.Length);
        return (Fitted)ScoringPart.Load(ml, features, train.Size, trees, Calibration.PlattCalibrator.Identity)[0];

        void Told(int grown)
        {
            if (grown % 50 == 0)
                channel?.Info(MessageSensitivity.None, $"{grown} of at most {options.Trees} trees grown.");
        }
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        ml.BinaryClassification.Trainers.FastTree(label, features, weight).GetOutputSchema(inputSchema);

    private BinnedRows RowsOf(VectorTable table, FeatureBins[] bins) => new(
        BinnedTable.Of(table.Data, bins, [.. Enumerable.Range(0, table.Data.Rows)],
            options.ThreadCount), table.Labels, table.Weights);

    /// <summary>The slot of each bin: categories are named by their place in the block.</summary>
    private static int[] SlotsOf(FeatureBins bins, int[] slots) =>
        bins is CategoricalBins categorical ? [.. categorical.Categories.ToArray().Select(place => slots[int.Parse(place)])]
            : slots;
}
