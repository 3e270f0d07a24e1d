using ReapFunctions.Plausibility;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Calibration;
using ReapFunctions.Scorecards.Proof;

namespace ReapFunctions.Tests.Plausibility;

public class JudgementTests
{
    private static readonly RunId Now = new(new DateOnly(2026, 11, 22), 1);
    private static readonly PlausibilityOptions Options = new();

    private static readonly RunFigures Usual = new()
    {
        Customers = 3000,
        Active = 2800,
        Value = 300_000m,
        AbsoluteValue = 320_000m,
        Deciles = Enumerable.Range(1, 10).ToDictionary(decile => decile, _ => 280L),
        RiskBands = new Dictionary<string, long> { ["high"] = 300, ["medium"] = 500, ["low"] = 2000 },
        Propensities = new Dictionary<string, IReadOnlyList<long>> { ["churn"] = Spread(-2) },
    };

    [Fact]
    public void ANightLikeTheOneBeforeIsNotDoubted() => Assert.Empty(Judge(Run(), Usual));

    [Theory]
    [InlineData(38, 0.0127, 0.7)]
    [InlineData(2000, 0.6667, 0.7)]
    [InlineData(4600, 1.5333, 1.5)]
    public void CustomersFarFromTheNightsBeforeAreDoubted(long customers, double share, double limit)
    {
        var doubt = Only(DoubtKind.Customers, Judge(Run(), Usual with { Customers = customers }));
        Assert.Equal((share, limit), (doubt.Figure, doubt.Limit));
        Assert.StartsWith($"{customers} customers, where the median of the runs before is 3000: ", doubt.Sentence);
    }

    [Fact]
    public void TheMedianOfTheNightsBeforeIsTheMeasure() =>
        Assert.Empty(new Judgement(Options).Judge(
            Run(), Usual, "customers", [Past(Usual, customers: 3000), Past(null, customers: 12), Past(null, customers: 3100)]));

    [Fact]
    public void FewCustomersBeforeAreNoMeasure() =>
        Assert.Empty(new Judgement(Options).Judge(
            Run(), Usual with { Customers = 20 }, "customers", [Past(Usual with { Active = 90 }, customers: 199)]));

    [Theory]
    [InlineData(101, true)]
    [InlineData(100, false)]
    public void ManyRejectsAreDoubted(long rejected, bool isDoubted) =>
        Assert.Equal(
            isDoubted, Judge(Run(rejected: rejected), Usual).Any(doubt => doubt is { Kind: DoubtKind.Rejects, Of: "customers" }));

    [Fact]
    public void AnIdThatDoesNotIdentifyIsDoubted() =>
        Assert.Contains(
            "does not identify", Only(DoubtKind.Duplicates, Judge(Run(rejected: 60, duplicates: 60), Usual)).Sentence);

