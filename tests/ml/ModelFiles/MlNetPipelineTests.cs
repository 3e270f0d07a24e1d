using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using ReapFunctions.Ml.ModelFiles;

namespace ReapFunctions.Ml.Tests.ModelFiles;

/// <summary>Pipelines that people build with ML.NET, made here by ML.NET itself: each is loaded from its file and gives ML.NET's
/// figures.</summary>
public sealed class MlNetPipelineTests
{
    /// <summary>ML.NET computes in float32, partly in an order of its own.</summary>
    private const double Tolerance = 1e-6;

    private static readonly MlNetRow[] Train = MlNetRow.Make(1200, 1, odd: false);
    private static readonly MlNetRow[] Later = MlNetRow.Make(300, 2, odd: true);

    private static readonly Dictionary<string, Func<MLContext, IEstimator<ITransformer>>> Pipelines = new()
    {
        ["raw vector column"] = ml => Trees(ml, "Raw"),
        ["vector, concatenated"] = ml => Concatenated(ml, "Raw", "Amount"),
        ["one-hot"] = ml => ml.Transforms.Categorical.OneHotEncoding("Colour")
            .Append(Concatenated(ml, "Colour", "Amount", "Calls")),
        ["one-hot of another name"] = ml =>
            ml.Transforms.Categorical.OneHotEncoding("c", "Colour").Append(Concatenated(ml, "Amount", "c")),
        ["one-hot, binary"] = ml => Encoded(ml, OneHotEncodingEstimator.OutputKind.Binary),
        ["one-hot, bag"] = ml => Encoded(ml, OneHotEncodingEstimator.OutputKind.Bag),
        ["one-hot hash"] = ml => ml.Transforms.Categorical.OneHotHashEncoding("Colour", numberOfBits: 4)
            .Append(Concatenated(ml, "Colour", "Amount")),
        ["hash"] = ml => ml.Transforms.Conversion.Hash("h", "Colour", numberOfBits: 4)
            .Append(ml.Transforms.Conversion.MapKeyToVector("h"))
            .Append(Concatenated(ml, "h", "Amount")),
        ["flag"] = ml => ml.Transforms.Conversion.ConvertType("Online", outputKind: DataKind.Single)
            .Append(Concatenated(ml, "Online", "Amount")),
        ["missing replaced and marked"] = ml => ml.Transforms.IndicateMissingValues("m", "Amount")
            .Append(ml.Transforms.Conversion.ConvertType("m")).Append(ml.Transforms.ReplaceMissingValues("Amount"))
            .Append(Concatenated(ml, "m", "Amount", "Calls")),
        ["min-max"] = ml => ml.Transforms.NormalizeMinMax("Amount").Append(Concatenated(ml, "Amount", "Calls")),
        ["mean-variance"] = ml => ml.Transforms.NormalizeMeanVariance("Amount").Append(Concatenated(ml, "Amount", "Calls")),
        ["log mean-variance"] = ml =>
            ml.Transforms.NormalizeLogMeanVariance("Amount").Append(Concatenated(ml, "Amount", "Calls")),
        ["cumulative distribution"] = ml =>
            ml.Transforms.NormalizeMeanVariance("Amount", useCdf: true).Append(Concatenated(ml, "Amount", "Calls")),
        ["binning"] = ml => ml.Transforms.NormalizeBinning("Raw", maximumBinCount: 8).Append(Trees(ml, "Raw")),
        ["supervised binning"] = ml =>
            ml.Transforms.NormalizeSupervisedBinning("Raw", maximumBinCount: 8).Append(Trees(ml, "Raw")),
        ["robust scaling"] = ml => ml.Transforms.NormalizeRobustScaling("Amount").Append(Concatenated(ml, "Amount", "Calls")),
        ["Lp norm"] = ml => ml.Transforms.NormalizeLpNorm("Raw").Append(Trees(ml, "Raw")),
        ["global contrast"] = ml => ml.Transforms.NormalizeGlobalContrast("Raw").Append(Trees(ml, "Raw")),
        ["copied column"] = ml => ml.Transforms.CopyColumns("a", "Amount").Append(Concatenated(ml, "a", "Calls")),
        ["feature selection by count"] = ml => ml.Transforms.Categorical.OneHotEncoding("Colour")
            .Append(ml.Transforms.FeatureSelection.SelectFeaturesBasedOnCount("Colour", count: 100))
            .Append(Concatenated(ml, "Colour", "Amount")),
        ["feature selection by information"] = ml =>
            ml.Transforms.FeatureSelection.SelectFeaturesBasedOnMutualInformation("r", "Raw", slotsInOutput: 3)
            .Append(Trees(ml, "r")),
        ["mapped values"] = ml =>
            ml.Transforms.Conversion.MapValue("mapped", new Dictionary<string, float> { ["red"] = 1, ["green"] = 2 }, "Colour")
            .Append(Concatenated(ml, "mapped", "Amount")),
        ["expression"] = ml => ml.Transforms.Expression("e", "(a, c) => a * 2 + c", "Amount", "Calls")
            .Append(Concatenated(ml, "e", "Amount")),
        ["text"] = ml => ml.Transforms.Text.FeaturizeText("t", "Plan").Append(Concatenated(ml, "t", "Amount")),
        ["features of trees"] = ml => ml.Transforms.Concatenate("Features", "Raw", "Amount")
            .Append(ml.Transforms.FeaturizeByFastTreeBinary(new()
            {
                InputColumnName = "Features",
                LeavesColumnName = "leaves",
                TreesColumnName = "t",
                PathsColumnName = "p",
                TrainerOptions = new() { NumberOfTrees = 5, NumberOfLeaves = 4 },
            }))
            .Append(Concatenated(ml, "leaves", "Amount")),
        ["naive calibrator"] = ml => Uncalibrated(ml).Append(ml.BinaryClassification.Calibrators.Naive()),
        ["Platt calibrator"] = ml => Uncalibrated(ml).Append(ml.BinaryClassification.Calibrators.Platt()),
        ["isotonic calibrator"] = ml => Uncalibrated(ml).Append(ml.BinaryClassification.Calibrators.Isotonic()),
        ["no calibrator"] = Uncalibrated,
        ["prior"] = ml => ml.Transforms.Concatenate("Features", "Amount").Append(ml.BinaryClassification.Trainers.Prior()),
        ["GAM"] = ml => ml.Transforms.Concatenate("Features", "Raw", "Calls")
            .Append(ml.BinaryClassification.Trainers.Gam(numberOfIterations: 100)),
        ["logistic regression"] = ml => Linear(ml).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()),
        ["SDCA"] = ml => Linear(ml).Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression(maximumNumberOfIterations: 5)),
        ["perceptron"] = ml => Linear(ml).Append(ml.BinaryClassification.Trainers.AveragedPerceptron()),
        ["factorization machine"] = ml =>
            Linear(ml).Append(ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine(featureColumnName: "Features")),
    };

    /// <summary>Which path each takes; a fall to a slower one is a loss that wants a reason.</summary>
    private static readonly string[] Direct =
        ["raw vector column", "vector, concatenated", "one-hot", "one-hot of another name", "one-hot, bag", "copied column",
            "feature selection by count",
            "feature selection by information", "GAM", "Platt calibrator", "isotonic calibrator", "no calibrator"];

    private static readonly string[] ByMlNet =
        ["naive calibrator", "prior", "logistic regression", "SDCA", "perceptron", "factorization machine"];

    public static TheoryData<string> Names { get; } = new(Pipelines.Keys);

    public static TheoryData<string> Explained { get; } = new(Pipelines.Keys.Except(["prior", "factorization machine"]));

    [Theory]
    [MemberData(nameof(Names))]
    public void APipelineOfMlNetGivesMlNetsScores(string name)
    {
        var (model, transformer, ml) = Fit(name);
        var scored = transformer.Transform(ml.Data.LoadFromEnumerable(Later));
        var (scores, table) = (new float[Later.Length], MlNetRow.Table(Later));
        model.RawScore(table, scores);
        Close([.. scored.GetColumn<float>("Score")], scores);
        if (scored.Schema.GetColumnOrNull("Probability") is not null)
            Close([.. scored.GetColumn<float>("Probability")], model.Score(table));
        var path = Direct.Contains(name) ? ScoringPath.Direct
            : ByMlNet.Contains(name) ? ScoringPath.MlNet : ScoringPath.FromFeatures;
        Assert.Equal(path, model.Path);
    }

    [Theory]
    [MemberData(nameof(Explained))]
    public void ItsContributionsAddUpToItsScore(string name)
    {
        var model = Fit(name).Model.WithReference(MlNetRow.Table(Train));
        var table = MlNetRow.Table(MlNetRow.Make(100, 3, odd: false));
        var (scores, contributions) = (new float[table.Rows], new float[table.Rows * model.Features.Count]);
        model.RawScore(table, scores);
        model.Explain(table, contributions);
        for (var row = 0; row < scores.Length; row++)
        {
            var sum = contributions.AsSpan(row * model.Features.Count, model.Features.Count).ToArray()
                .Sum(value => (double)value);
            Assert.Equal(scores[row], model.Base + sum, 1e-4);
        }
    }

    [Theory]
    [InlineData("one-hot", "Colour,Amount,Calls")]
    [InlineData("expression", "Amount + Calls,Amount")]
    [InlineData("one-hot hash", "Amount + Colour,Amount")]
    [InlineData("logistic regression", "Colour,Amount,Calls")]
    public void ContributionsAreToldOfTheRawColumns(string name, string features) =>
        Assert.Equal(features.Split(',').Order(), Fit(name).Model.Features.Order());

    [Fact]
    public void ARowAloneIsScoredAlsoWhereMlNetMakesTheFeatures()
    {
        var model = Fit("min-max").Model;
        var row = model.NewRow();
        row.Set(model.Columns.ToList().IndexOf("Amount"), Later[0].Amount);
        row.Set(model.Columns.ToList().IndexOf("Calls"), Later[0].Calls);
        Assert.Equal(model.Score(MlNetRow.Table(Later))[0], model.Score(row));
    }

    [Fact]
    public void WhatDoesNotFitIsToldColumnByColumn()
    {
        var model = Fit("one-hot").Model;
        var table = new Dataset(new NumericColumn("Colour", [1]), new NumericColumn("Amount", [1]));
        Assert.Equal(
            [new ColumnFault("Calls", "is missing"), new ColumnFault("Colour", "must be categorical")],
            model.Check(table).OrderBy(fault => fault.Column));
    }

    [Fact]
    public void AModelThatIsNoBinaryClassifierIsRefusedWithAReason()
    {
        var ml = new MLContext(1);
        var view = ml.Data.LoadFromEnumerable(Train);
        var transformer = ml.Transforms.NormalizeMinMax("Amount").Fit(view);
        var fault = Assert.Throws<ModelFileException>(() => PropensityModel.Load(ml, transformer, view.Schema));
        Assert.Contains("no binary classifier", fault.Message, StringComparison.Ordinal);
    }

    [LightGbmFact]
    public void ALightGbmModelWithCategoricalSplitsIsScoredAndExplained()
    {
        var ml = new MLContext(1);
        var view = ml.Data.LoadFromEnumerable(Train);
        var pipeline = ml.Transforms.Categorical.OneHotEncoding("Colour")
            .Append(ml.Transforms.Concatenate("Features", "Colour", "Amount", "Calls"))
            .Append(ml.BinaryClassification.Trainers.LightGbm(new()
            {
                UseCategoricalSplit = true,
                NumberOfIterations = 20,
                NumberOfLeaves = 8,
                MinimumExampleCountPerGroup = 5,
                CategoricalSmoothing = 1,
            }));
        var transformer = pipeline.Fit(view);
        var model = PropensityModel.Load(ml, transformer, view.Schema).WithReference(MlNetRow.Table(Train));
        Assert.Equal(ScoringPath.Direct, model.Path);
        Assert.Contains(model.Trees!.Ensemble.Trees, tree => tree.Categories.Any(listed => listed is not null));
        Close([.. transformer.Transform(ml.Data.LoadFromEnumerable(Later)).GetColumn<float>("Probability")],
            model.Score(MlNetRow.Table(Later)));
    }

    private static (PropensityModel Model, ITransformer Transformer, MLContext Ml) Fit(string name)
    {
        var ml = new MLContext(1);
        var view = ml.Data.LoadFromEnumerable(Train);
        var transformer = Pipelines[name](ml).Fit(view);
        using var file = new MemoryStream();
        ml.Model.Save(transformer, view.Schema, file);
        file.Position = 0;
        return (PropensityModel.Load(file), transformer, ml);
    }

    private static EstimatorChain<ITransformer> Concatenated(MLContext ml, params string[] columns) =>
        new EstimatorChain<ITransformer>().Append<ITransformer>(ml.Transforms.Concatenate("Features", columns))
            .Append<ITransformer>(Trees(ml, "Features"));

    private static IEstimator<ITransformer> Trees(MLContext ml, string features) =>
        ml.BinaryClassification.Trainers.FastTree(featureColumnName: features, numberOfTrees: 20, numberOfLeaves: 6);

    private static IEstimator<ITransformer> Encoded(MLContext ml, OneHotEncodingEstimator.OutputKind kind) =>
        ml.Transforms.Categorical.OneHotEncoding("Colour", outputKind: kind).Append(Concatenated(ml, "Colour", "Amount"));

    private static IEstimator<ITransformer> Uncalibrated(MLContext ml) => ml.Transforms.Concatenate("Features", "Raw", "Amount")
        .Append(ml.BinaryClassification.Trainers.FastForest(numberOfTrees: 20, numberOfLeaves: 6));

    private static IEstimator<ITransformer> Linear(MLContext ml) => ml.Transforms.Categorical.OneHotEncoding("Colour")
        .Append(ml.Transforms.Concatenate("Features", "Colour", "Amount", "Calls"))
        .Append(ml.Transforms.NormalizeMinMax("Features"));

    private static void Close(float[] wanted, float[] got)
    {
        Assert.Equal(wanted.Length, got.Length);
        for (var row = 0; row < wanted.Length; row++)
        {
            if (float.IsNaN(wanted[row]))
                Assert.True(float.IsNaN(got[row]), $"row {row}: {got[row]}, ML.NET has NaN");
            else
                Assert.Equal(wanted[row], got[row], Tolerance * Math.Max(1, Math.Abs(wanted[row])));
        }
    }
}
