using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Plans;

public class PlanOutcomeTests
{
    private const int Customers = 3_000;

    private static readonly DecisionOptions Config = TestBucket.Telco;

    private static readonly PlanMeasure OfYear = new(Config, 365);

    private static TestBucket Before(int seed = 1)
    {
        var random = new Random(seed);
        double[] Some(double least, double most) =>
            [.. Enumerable.Range(0, Customers).Select(_ => Math.Round(least + (most - least) * random.NextDouble(), 2))];
        return new TestBucket(Customers).Number("revenue12m", Some(200, 900))
            .Score("security", [.. Some(0.01, 0.3).Select(chance => (float)chance)])
            .Score("churn", [.. Some(0.01, 0.15).Select(chance => (float)chance)]).Flag("eBilling", true, false, false);
    }

    /// <summary>Those not in the control group bring so much more in the year; everybody's revenue wavers a little.</summary>
    private static TestBucket After(TestBucket before, double more)
    {
        var (made, random) = (before.Decide(), new Random(7));
        return Before().Number("revenue12m", [.. made.Values.Zip(made.Offers, (value, offer) =>
            value.Revenue + 20 * random.NextDouble() + (offer.Control ? 0 : more / Config.Value.MarginRate))]);
    }

    private static RunDigest Digest(TestBucket bucket) => RunDigest.Make(bucket.Scored(), bucket.Decide(), Config);

    private static BudgetPlan Plan(decimal budget) =>
        BudgetPlan.Allot(ScorecardPart.Sum(Before().Decide(), Config).Steps, budget);

    [Fact]
    public void WhatThePlanChoseIsWhatItsDigestSays()
    {
        var plan = Plan(100_000m);
        var lines = PlanOutcome.Of(plan.Grade, plan.Share, [Digest(Before())], [Digest(Before())], OfYear);

        // With enough for all, everybody whom it pays to contact: what the lines of the plan add up to.
        Assert.Equal(plan.Lines.Sum(line => line.Customers), lines[0].Customers);
        Assert.Equal((double)plan.Lines.Sum(line => line.Net + line.Spend), (double)lines[0].Promised, 0.001 * (double)plan.Net);
        foreach (var lever in plan.Lines.GroupBy(line => line.Lever))
            Assert.Equal(
                lever.Sum(line => line.Customers),
                lines.Single(line => line.Group == $"lever:{EnumName.Of(lever.Key)}").Customers);
        Assert.Equal(lines[0].Customers, lines.Where(line => line.Group.StartsWith("decile", StringComparison.Ordinal))
            .Sum(line => line.Customers));
        Assert.InRange(lines[0].Control, 0.05 * lines[0].Customers, 0.2 * lines[0].Customers);
    }

    [Fact]
    public void OfTheLastGradeItChoseWhatItBuys()
    {
        var plan = Plan(400m);
        Assert.InRange(plan.Share, 0.01, 0.99);
        var lines = PlanOutcome.Of(plan.Grade, plan.Share, [Digest(Before())], [Digest(Before())], OfYear);
        Assert.Equal((double)(plan.Net + plan.Spend), (double)lines[0].Promised, 0.1 * (double)(plan.Net + plan.Spend));
        Assert.Equal(plan.Lines.Sum(line => line.Customers), lines[0].Customers, 0.1 * lines[0].Customers);
    }

    [Fact]
    public void ASmallerBudgetChoosesTheBestOfThem()
    {
        var (few, all) = (Plan(50m), Plan(100_000m));
        Assert.True(few.Grade > all.Grade);
        long Chosen(BudgetPlan plan) =>
            PlanOutcome.Of(plan.Grade, plan.Share, [Digest(Before())], [Digest(Before())], OfYear)[0]
                .Customers;
        Assert.InRange(Chosen(few), 1, Chosen(all) / 2);
    }

