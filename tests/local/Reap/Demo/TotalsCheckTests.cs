using ReapFunctions.Local.Reap.Demo;

namespace ReapFunctions.Local.Tests.Reap.Demo;

public class TotalsCheckTests
{
    [Fact]
    public void TotalsThatAgreeHaveNoFault() => Assert.Empty(TotalsCheck.Faults([DemoAnswers.Night()], DemoAnswers.Scorecard()));

    [Fact]
    public void ARowThatIsNotAccountedForIsAFault() =>
        Assert.Single(TotalsCheck.Faults([DemoAnswers.Night(rejected: 4)], DemoAnswers.Scorecard()));

    [Fact]
    public void RecordsThatAreMissingAreAFault() =>
        Assert.Contains(
            "94 customers",
            Assert.Single(TotalsCheck.Faults([DemoAnswers.Night(94), DemoAnswers.Night()], DemoAnswers.Scorecard())),
            StringComparison.Ordinal);

    [Fact]
    public void ACustomerMissingOnTheScorecardIsAFault() =>
        Assert.Single(TotalsCheck.Faults([DemoAnswers.Night()], DemoAnswers.Scorecard(94)));
}
