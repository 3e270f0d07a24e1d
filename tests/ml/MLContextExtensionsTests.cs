using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using ReapFunctions.Ml.Boosting;
using Fitted = Microsoft.ML.Data.BinaryPredictionTransformer<
    Microsoft.ML.Calibrators.CalibratedModelParametersBase<
        Microsoft.ML.Trainers.FastTree.FastTreeBinaryModelParameters,
        Microsoft.ML.Calibrators.PlattCalibrator>>;

namespace ReapFunctions.Ml.Tests;

public sealed class MLContextExtensionsTests
{
    private static readonly MlNetRow[] Train = MlNetRow.Make(1500, 5, odd: true);
    private static readonly MlNetRow[] Later = MlNetRow.Make(500, 6, odd: true);
    private static readonly BoostingOptions Quick = new() { Trees = 40, LearningRate = 0.1 };

    private readonly MLContext ml = new(1);

    [Fact]
    public void ReapTreesStandInAChainAndMlNetLoadsThemWithoutOurCode()
    {
        var chain = Chain(Quick).Fit(View(Train));
        using var file = new MemoryStream();
        ml.Model.Save(chain, View(Train).Schema, file);
        file.Position = 0;
        var loaded = new MLContext().Model.Load(file, out _);
        Assert.IsType<Fitted>(chain.LastTransformer, exactMatch: false);
        Assert.Equal(Scores(chain), Scores(loaded));
        Assert.True(ml.BinaryClassification.Evaluate(chain.Transform(View(Later))).AreaUnderRocCurve > 0.7);
    }

