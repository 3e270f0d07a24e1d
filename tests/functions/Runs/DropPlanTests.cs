using ReapFunctions.Runs;

namespace ReapFunctions.Tests.Runs;

public class DropPlanTests
{
    private static readonly DateOnly Date = new(2026, 11, 21);
    private static readonly string[] Required = ["customers", "invoices"];

    [Fact]
    public void ADropWaitsForItsRequiredSources()
    {
        var plan = DropPlan.Decide(Required, [Extract("customers")], [], []);

        Assert.Equal(["invoices"], Assert.IsType<DropPlan.Wait>(plan).Missing);
    }

    [Fact]
    public void ADropWithoutAnyExtractWaitsEvenWhenNothingIsRequired() =>
        Assert.IsType<DropPlan.Wait>(DropPlan.Decide([], [], [], []));

    [Fact]
    public void ACompleteDropOpensTheFirstRunOfItsDate() =>
        Assert.Equal(new DropPlan.Open(1), DropPlan.Decide(Required, [Extract("customers"), Extract("invoices")], [], []));

    [Fact]
    public void ANameThatARemovedRunHadIsNotGivenAgain() =>
        Assert.Equal(new DropPlan.Open(3), DropPlan.Decide([], [Extract("customers")], [], [], used: 2));

    [Fact]
    public void OptionalSourcesDoNotHoldARunBack() =>
        Assert.IsType<DropPlan.Open>(DropPlan.Decide(["customers"], [Extract("customers"), Extract("surveys")], [], []));

    [Fact]
    public void WithoutModelsTheDropTrainsFirst()
    {
        var plan = DropPlan.Decide(["customers"], [Extract("customers")], [], ["churn"]);

        Assert.Equal(["churn"], Assert.IsType<DropPlan.Train>(plan).Targets);
    }

    [Fact]
    public void TheSameExtractsAgainResumeTheirRunWhateverTheOrder()
    {
        var run = Run(1, Extract("customers"), Extract("invoices"));

        var plan = DropPlan.Decide(Required, [Extract("invoices"), Extract("customers")], [run], []);

        Assert.Same(run, Assert.IsType<DropPlan.Resume>(plan).Run);
    }

    [Fact]
    public void ACorrectedExtractOpensTheNextRunOfItsDate()
    {
        var plan = DropPlan.Decide(
            ["customers"], [Extract("customers", sha: "b")],
                [Run(2, Extract("customers", sha: "c")), Run(1, Extract("customers", sha: "b"))], []);

        Assert.Equal(new DropPlan.Open(3), plan);
    }

    [Fact]
    public void ARunIsDueAfterTheOneThatIsRetriedAndNotTwice()
    {
        var failed = Run(1, Extract("customers"));

        Assert.Equal(new DropPlan.Open(2), DropPlan.Decide(["customers"], [Extract("customers")], [failed], [], after: 1));
        var again = Run(2, Extract("customers"));
        Assert.Same(
            again,
            Assert.IsType<DropPlan.Resume>(
                DropPlan.Decide(["customers"], [Extract("customers")], [again, failed], [], after: 1)).Run);
    }

    [Fact]
    public void FilesOfOneSourceInDifferentBucketsAreNotReadTogether()
    {
        var plan = DropPlan.Decide(
            Required, [Extract("customers"), Extract("invoices"), Extract("invoices", sha: "b", buckets: 4)], [], []);

        Assert.Contains("files of invoices", Assert.IsType<DropPlan.SplitAgain>(plan).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void ALateSourceThatIsNotRequiredWaitsForTheNextRun()
    {
        var run = Run(1, Extract("customers"));

        Assert.IsType<DropPlan.Resume>(DropPlan.Decide(["customers"], [Extract("customers"), Extract("surveys")], [run], []));
    }

    [Fact]
    public void ACorrectedFileOpensTheNextRunWhetherItsSourceIsRequiredOrNot()
    {
        var run = Run(1, Extract("customers"), Extract("surveys"));

        Assert.Equal(
            new DropPlan.Open(2),
                DropPlan.Decide(["customers"], [Extract("customers"), Extract("surveys", sha: "corrected")], [run], []));
    }

    [Fact]
    public void OneMoreFileOfARequiredSourceOpensTheNextRun()
    {
        var run = Run(1, Extract("customers"), Extract("invoices"));

        Assert.Equal(
            new DropPlan.Open(2), DropPlan.Decide(
                Required, [Extract("customers"), Extract("invoices"), Extract("invoices", sha: "second")], [run], []));
    }

    private static DropExtract Extract(string source, string sha = "a", int buckets = 2) => new()
    {
        Source = source,
        Date = Date,
        Folder = $"{source}/{sha}",
        Sha256 = sha,
        UploadedAt = DateTimeOffset.UnixEpoch,
        RowsByBucket = Enumerable.Repeat(1L, buckets).ToArray(),
    };

    private static RunState Run(int number, params DropExtract[] extracts) => new()
    {
        Id = new RunId(Date, number),
        Phase = RunPhase.Open,
        Buckets = 2,
        Extracts = extracts,
        Models = new Dictionary<string, string>(),
        OpenedAt = DateTimeOffset.UnixEpoch,
    };
}
