using ReapFunctions.Local.Reap.Demo;

namespace ReapFunctions.Local.Tests.Reap.Demo;

public class TotalsCheckTests
{
    [Fact]
    public void TotalsThatAgreeHaveNoFault() => Assert.Empty(TotalsCheck.Faults([Answers.Night()], Answers.Scorecard()));

    [Fact]
    public void ARowThatIsNotAccountedForIsAFault() =>
        Assert.Single(TotalsCheck.Faults([Answers.Night(rejected: 4)], Answers.Scorecard()));

    [Fact]
    public void RecordsThatAreMissingAreAFault() =>
        Assert.Contains(
            "94 customers", Assert.Single(TotalsCheck.Faults([Answers.Night(94), Answers.Night()], Answers.Scorecard())),
            StringComparison.Ordinal);

    [Fact]
    public void ACustomerMissingOnTheScorecardIsAFault() =>
        Assert.Single(TotalsCheck.Faults([Answers.Night()], Answers.Scorecard(94)));
}
