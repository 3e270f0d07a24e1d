using System.Diagnostics;
using ReapFunctions.Offers;
using ReapFunctions.Risk;
using ReapFunctions.Rules;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Benchmarks.Decisions;

/// <summary>
/// Value, risk and offers of 1,000,000 customers on two threads, without table writes: seconds in all against the 20 that are
/// allowed, the share of each step, and the offers step beside the same decisions made the straightforward way.
/// </summary>
internal static class DecisionsBenchmark
{
    private const int Customers = 1_000_000;
    private const int Buckets = 16;
    private const int Threads = 2;
    private const double Allowed = 20;
    private const int Compared = 10_000;

    public static Task RunAsync(Figures figures, string[] args)
    {
        var config = Config();
        var first = Bucket(0);
        var cuts = CutPoints(config, first);
        Night(config, cuts, Threads);
        var (seconds, steps) = Night(config, cuts, Buckets);
        const string Dataset = "synthetic telco, 1,000,000 customers";
        figures.Add("decisions", Dataset, seconds, Allowed, "allowed", "s", moreIsBetter: false);
        foreach (var (step, share) in new[] { "value", "risk", "offers" }.Zip(steps))
            figures.Add(step, Dataset, share / Threads, Allowed, "allowed", "s", moreIsBetter: false);
        Compare(figures, config, first, cuts);
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        Console.WriteLine(
            $"Peak working set {Environment.WorkingSet >> 20} MB with {Threads} buckets and their records in memory; "
            + $"{GC.CollectionCount(2)} full collections, heap {memory.HeapSizeBytes >> 20} MB.");
        return Task.CompletedTask;
    }

    /// <summary>Offers of some customers on one thread, ours and plain; the decisions must be the same.</summary>
    private static void Compare(Figures figures, DecisionOptions config, ScoredSnapshot bucket, ValueCutPoints cuts)
    {
        var values = new ValueModel(config.Value, config.Roles).Evaluate(bucket, cuts, config.TakeUps);
        var risks = new RiskModel(config.Risk, config.Reasons, config.Roles).Evaluate(bucket, values);
        var clock = Stopwatch.StartNew();
        var ours = new OfferEngine(config).Evaluate(bucket, values, risks, cuts);
        var perSecond = bucket.Customers.Rows / clock.Elapsed.TotalSeconds;
        var facts = new CustomerFacts(bucket, config.Roles, values, risks);
        var names = FactNames.Collect(
            bucket.Customers.Columns
            .ToDictionary(column => column.Name, column => column.Kind), config.Roles, config.Targets.Keys).Keys.ToArray();
        var plain = new PlainRules(config, bucket, names, facts, cuts);
        plain.Of(0, values[0], risks[0]);
        clock.Restart();
        var decided = Enumerable.Range(0, Compared).Select(row => plain.Of(row, values[row], risks[row])).ToArray();
        var plainPerSecond = Compared / clock.Elapsed.TotalSeconds;
        for (var row = 0; row < Compared; row++)
        {
            if (!decided[row].Kept.Select(offer => offer.Offer).SequenceEqual(ours[row].Offers.Select(offer => offer.Name))
                || !decided[row].Removed.Select(removed => (removed.Offer, removed.Rule))
                .SequenceEqual(ours[row].Removed.Select(removed => (removed.Name, removed.Rule))))
                throw new InvalidOperationException($"Customer {row}: ours and the plain rules differ.");
        }
        figures.Add("offers", "one thread, same decisions", perSecond, plainPerSecond, "plain rules per customer", "1/s");
    }

    private static ScoredSnapshot Bucket(int bucket) => new SyntheticBucket(bucket, Customers / Buckets).Scored();

    /// <summary>
    /// As in a night, a thread has one bucket at a time in memory. Making up its customers is not counted.
    /// </summary>
    /// <returns>Seconds of the thread that took longest, and seconds of work by step over all threads.</returns>
    private static (double Seconds, double[] Steps) Night(DecisionOptions config, ValueCutPoints cuts, int buckets)
    {
        var ticks = new long[3];
        var byThread = new long[Threads];
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (var number = thread; number < buckets; number += Threads)
            {
                var bucket = Bucket(number);
                var began = Stopwatch.GetTimestamp();
                var values = new ValueModel(config.Value, config.Roles).Evaluate(bucket, cuts, config.TakeUps);
                var start = Lap(ref ticks[0], began);
                var risks = new RiskModel(config.Risk, config.Reasons, config.Roles).Evaluate(bucket, values);
                start = Lap(ref ticks[1], start);
                new OfferEngine(config).Evaluate(bucket, values, risks, cuts);
                byThread[thread] += Lap(ref ticks[2], start) - began;
            }
        });
        return (byThread.Max() / (double)Stopwatch.Frequency,
            Array.ConvertAll(ticks, tick => tick / (double)Stopwatch.Frequency));
    }

    private static long Lap(ref long total, long start)
    {
        var now = Stopwatch.GetTimestamp();
        Interlocked.Add(ref total, now - start);
        return now;
    }

    private static ValueCutPoints CutPoints(DecisionOptions config, ScoredSnapshot bucket)
    {
        var model = new ValueModel(config.Value, config.Roles);
        return ValueCutPoints.From(bucket.Run, [ValueBasePart.Sum(model.Evaluate(bucket, null, config.TakeUps), model)]);
    }

    /// <summary>The default portfolio, as it is shipped.</summary>
    private static DecisionOptions Config() =>
        Portfolio.Read(ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), "")).Decisions;
}