    [Theory]
    [InlineData(6, 365)]
    [InlineData(3, 91)]
    [InlineData(0, 365)]
    public void WhatHasComeIsWhatTheyBringMoreThanTheControlGroup(double more, int days)
    {
        var ofCurrent = Config with { Value = Config.Value with { Lifetime = new() } };
        var plan = Plan(100_000m);
        var total = PlanOutcome.Of(
            plan.Grade, plan.Share, [Digest(Before())], [Digest(After(Before(), more))], new PlanMeasure(ofCurrent, days))[0];

        var realised = total.Realised!;
        Assert.InRange(more * total.Customers, realised.Low, realised.High);
        Assert.InRange((realised.High - realised.Low) / total.Customers, 0.1, 4);
        Assert.InRange(total.Due / total.Promised, days == 365 ? 1 : 0.25m, 1);
        Assert.Equal(realised.Estimate / (double)total.Due, total.Ratio!.Value, 0.001);
        // Who looks every night asks for more, and among many lines that which is there is found.
        Assert.Equal(realised.Estimate, total.Anytime!.Estimate);
        Assert.True(total.Anytime.Low < realised.Low && total.Anytime.High > realised.High);
        Assert.Equal(total.Anytime.Significant, total.ValueP < 0.05);
        var marked = PlanLine.Mark([total], FalseDiscoveries.Threshold([.. PlanLine.ValuePs([total])]));
        Assert.Equal(more > 0, marked.Single().Found);
    }

    [Fact]
    public void InTheFirstMonthNothingIsHeldAgainstWhatIsDue()
    {
        var digest = Digest(Before());
        double? Ratio(int days) => PlanOutcome.Of(-160, 1, [digest], [digest], new PlanMeasure(Config, days))[0].Ratio;
        Assert.Null(Ratio(29));
        Assert.NotNull(Ratio(31));
    }

    [Fact]
    public void TooFewSayNothingOfMoney()
    {
        var bucket = new TestBucket(40).Score("security", 0.2f);
        var lines = PlanOutcome.Of(-160, 1, [Digest(bucket)], [Digest(bucket)], OfYear);
        Assert.All(lines, line => Assert.Equal((null, null), (line.Realised, line.Ratio)));
        Assert.All(lines, line => Assert.Equal((null, null, false), (line.Anytime, line.ValueP, line.Found)));
    }

    [Fact]
    public void WhomRecoveryHoldsForIsOfNeitherGroup()
    {
        var all = Digest(Before());
        var isRecovering = all.Rows.Select((_, row) => row % 3 == 0).ToArray();
        var some = all with
        {
            Recoveries = ["struck"],
            Care = [.. isRecovering.Select(holds => new DigestCare(0, holds ? (byte)0 : DigestCare.NoRecovery))],
        };
        var others = all.Rows.Where((_, row) => !isRecovering[row]).ToArray();

        var line = PlanOutcome.Of(_ => new DigestWay(0, Lever.Penetration, new PromiseTime(0, 12), 1), [some], [all], OfYear)[0];

        Assert.Equal(
            (others.Count(row => row.Active && !row.Control), others.Count(row => row.Active && row.Control)),
            (line.Customers, line.Control));
    }

    [Fact]
    public void WhoseRowTheLaterNightRejectedHasBroughtNothingToKnow()
    {
        var before = Digest(Before());
        var later = before.Rows.Where((_, row) => row % 4 != 0).ToArray();
        var missing = before.Rows.Where((_, row) => row % 4 == 0).Select(row => row.Key).ToHashSet();
        PlanLine Total(RunDigest now) => PlanOutcome.Of(
            _ => new DigestWay(0, Lever.Penetration, new PromiseTime(0, 12), 1), [before], [now], OfYear)[0];

        var (gone, rejected) = (
            Total(before with { Rows = later }), Total(before with { Rows = later, NotKept = missing }));

        Assert.Equal(before.Rows.Count(row => row.Active), gone.Customers + gone.Control);
        Assert.Equal(
            before.Rows.Count(row => row.Active && !missing.Contains(row.Key)), rejected.Customers + rejected.Control);
        Assert.Equal(0, rejected.Realised!.Estimate, 1e-6);
    }

