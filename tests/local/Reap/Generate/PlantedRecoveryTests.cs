using ReapFunctions.Local.Reap.Demo;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>A planted cause that drives customers away, and what putting them right truly brings.</summary>
public class PlantedRecoveryTests
{
    private const double Leaves = 10;

    private static readonly TelcoOptions Options = SampleTelco.Options(6_000) with
    {
        Labelled = false,
        Dirty = 0,
        RootCause = PlantedCause.Usual with { From = Truth.Window - 2, Leaves = Leaves },
    };

    private static CustomerAtDrop[] At(TelcoOptions telco, int drop) =>
        [.. new SyntheticTelco(telco).CustomersOf(drop).Where(customer => !customer.Left)];

    [Fact]
    public void WhoIsStruckLeavesMoreFromItsFirstDayAndNobodyElseDoes()
    {
        var quiet = At(Options with { RootCause = PlantedCause.Usual }, Truth.Window - 2)
            .ToDictionary(customer => customer.Number, customer => customer.Truth.Churn);
        foreach (var customer in At(Options, Truth.Window - 2).Where(customer => customer.Profile.Region != Region.West))
            Assert.Equal(quiet[customer.Number], customer.Truth.Churn);
        var struck = At(Options, Truth.Window - 2).Where(customer => Options.RootCause!.Strikes(customer)).ToArray();
        double Ratio(CustomerAtDrop customer) => Math.Log(1 - customer.Truth.Churn) / Math.Log(1 - quiet[customer.Number]);
        Assert.Contains(struck, customer => Math.Abs(Ratio(customer) - Leaves) < 1e-6);
    }

    [Fact]
    public void WhoSaysYesLeavesAsIfItHadNeverStruckAndWhoIsNotCalledDoesNot()
    {
        var before = At(Options, Truth.Window).Where(customer => Options.RootCause!.Strikes(customer))
            .Select(customer => customer.Number).ToArray();
        var telco = new SyntheticTelco(Options);
        string[] called = [.. before.Where((_, place) => place % 10 > 0).Select(telco.IdOf)];
        var calls = RecoveryCalls.Call(Options, called);
        Assert.InRange(calls.PutRight.Count / (double)called.Length, 0.5, 0.8);

        var after = At(calls.Telco, Truth.Window + 1).Select(customer => customer.Number).ToHashSet();
        double Stayed(IEnumerable<long> customers) => customers.Average(customer => after.Contains(customer) ? 1.0 : 0);
        var right = calls.PutRight.ToHashSet();
        var yes = Stayed(before.Where(number => right.Contains(telco.IdOf(number))));
        var control = Stayed(before.Where((_, place) => place % 10 == 0));
        Assert.True(yes > control, $"{yes:P1} of those put right stayed, {control:P1} of the control group.");
        // In nothing else do those differ who were not called.
        var uncalled = At(Options, Truth.Window + 1).Select(customer => customer.Number).ToHashSet();
        Assert.All(
            before.Where((_, place) => place % 10 == 0),
            number => Assert.Equal(uncalled.Contains(number), after.Contains(number)));
    }
}
