using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Demo;

namespace ReapFunctions.Local.Tests.Reap.Demo;

public class TotalsCheckTests
{
    [Fact]
    public void TotalsThatAgreeHaveNoFault() => Assert.Empty(TotalsCheck.Faults([Night(customers: 95, rejected: 5)]));

    [Fact]
    public void ARowThatIsNotAccountedForIsAFault() => Assert.Single(TotalsCheck.Faults([Night(customers: 95, rejected: 4)]));

    [Fact]
    public void RecordsThatAreMissingAreAFault() => Assert.Single(TotalsCheck.Faults([Night(customers: 94, rejected: 5)]));

    [Fact]
    public void ANightWithoutAReceiptIsAFault() =>
        Assert.Single(TotalsCheck.Faults([new DemoNight(new DateOnly(2026, 11, 21), "2026-11-21.1", 95, [])]));

    private static DemoNight Night(long customers, long rejected) => new(
        new DateOnly(2026, 11, 21), "2026-11-21.1", customers,
        [new ReceiptLine("customers", "customers/2026-11-21/customers.csv", "clean", 100, 90, 5, rejected, [], [], null)]);
}