    [Fact]
    public void PromisesOfWhichHalfCameAreWorthHalfOnceEnoughIsKnown()
    {
        Assert.Equal((1, 0), (PlanWorth.Of([]).Mean, PlanWorth.Of([]).Plans));
        var sure = PlanWorth.Of([Result(("penetration", 0.5, 0.01), ("retention", 0.52, 0.01), ("efficiency", 0.48, 0.01))]);
        Assert.Equal(0.5, sure.Of("penetration"), 0.01);
        Assert.Equal(0.51, sure.Mean, 0.02);
        Assert.Equal(0.48, sure.Low["penetration"], 0.01);
        Assert.Equal(sure.Mean, sure.Of("acquisition"));
        // An interval from -3 to 4 tells next to nothing.
        var vague = PlanWorth.Of([Result(("penetration", 0.5, 1.8))]);
        Assert.InRange(vague.Of("penetration"), 0.9, 1);
        // What nothing is known of is anything from nothing to twice: the mean is not known either.
        Assert.Equal(0, vague.Low["penetration"]);
        Assert.InRange(vague.High["penetration"], 1.8, 2.2);
        // What is known of one lever well stays with it; what is hardly known goes to the mean.
        var mixed = PlanWorth.Of([Result(("penetration", 0.3, 0.02), ("retention", 0.9, 0.02), ("efficiency", 3, 2))]);
        Assert.Equal(0.3, mixed.Of("penetration"), 0.03);
        Assert.Equal(0.9, mixed.Of("retention"), 0.03);
        Assert.InRange(mixed.Of("efficiency"), 0.4, 0.9);
        Assert.Equal(0, PlanWorth.Of([Result(("penetration", -0.4, 0.01), ("retention", -0.5, 0.01))]).Of("penetration"));
        // Several plans say it better than one.
        var once = PlanWorth.Of([Result(("penetration", 0.5, 0.5))]);
        var often = PlanWorth.Of([.. Enumerable.Repeat(Result(("penetration", 0.5, 0.5)), 30)]);
        // They may all be of the same customers: what is said thirty times is known no better.
        Assert.Equal(once.Of("penetration"), often.Of("penetration"), 6);
        Assert.Equal(once.Low["penetration"], often.Low["penetration"], 6);
        Assert.Equal(30, often.Plans);
    }

    private static IReadOnlyList<PlanLine> Result(params (string Lever, double Ratio, double Error)[] levers) =>
        [.. levers.Select(lever => new PlanLine(
            $"lever:{lever.Lever}", 1_000, 100, 10_000m, 10_000m,
            new Interval(
                10_000 * lever.Ratio, 10_000 * (lever.Ratio - 1.96 * lever.Error),
                10_000 * (lever.Ratio + 1.96 * lever.Error)),
            lever.Ratio))];

    [Fact]
    public void AResultInWhichNothingMovedTellsNothing()
    {
        Assert.Equal(PlanWorth.Unknown, PlanWorth.Of([Result(("penetration", 0, 0))]));
        var beside = PlanWorth.Of([Result(("penetration", 0, 0), ("retention", 0.5, 0.1))]);
        Assert.Equal(["retention"], beside.Levers.Keys);
        Assert.InRange(beside.Mean, 0.4, 0.7);
    }

    /// <summary>Worlds as the shrinkage takes them: a mean around 1, levers around the mean, results around the levers.</summary>
    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(4, 0.2)]
    [InlineData(4, 1)]
    public void TheIntervalOfWhatPromisesAreWorthCoversIt(int levers, double error)
    {
        const int Worlds = 2_000;
        var random = new Random(5);
        double Normal() =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var (covered, all) = (0, 0);
        for (var world = 0; world < Worlds; world++)
        {
            var mean = 1 + 0.5 * Normal();
            var truth = Enumerable.Range(0, levers).ToDictionary(lever => $"{lever}", _ => mean + 0.25 * Normal());
            var worth = PlanWorth.Of(
                [Result([.. truth.Select(lever => (lever.Key, lever.Value + error * Normal(), error))])]);
            all += levers;
            covered += truth.Count(lever => Math.Max(0, lever.Value) is var value
                && value >= worth.Low[lever.Key] - 1e-4 && value <= worth.High[lever.Key] + 1e-4);
        }
        Assert.InRange((double)covered / all, 0.92, 0.985);
    }

    [Fact]
    public void WhatPromisesAreWorthIsWhatTheNextPlanReckonsWith()
    {
        var half = Config.With(
            new Dictionary<string, YesRate>(),
            new Dictionary<string, double> { ["penetration"] = 0.5, ["efficiency"] = 0.5 });
        var (said, worth) = (Steps(Config), Steps(half));
        static decimal Gain(IEnumerable<PlanStep> steps, Lever lever) =>
            steps.Where(step => step.Lever == lever).Sum(step => step.Net + step.Spend);
        // Half, and less: some contacts do not pay any more.
        Assert.InRange(Gain(worth, Lever.Penetration) / Gain(said, Lever.Penetration), 0.2m, 0.5m);
        // What was promised stays what it was: the ratio is of that.
        var bucket = Before();
        var digest = RunDigest.Make(bucket.Scored(), bucket.Decide(half), half);
        var line = PlanOutcome.Of(-160, 1, [digest], [digest], OfYear)[0];
        Assert.True(line.Promised > 1.5m * worth.Sum(step => step.Net + step.Spend));

        static IReadOnlyList<PlanStep> Steps(DecisionOptions options) =>
            ScorecardPart.Sum(Before().Decide(options), options).Steps;
    }
}
