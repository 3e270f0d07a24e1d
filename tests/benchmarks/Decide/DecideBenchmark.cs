using System.Globalization;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// What the decisions of a night are truly worth, as shares of what who knows the truth would get: the app as it ships, on a
/// lifelike synthetic telco whose truth is known.
/// </summary>
/// <remarks>
/// Arguments: <c>--long</c> for 5 seeds x strengths 1, 0.5 and 0.1 and 20,000 customers instead of 2 x 1 and 5,000;
/// <c>--customers N</c>, <c>--seeds N</c> from <c>--seed N</c> (32) on, <c>--strengths S,S</c>; <c>--futures N</c> that the truth
/// is expected over (24).
/// </remarks>
internal static class DecideBenchmark
{
    public static async Task RunAsync(Figures figures, string[] arguments)
    {
        var isLong = arguments.Contains("--long");
        var customers = long.Parse(Arguments.Of(arguments, "--customers") ?? (isLong ? "20000" : "5000"), Invariant);
        var seeds = int.Parse(Arguments.Of(arguments, "--seeds") ?? (isLong ? "5" : "2"), Invariant);
        var first = ulong.Parse(Arguments.Of(arguments, "--seed") ?? "32", Invariant);
        var futures = int.Parse(Arguments.Of(arguments, "--futures") ?? "24", Invariant);
        var strengths = (Arguments.Of(arguments, "--strengths") ?? (isLong ? "1,0.5,0.1" : "1")).Split(',')
            .Select(strength => double.Parse(strength, Invariant)).ToArray();
        Console.WriteLine(Machine.Description);
        foreach (var strength in strengths)
        {
            var nights = new List<IReadOnlyList<PolicyOutcome>>();
            for (var seed = first; seed < first + (ulong)seeds; seed++)
                nights.Add(await JudgeAsync(Telco(customers, seed, strength), futures));
            OutcomeTable.Add(figures, $"strength {strength.ToString(Invariant)}, {customers:N0} customers", nights);
        }
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static TelcoOptions Telco(long customers, ulong seed, double strength) => new()
    {
        Customers = customers,
        Seed = seed,
        Effects = strength,
        Behaviour = Behaviour.Lifelike,
        FirstDrop = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-DecideStage.Judged),
    };

    private static async Task<IReadOnlyList<PolicyOutcome>> JudgeAsync(TelcoOptions telco, int futures)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var stage = await DecideStage.OpenAsync();
        var (run, calls) = await stage.PlayAsync(telco);
        var played = TimeProvider.System.GetElapsedTime(began);
        await stage.PrintLearnedAsync(run);
        var night = await stage.ReadAsync(run, calls, futures);
        Console.WriteLine(
            $"seed {telco.Seed}, strength {telco.Effects.ToString(Invariant)}: {night.Customers.Count:N0} customers, models of "
                + $"{string.Join(", ", night.Lists.Keys.Order())}; {played.TotalSeconds:F0} s for the nights, "
                + $"{(TimeProvider.System.GetElapsedTime(began) - played).TotalSeconds:F0} s for the truth");
        PolicyOutcome[] outcomes =
        [
            .. FirstPrompts.Of(night, TimeProvider.System.GetUtcNow()),
            .. TakeUpLists.Of(night),
            .. ChurnKnowledge.Of(night),
            .. BudgetSpending.Of(night, telco.Seed),
            .. LifetimeRatios.Of(night),
            .. ValuesAtRisk.Of(night),
            .. RetentionList.Of(night),
        ];
        OutcomeTable.Print(outcomes);
        OfferTruths.Print(night, TimeProvider.System.GetUtcNow());
        RuleCosts.Print(night, TimeProvider.System.GetUtcNow());
        return outcomes;
    }
}
