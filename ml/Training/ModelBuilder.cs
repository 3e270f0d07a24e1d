using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.ModelFiles;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Training;

/// <summary>Makes the pipelines of ML.NET that trained models are.</summary>
internal static class ModelBuilder
{
    public const string Features = "Features";
    private const string Missing = ":missing";

    /// <summary>One-hot encoding with the given categories, and all columns side by side; then trees and calibrator.</summary>
    public static PropensityModel FromTrees(Featurizer featurizer, TreeEnsemble ensemble, Calibrator calibrator)
    {
        var ml = new MLContext(1);
        var vocabulary = Vocabulary(featurizer.Inputs);
        var features = Encoding(ml, featurizer.Inputs).Append(ml.Transforms.Concatenate(Features, Names(featurizer.Inputs)))
            .Fit(vocabulary);
        ITransformer[] chain = [features, .. ScoringPart.Load(ml, Features, featurizer.Slots.Length, ensemble, calibrator)];
        return PropensityModel.FromTrees(ml, new TransformerChain<ITransformer>(chain), vocabulary.Schema, featurizer, ensemble);
    }

    /// <summary>For linear models: one-hot encoding, missing numbers replaced by the mean and marked, all standardised.</summary>
    public static IEstimator<ITransformer> Standardised(MLContext ml, Dataset data)
    {
        InputColumn[] inputs = [.. data.Columns.Select(column => new InputColumn(column.Name,
            (column as CategoricalColumn)?.Categories.ToArray()))];
        string[] numbers = [.. inputs.Where(input => !input.IsCategorical).Select(input => input.Name)];
        string[] marked = [.. data.Columns.OfType<NumericColumn>()
            .Where(column => MemoryExtensions.Contains(column.Values, float.NaN)).Select(column => column.Name)];
        var marks = Array.ConvertAll(marked, name => new InputOutputColumnPair(name + Missing, name));
        var chain = Encoding(ml, inputs);
        if (marks.Length > 0)
        {
            chain = chain.Append<ITransformer>(ml.Transforms.IndicateMissingValues(marks))
                .Append<ITransformer>(ml.Transforms.Conversion.ConvertType(
                    [.. marks.Select(mark => new InputOutputColumnPair(mark.OutputColumnName))]));
        }
        if (numbers.Length > 0)
        {
            chain = chain.Append<ITransformer>(ml.Transforms.ReplaceMissingValues(
                Array.ConvertAll(numbers,
                    name => new InputOutputColumnPair(name)), MissingValueReplacingEstimator.ReplacementMode.Mean));
        }
        return chain.Append<ITransformer>(ml.Transforms.Concatenate(Features,
            [.. Names(inputs), .. marks.Select(mark => mark.OutputColumnName)]))
            .Append<ITransformer>(ml.Transforms.NormalizeMeanVariance(Features, fixZero: false));
    }

    private static EstimatorChain<ITransformer> Encoding(MLContext ml, InputColumn[] inputs)
    {
        InputOutputColumnPair[] texts = [.. inputs.Where(input => input.IsCategorical)
            .Select(input => new InputOutputColumnPair(input.Name))];
        var chain = new EstimatorChain<ITransformer>();
        return texts.Length == 0 ? chain : chain.Append<ITransformer>(ml.Transforms.Categorical.OneHotEncoding(texts));
    }

    private static string[] Names(InputColumn[] inputs) => Array.ConvertAll(inputs, input => input.Name);

    /// <summary>A table whose rows name every category once, in order: what one-hot encoding learns from, so that its slots are
    /// ours.</summary>
    private static DatasetView Vocabulary(InputColumn[] inputs)
    {
        var rows = inputs.Max(input => input.Categories?.Length ?? 1);
        return DatasetView.Of(
            new Dataset([.. inputs.Select(input => input.Categories is { } known
                ? (Column)new CategoricalColumn(input.Name,
                    [.. Enumerable.Range(0, rows).Select(row => row < known.Length ? row : -1)], known)
                : new NumericColumn(input.Name, new float[rows]))], rows),
            0, rows);
    }
}