    [Theory]
    [InlineData("v1", 0.12, true, 1)]
    [InlineData("v2", 0.12, true, 0)]
    [InlineData("v1", 0.08, true, 0)]
    [InlineData("v1", 0.12, false, 0)]
    public void AModelInUseWhosePredictionsHaveNotComeTrueIsDoubted(string then, double error, bool drifted, int doubts)
    {
        var calibration = new TargetCalibration(
            "churn", "2026-08-24.1", 2_800, error, 0.01, drifted,
            [new CalibrationGroup("total", 2_800, 0.05, new Interval(0.17, 0.156, 0.184))]);
        var run = Run() with { Models = new Dictionary<string, string> { ["churn"] = "v1" } };
        var found = new Judgement(Options).OfCalibration(
            run, [calibration], new Dictionary<string, string> { ["churn"] = then }).ToArray();
        Assert.Equal(doubts, found.Length);
        Assert.All(found, doubt => Assert.Equal(
            (DoubtKind.Calibration, error, 0.1, "churn"), (doubt.Kind, doubt.Figure, doubt.Limit, doubt.Of)));
        Assert.All(found, doubt => Assert.Contains("5 % were predicted, 17 % came", doubt.Sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.004, 0.02, 2_800, 1)]
    [InlineData(0.02, 0.004, 2_800, 1)]
    [InlineData(0.004, 0.02, 150, 0)]
    [InlineData(0.012, 0.02, 2_800, 0)]
    public void ARareTargetIsDoubtedByItsControlGroup(double came, double predicted, long control, int doubts)
    {
        var calibration = new TargetCalibration(
            "roaming", "2026-08-24.1", 28_000, 0.016, 0.002, true,
            [
                new CalibrationGroup("total", 28_000, 0.02, new Interval(0.021, 0.019, 0.023)),
                new CalibrationGroup("control", control, predicted, new Interval(came, came - 0.003, came + 0.003)),
            ]);
        var run = Run() with { Models = new Dictionary<string, string> { ["roaming"] = "v1" } };

        var found = new Judgement(Options).OfCalibration(
            run, [calibration], new Dictionary<string, string> { ["roaming"] = "v1" }).ToArray();

        Assert.Equal(doubts, found.Length);
        Assert.All(found, doubt => Assert.Equal((0.8, 0.5, "roaming"), (doubt.Figure, doubt.Limit, doubt.Of)));
        Assert.All(found, doubt => Assert.Contains("of the control group", doubt.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void DuplicatesOfAnotherSourceAreItsOwnBusiness() =>
        Assert.Empty(new Judgement(Options).Judge(Run(rejected: 60, duplicates: 60), Usual, "people", [Past(Usual)]));

    [Theory]
    [InlineData(3000, 601, true)]
    [InlineData(3000, 600, false)]
    [InlineData(199, 199, false)]
    public void KeysThatTheReferenceDoesNotHaveAreDoubted(int rows, int unknown, bool isDoubted)
    {
        var run = Run() with { References = [new("customers", "tariff", "tariffs", "tariffs/2026-11-01/t.csv", rows, unknown)] };
        var doubts = Judge(run, Usual);

        Assert.Equal(isDoubted, doubts.Count > 0);
        Assert.All(doubts, doubt => Assert.StartsWith(
            "601 of 3000 rows of customers have a tariff that tariffs/2026-11-01/t.csv does not have: 20 %", doubt.Sentence));
    }

    [Fact]
    public void AFileOfFewRowsIsNotDoubtedForItsShares() =>
        Assert.Empty(Judge(Run(read: 150, rejected: 60, duplicates: 60), Usual));

    [Theory]
    [InlineData(171_000, true)]
    [InlineData(173_000, false)]
    [InlineData(429_000, true)]
    public void ATotalValueThatMovedIsDoubted(int value, bool isDoubted) =>
        Assert.Equal(isDoubted, Judge(Run(), Usual with { Value = value }).Any(doubt => doubt.Kind == DoubtKind.Value));

    [Fact]
    public void AValueOfZeroForAllIsDoubtedOfAFirstRunToo() =>
        Only(DoubtKind.NoValue, First(Usual with { Value = 0, AbsoluteValue = 0 }));

    [Fact]
    public void EverybodyInOneDecileIsDoubtedOfAFirstRunToo()
    {
        var doubt = Only(DoubtKind.OneDecile, First(Usual with
        {
            Deciles = new Dictionary<int, long> { [3] = 2790, [4] = 10 },
        }));
        Assert.Equal("2790 customers, 99.6 %, are in the value decile 3.", doubt.Sentence);
    }

    [Fact]
    public void EverybodyInOneBandIsDoubtedOfAFirstRunToo() =>
        Only(DoubtKind.OneBand, First(Usual with { RiskBands = new Dictionary<string, long> { ["low"] = 2800 } }));

    [Fact]
    public void WhereNoRiskIsKnownNoBandIsDoubted() =>
        Assert.Empty(First(Usual with { RiskBands = new Dictionary<string, long>() }));

    [Fact]
    public void FewCustomersMayBeAlike() =>
        Assert.Empty(First(Usual with
        {
            Active = 199,
            AbsoluteValue = 0,
            Deciles = new Dictionary<int, long> { [1] = 199 },
            RiskBands = new Dictionary<string, long> { ["low"] = 199 },
        }));

    [Fact]
    public void PropensitiesSpreadOtherwiseAreDoubted()
    {
        var doubt = Only(DoubtKind.Propensities, Judge(Run(), WithChurn(Spread(-0.5))));
        Assert.True(doubt.Figure > doubt.Limit);
        Assert.Contains("churn", doubt.Sentence);
    }

    [Fact]
    public void AnotherModelMayRankOtherwise() =>
        Assert.Empty(Judge(Run() with { Models = Models("v2") }, WithChurn(Spread(-0.5))));

    [Fact]
    public void ATargetThatLostItsChampionIsDoubtedAndTheReasonSaid()
    {
        var run = Run() with
        {
            Models = new Dictionary<string, string>(),
            WithoutChampion = new Dictionary<string, string> { ["churn"] = "Nobody left." },
        };
        var figures = Usual with { Propensities = new Dictionary<string, IReadOnlyList<long>>() };
        Assert.EndsWith("has none now: Nobody left.", Only(DoubtKind.Champion, Judge(run, figures)).Sentence);
    }

    [Fact]
    public void ATargetThatThePortfolioNoLongerHasIsNotMissed() =>
        Assert.Empty(Judge(Run() with { Models = new Dictionary<string, string>() }, Usual));

    [Fact]
    public void ANightBeforeWithoutFiguresIsComparedByItsCustomersAlone() =>
        Only(
            DoubtKind.Customers,
            new Judgement(Options).Judge(Run(), Usual with { Customers = 9000, Value = 1 }, "customers", [Past(null)]));

    private static IReadOnlyList<Doubt> Judge(RunState run, RunFigures figures) =>
        new Judgement(Options).Judge(run, figures, "customers", [Past(Usual)]);

    private static IReadOnlyList<Doubt> First(RunFigures figures) =>
        new Judgement(Options).Judge(Run(), figures, "customers", []);

    private static Doubt Only(DoubtKind kind, IReadOnlyList<Doubt> doubts)
    {
        var doubt = Assert.Single(doubts);
        Assert.Equal(kind, doubt.Kind);
        return doubt;
    }

    private static RunFigures WithChurn(IReadOnlyList<long> bins) =>
        Usual with { Propensities = new Dictionary<string, IReadOnlyList<long>> { ["churn"] = bins } };

    private static Dictionary<string, string> Models(string version) => new() { ["churn"] = version };

    /// <summary>2,800 customers evenly over a log-odd on either side.</summary>
    private static IReadOnlyList<long> Spread(double logOdds) =>
        PropensityBins.Count([.. Enumerable.Range(0, 2800)
            .Select(i => (float)(1 / (1 + Math.Exp(-(logOdds + i / 1400.0 - 1)))))]);

    private static PastRun Past(RunFigures? figures, long customers = 3000) =>
        new(Run() with { Id = new RunId(Now.Date.AddDays(-1), 1), Customers = customers }, figures);

    private static RunState Run(long read = 1000, long rejected = 0, long duplicates = 0) => new()
    {
        Id = Now,
        Phase = RunPhase.Scoring,
        Buckets = 4,
        Extracts =
        [
            new DropExtract
            {
                Source = "customers",
                Date = Now.Date,
                Folder = "customers/2026-11-22/customers.csv.1",
                Sha256 = "1",
                UploadedAt = DateTimeOffset.UnixEpoch,
                RowsByBucket = [read - rejected],
                Read = read,
                Rejected = rejected,
                Duplicates = duplicates,
            },
        ],
        Models = Models("v1"),
        OpenedAt = DateTimeOffset.UnixEpoch,
    };
}
