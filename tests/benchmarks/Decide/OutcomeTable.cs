using System.Globalization;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// The figures of several seeds: what ours is worth beside simpler policies, as shares of what the oracle gets.
/// </summary>
internal static class OutcomeTable
{
    private const string Oracle = "oracle";

    /// <summary>Prints what one night's decisions are worth.</summary>
    public static void Print(IReadOnlyList<PolicyOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
            Console.WriteLine(
                $"  {outcome.Name,-42} {Text(outcome.Shown(outcome.Ours))}, oracle {outcome.Oracle:0.####} {outcome.Unit}"
                + (outcome.Likely is { } likely ? $", of the columns {Text(outcome.Shown(likely))}" : ""));
    }

    /// <summary>Prints means over seeds as Markdown, with the least and the most of ours, and adds them to the figures.</summary>
    /// <param name="nights">The figures of each seed, in one order.</param>
    public static void Add(Figures figures, string dataset, IReadOnlyList<IReadOnlyList<PolicyOutcome>> nights)
    {
        Console.WriteLine();
        Console.WriteLine($"{dataset}, {nights.Count} seeds:");
        Console.WriteLine();
        Console.WriteLine("| figure | ours | of the columns | propensity only | value only | random | oracle, a customer |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var figure in nights.SelectMany(night => night).GroupBy(outcome => outcome.Name))
            Add(figures, dataset, [.. figure]);
        Console.WriteLine();
    }

    private static void Add(Figures figures, string dataset, IReadOnlyList<PolicyOutcome> seeds)
    {
        double? Mean(Func<PolicyOutcome, double?> amount) =>
            seeds.All(seed => amount(seed) is not null) ? seeds.Average(seed => seed.Shown(amount(seed))!.Value) : null;
        var ours = seeds.Select(seed => seed.Shown(seed.Ours)!.Value).ToArray();
        var (first, mean) = (seeds[0], ours.Average());
        (string Name, double? Share)[] peers =
        [
            ("of the columns", Mean(seed => seed.Likely)), ("propensity only", Mean(seed => seed.Propensity)),
            ("value only", Mean(seed => seed.Value)), ("random", Mean(seed => seed.Random)),
        ];
        Console.WriteLine(
            $"| {first.Name} | {Text(mean)} ({Text(ours.Min())} to {Text(ours.Max())}) | "
            + $"{string.Join(" | ", peers.Select(peer => Text(peer.Share)))} | "
            + $"{seeds.Average(seed => seed.Oracle).ToString("0.####", CultureInfo.InvariantCulture)} {first.Unit} |");
        foreach (var (name, share) in peers.Append((Oracle, first.IsShare ? 1 : seeds.Average(seed => seed.Oracle))))
        {
            if (share is { } known)
                figures.Record(first.Name, dataset, mean, known, name, "share", moreIsBetter: first.IsShare);
        }
    }

    private static string Text(double? share) => share?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";
}