    [Fact]
    public void MlNetsOwnPredictionIsThatOfOurFastScorer()
    {
        var chain = Chain(Quick).Fit(View(Train));
        var scorer = ml.Model.CreateFastScorer(chain, View(Train).Schema);
        Assert.Equal(ScoringPath.Direct, scorer.Path);
        var wanted = chain.Transform(View(Later)).GetColumn<float>("Probability").ToArray();
        var got = scorer.Score(ml.Data.ToDataset(View(Later)));
        for (var row = 0; row < wanted.Length; row++)
            Assert.Equal(wanted[row], got[row], 1e-6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void ReapTreesGiveTheSameScoresAtAnyNumberOfThreads(int threads) => Assert.Equal(
        Scores(Chain(Quick with { Threads = 1 }).Fit(View(Train))),
        Scores(Chain(Quick with { Threads = threads }).Fit(View(Train))));

    [Fact]
    public void ReapTreesAreCrossValidatedByMlNet()
    {
        var folds = ml.BinaryClassification.CrossValidate(View(Train), Chain(Quick), numberOfFolds: 3, seed: 1);
        Assert.All(folds, fold => Assert.True(fold.Metrics.AreaUnderRocCurve > 0.7));
    }

    [Fact]
    public void AOneHotBlockIsOneColumnOfTheBooster()
    {
        var features = Features().Fit(View(Train)).Transform(View(Train));
        var table = VectorTable.Read(features, "Features", "Label");
        Assert.Equal(3, table.Data.Columns.Count);
        Assert.Equal(4, Assert.Single(table.Data.Columns.OfType<CategoricalColumn>()).Categories.Count(_ => true) - 1);
    }

    [Fact]
    public void ReapTreesStopByValidationRows()
    {
        var features = Features().Fit(View(Train));
        var trainer = ml.BinaryClassification.Trainers.ReapTrees(
            Quick with { Trees = 2000, LearningRate = 0.3, EarlyStopping = 10 });
        var model = trainer.Fit(features.Transform(View(Train)), features.Transform(View(Later)));
        Assert.InRange(model.Model.SubModel.TrainedTreeEnsemble.Trees.Count, 2, 500);
    }

    [Fact]
    public void ProgressIsToldToTheContextsLogAndATokenStopsTheTraining()
    {
        var told = new List<string>();
        ml.Log += (_, message) => told.Add(message.Message);
        var features = Features().Fit(View(Train)).Transform(View(Train));
        ml.BinaryClassification.Trainers.ReapTrees(Quick with { Trees = 100 }, log: ml).Fit(features);
        Assert.Contains(told, message => message.Contains("100 of at most 100 trees", StringComparison.Ordinal));
        var stopped = ml.BinaryClassification.Trainers.ReapTrees(Quick, cancellationToken: new CancellationToken(canceled: true));
        Assert.Throws<OperationCanceledException>(() => stopped.Fit(features));
    }

    [Fact]
    public void AMissingLabelIsNamedWithWhatToDo()
    {
        var fault = Assert.Throws<ArgumentException>(() => ml.BinaryClassification.Trainers.ReapTrees(labelColumnName: "Churned")
            .Fit(Features().Fit(View(Train)).Transform(View(Train))));
        Assert.Contains("'Churned'", fault.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> TreeModels { get; } = new("FastTree", "FastForest", "GAM", "ReapTrees");

    [Theory]
    [MemberData(nameof(TreeModels))]
    public void ContributionsOfAnyTreeModelAddUpToItsScore(string name) => ContributionsAddUp(name switch
    {
        "FastTree" => ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 30),
        "FastForest" => ml.BinaryClassification.Trainers.FastForest(numberOfTrees: 30),
        "GAM" => ml.BinaryClassification.Trainers.Gam(numberOfIterations: 50),
        _ => ml.BinaryClassification.Trainers.ReapTrees(Quick),
    });

    [LightGbmFact]
    public void ContributionsOfLightGbmAddUpToItsScore() =>
        ContributionsAddUp(ml.BinaryClassification.Trainers.LightGbm(numberOfIterations: 30));

    [Fact]
    public void ALinearModelHasNoTreesToExplain()
    {
        var features = Features().Append(ml.Transforms.ReplaceMissingValues("Features")).Fit(View(Train)).Transform(View(Train));
        var linear = ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(features);
        Assert.Throws<ArgumentException>(() => ml.Transforms.CalculateTreeShap(linear));
    }

    [Fact]
    public void ACentredIsotonicCalibratorIsMlNetsOwnAndCalibratesBetter()
    {
        var features = Features().Append(ml.Transforms.ReplaceMissingValues("Features")).Fit(View(Train));
        var forest = ml.BinaryClassification.Trainers.FastForest(numberOfTrees: 50).Fit(features.Transform(View(Train)));
        var scored = forest.Transform(features.Transform(View(Later)));
        var calibrator = ml.BinaryClassification.Calibrators.CentredIsotonic().Fit(scored);
        Assert.IsType<CalibratorTransformer<IsotonicCalibrator>>(calibrator, exactMatch: false);
        var judged = forest.Transform(features.Transform(View(MlNetRow.Make(2000, 7, odd: true))));
        var ours = ml.BinaryClassification.EvaluatePropensity(calibrator.Transform(judged));
        var isotonic = ml.BinaryClassification.Calibrators.Isotonic().Fit(scored);
        var theirs = ml.BinaryClassification.EvaluatePropensity(isotonic.Transform(judged));
        Assert.True(ours.LogLoss < theirs.LogLoss, $"{ours.LogLoss} against {theirs.LogLoss}");
    }

    [Fact]
    public void EvaluatePropensityAgreesWithMlNetWhereBothHaveAFigure()
    {
        var scored = Chain(Quick).Fit(View(Train)).Transform(View(Later));
        var (ours, theirs) = (ml.BinaryClassification.EvaluatePropensity(scored), ml.BinaryClassification.Evaluate(scored));
        Assert.Equal(theirs.AreaUnderRocCurve, ours.Auc, 1e-6);
        // ML.NET's log-loss is in bits.
        Assert.Equal(theirs.LogLoss * Math.Log(2), ours.LogLoss, 1e-5);
        Assert.InRange(ours.AucError, 0.005, 0.05);
    }

    [Fact]
    public void TwoScoresOfTheSameRowsAreCompared()
    {
        var good = Chain(Quick).Fit(View(Train)).Transform(View(Later));
        var poor = Chain(Quick with { Trees = 1 }).Fit(View(Train)).Transform(View(Later));
        Assert.True(ml.BinaryClassification.CompareAuc(good, poor).Value > 0);
    }

    [Fact]
    public void AColumnThatMovedAndAColumnThatKnowsTheAnswerAreFound()
    {
        var moved = Array.ConvertAll(Later, row => row.With(row.Amount + 60));
        Assert.Equal("Amount", ml.Data.CompareStability(View(Train), View(moved)).MaxBy(column => column.Index)!.Column);
        var leaking = Array.ConvertAll(Later, row => row.With(row.Label ? 1 : 0));
        Assert.Contains(ml.Data.CheckLeakage(View(leaking)), leak => leak.Feature == "Amount" && leak.Refused);
    }

    private void ContributionsAddUp(IEstimator<ITransformer> trainer)
    {
        var features = Features().Append(ml.Transforms.ReplaceMissingValues("Features")).Fit(View(Train));
        var (train, later) = (features.Transform(View(Train)), features.Transform(View(Later)));
        var model = trainer.Fit(train);
        var shap = ml.Transforms.CalculateTreeShap(model).Fit(train);
        var explained = shap.Transform(model.Transform(later));
        var (scores, contributions) =
            (explained.GetColumn<float>("Score").ToArray(), explained.GetColumn<float[]>("Contributions").ToArray());
        Assert.Equal(later.Schema["Features"].Type, explained.Schema["Contributions"].Type);
        for (var row = 0; row < scores.Length; row++)
            Assert.Equal(scores[row], shap.Base + contributions[row].Sum(value => (double)value), 1e-4);
        Assert.Equal(scores.Length, explained.GetColumn<float[]>("Contributions").Count(row => row.Any(value => value != 0)));
    }

    private IEstimator<ITransformer> Features() => ml.Transforms.Categorical.OneHotEncoding("Colour")
        .Append(ml.Transforms.Concatenate("Features", "Amount", "Colour", "Calls"));

    private EstimatorChain<Fitted> Chain(BoostingOptions options) =>
        Features().Append(ml.BinaryClassification.Trainers.ReapTrees(options));

    private IDataView View(MlNetRow[] rows) => ml.Data.LoadFromEnumerable(rows);

    private float[] Scores(ITransformer model) => [.. model.Transform(View(Later)).GetColumn<float>("Score")];
}
