using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Training;

/// <summary>
/// ML.NET's FastTree as one more candidate. It would drop every row in which a number is missing, so missing numbers become the
/// mean and say so in a column of their own; categories are one-hot. ML.NET saves the model; it is read and scored as any other.
/// </summary>
internal sealed class FastTreeCandidate : ICandidateTrainer
{
    // No field of a contract has a colon in its name.
    private const string Label = "reap:label";
    private const string Features = "reap:features";
    private const string Filled = ":filled";
    private const string Missing = ":missing";
    private const string Known = ":known";

    private const int Trees = 200;
    private const int Leaves = 20;
    private const int RowsPerLeaf = 20;
    private const double LearningRate = 0.1;

    // Contributions are measured from the rows that the model has learned from; some thousands are enough.
    private const int ReferenceRows = 10_000;

    public string Name => "ML.NET FastTree";

    public IReadOnlyDictionary<string, double> Settings { get; } = new Dictionary<string, double>
    {
        ["trees"] = Trees,
        ["leaves"] = Leaves,
        ["rowsPerLeaf"] = RowsPerLeaf,
        ["learningRate"] = LearningRate,
    };

    public PropensityModel Train(Dataset data, bool[] labels, long seed)
    {
        var ml = new MLContext((int)seed);
        var view = new DatasetView(data, Label, labels);
        using var file = new MemoryStream();
        ml.Model.Save(Pipeline(ml, data).Fit(view), view.Schema, file);
        file.Position = 0;
        return PropensityModel.Load(file).WithReference(data.Select(Evenly(data.Rows)));
    }

    private static EstimatorChain<ITransformer> Pipeline(MLContext ml, Dataset data)
    {
        string[] numbers = [.. data.Columns.OfType<NumericColumn>().Select(column => column.Name)];
        string[] texts = [.. data.Columns.OfType<CategoricalColumn>().Select(column => column.Name)];
        var chain = new EstimatorChain<ITransformer>();
        if (numbers.Length > 0)
        {
            chain = Append(chain, ml.Transforms.IndicateMissingValues(Pairs(numbers, Missing)));
            chain = Append(chain, ml.Transforms.Conversion.ConvertType(
                Array.ConvertAll(numbers, name => new InputOutputColumnPair(name + Missing, name + Missing)), DataKind.Single));
            chain = Append(
                chain, ml.Transforms.ReplaceMissingValues(
                Pairs(numbers, Filled), MissingValueReplacingEstimator.ReplacementMode.Mean));
        }
        if (texts.Length > 0)
            chain = Append(chain, ml.Transforms.Categorical.OneHotEncoding(Pairs(texts, Known)));
        string[] features = [
            .. numbers.Select(name => name + Filled), .. numbers.Select(name => name + Missing), .. texts
            .Select(name => name + Known)];
        chain = Append(chain, ml.Transforms.Concatenate(Features, features));
        return Append(chain, ml.BinaryClassification.Trainers.FastTree(
            Label, Features, numberOfLeaves: Leaves, numberOfTrees: Trees, minimumExampleCountPerLeaf: RowsPerLeaf,
                learningRate: LearningRate));
    }

    // Of one type whatever was appended, so that the saved model is one flat chain.
    private static EstimatorChain<ITransformer> Append(EstimatorChain<ITransformer> chain, IEstimator<ITransformer> step) =>
        chain.Append(step);

    private static InputOutputColumnPair[] Pairs(string[] names, string suffix) =>
        Array.ConvertAll(names, name => new InputOutputColumnPair(name + suffix, name));

    private static int[] Evenly(int rows) =>
        [.. Enumerable.Range(0, Math.Min(rows, ReferenceRows))
            .Select(i => (int)((long)i * rows / Math.Min(rows, ReferenceRows)))];
}
