using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Explanation;

namespace ReapFunctions.Ml;

/// <summary>What this library adds to an <see cref="MLContext"/>, under ML.NET's own catalogs.</summary>
public static class MLContextExtensions
{
    /// <summary>Boosted trees: managed, deterministic at any number of threads. The model is ML.NET's own and needs nothing of
    /// ours to be saved, loaded and scored. Missing values (NaN) are learned from; one-hot blocks cost one histogram.</summary>
    /// <param name="trainers">The catalog.</param>
    /// <param name="options">Settings; null takes the defaults.</param>
    /// <param name="labelColumnName">Boolean.</param>
    /// <param name="featureColumnName">A vector of Single.</param>
    /// <param name="exampleWeightColumnName">Single; null: all rows count alike.</param>
    /// <param name="log">The context whose <see cref="MLContext.Log"/> is told of the progress.</param>
    /// <param name="cancellationToken">Stops the training between two trees.</param>
    public static ReapTreesTrainer ReapTrees(
        this BinaryClassificationCatalog.BinaryClassificationTrainers trainers,
        BoostingOptions? options = null,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        MLContext? log = null,
        CancellationToken cancellationToken = default) =>
        new(options ?? new BoostingOptions(), labelColumnName, featureColumnName, exampleWeightColumnName, log,
            cancellationToken);

    /// <summary>Centred isotonic calibration (Oron and Flournoy 2017): rises smoothly, where ML.NET's own rises in
    /// steps.</summary>
    /// <param name="calibrators">The catalog.</param>
    /// <param name="labelColumnName">Boolean.</param>
    /// <param name="scoreColumnName">Single; rows that the model has not learned from.</param>
    public static IEstimator<CalibratorTransformer<Microsoft.ML.Calibrators.IsotonicCalibrator>> CentredIsotonic(
        this BinaryClassificationCatalog.CalibratorsCatalog calibrators, string labelColumnName = "Label",
            string scoreColumnName = "Score") =>
        new CentredIsotonicEstimator(labelColumnName, scoreColumnName);

    /// <summary>Exact Tree-SHAP contributions of every slot, for any binary tree model of ML.NET: FastTree, FastForest, LightGBM,
    /// GAM, ours;
    /// calibrated or not. Fit it on training rows, or others like them: contributions are measured from their mean.</summary>
    /// <param name="transforms">The catalog.</param>
    /// <param name="model">The fitted prediction transformer, or a chain that ends with it.</param>
    /// <param name="featureColumnName">The vector that the trees read.</param>
    /// <param name="outputColumnName">The vector of contributions that is added.</param>
    /// <exception cref="ArgumentException">The model is not made of trees.</exception>
    public static IEstimator<TreeShapTransformer> CalculateTreeShap(
        this TransformsCatalog transforms, ITransformer model, string featureColumnName = "Features",
            string outputColumnName = "Contributions") =>
        new TreeShapEstimator(model, featureColumnName, outputColumnName);

    /// <summary>A fast scorer for a fitted binary model: see <see cref="PropensityModel"/>.</summary>
    /// <param name="models">The catalog.</param>
    /// <param name="model">The whole pipeline.</param>
    /// <param name="inputSchema">The columns that it reads.</param>
    public static PropensityModel CreateFastScorer(this ModelOperationsCatalog models, ITransformer model,
        DataViewSchema inputSchema) =>
        PropensityModel.Load(new MLContext(1), model, inputSchema);

    /// <summary>Judges probabilities: beside ML.NET's figures the AUC's standard error (DeLong), calibration error, slope and
    /// intercept, deciles; log-loss in nats and finite.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">Scored rows that the model has not learned from.</param>
    /// <param name="labelColumnName">Boolean.</param>
    /// <param name="probabilityColumnName">Single.</param>
    public static Metrics EvaluatePropensity(
        this BinaryClassificationCatalog catalog, IDataView data, string labelColumnName = "Label",
            string probabilityColumnName = "Probability") =>
        Metrics.Of([.. data.GetColumn<float>(probabilityColumnName)], [.. data.GetColumn<bool>(labelColumnName)]);

    /// <summary>How much better one score ranks the rows than another, with the 95 % interval of the difference in AUC
    /// (DeLong).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="first">Rows with a score.</param>
    /// <param name="second">The same rows with another.</param>
    /// <param name="labelColumnName">Boolean, of the first.</param>
    /// <param name="scoreColumnName">Single.</param>
    public static AucInterval CompareAuc(
        this BinaryClassificationCatalog catalog, IDataView first, IDataView second, string labelColumnName = "Label",
            string scoreColumnName = "Score") =>
        DeLong.Difference([.. first.GetColumn<float>(scoreColumnName)], [.. second.GetColumn<float>(scoreColumnName)],
            [.. first.GetColumn<bool>(labelColumnName)]);

    /// <summary>The stability index of every column that both have.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="reference">Training rows.</param>
    /// <param name="later">Later rows.</param>
    public static IReadOnlyList<Stability> CompareStability(this DataOperationsCatalog catalog, IDataView reference,
        IDataView later)
    {
        var (first, second) = (DatasetView.Read(reference), DatasetView.Read(later));
        return [.. first.Columns.Where(column => second.TryGet(column.Name, out _))
            .Select(column => StabilityIndex.Of(column).Compare(second[column.Name]))];
    }

    /// <summary>Features that know the answer, or may.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">Raw columns and the label.</param>
    /// <param name="labelColumnName">Boolean.</param>
    /// <param name="knownAfterwards">Columns that are known only after the event.</param>
    public static IReadOnlyList<Leak> CheckLeakage(
        this DataOperationsCatalog catalog, IDataView data, string labelColumnName = "Label", params string[] knownAfterwards) =>
        LeakageGuard.Check(DatasetView.Read(data).Without([labelColumnName]), [.. data.GetColumn<bool>(labelColumnName)],
            knownAfterwards);

    /// <summary>The numbers, flags and texts of a view as a table for <see cref="PropensityModel"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The view; columns of other types are left out.</param>
    public static Dataset ToDataset(this DataOperationsCatalog catalog, IDataView data) => DatasetView.Read(data);
}
