using System.Diagnostics;
using ReapFunctions.Extracts;
using ReapFunctions.Offers;
using ReapFunctions.Risk;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Benchmarks.Decisions;

/// <summary>
/// Value, risk and offers of 1,000,000 customers on two threads, without table writes: seconds in all against the 20 that are
/// allowed, and the share of each step.
/// </summary>
internal static class DecisionsBenchmark
{
    private const int Customers = 1_000_000;
    private const int Buckets = 16;
    private const int Threads = 2;
    private const double Allowed = 20;

    public static Task RunAsync(Figures figures, string[] args)
    {
        var config = Config();
        var buckets = Enumerable.Range(0, Buckets).Select(bucket => new SyntheticBucket(bucket, Customers / Buckets).Scored()).ToArray();
        var cuts = CutPoints(config, buckets[0]);
        Night(config, buckets[..2], cuts);
        var (seconds, steps) = Night(config, buckets, cuts);
        const string Dataset = "synthetic telco, 1,000,000 customers";
        figures.Add("decisions", Dataset, seconds, Allowed, "allowed", "s", moreIsBetter: false);
        foreach (var (step, share) in new[] { "value", "risk", "offers" }.Zip(steps))
            figures.Add(step, Dataset, share / Threads, Allowed, "allowed", "s", moreIsBetter: false);
        return Task.CompletedTask;
    }

    /// <returns>Seconds on the clock, and seconds of work by step over all threads.</returns>
    private static (double Seconds, double[] Steps) Night(DecisionConfig config, ScoredSnapshot[] buckets, ValueCutPoints cuts)
    {
        var ticks = new long[3];
        var clock = Stopwatch.StartNew();
        Parallel.ForEach(buckets, new ParallelOptions { MaxDegreeOfParallelism = Threads }, bucket =>
        {
            var start = Stopwatch.GetTimestamp();
            var values = new ValueModel(config.Value, config.Roles).Evaluate(bucket, cuts, config.TakeUps);
            start = Lap(ref ticks[0], start);
            var risks = new RiskModel(config.Risk, config.Reasons, config.Roles).Evaluate(bucket, values);
            start = Lap(ref ticks[1], start);
            new OfferEngine(config).Evaluate(bucket, values, risks);
            Lap(ref ticks[2], start);
        });
        return (clock.Elapsed.TotalSeconds, Array.ConvertAll(ticks, tick => tick / (double)Stopwatch.Frequency));
    }

    private static long Lap(ref long total, long start)
    {
        var now = Stopwatch.GetTimestamp();
        Interlocked.Add(ref total, now - start);
        return now;
    }

    private static ValueCutPoints CutPoints(DecisionConfig config, ScoredSnapshot bucket)
    {
        var model = new ValueModel(config.Value, config.Roles);
        return ValueCutPoints.From(bucket.Run, [ValueBasePart.Of(model.Evaluate(bucket, null, config.TakeUps), model)]);
    }

    /// <summary>The default portfolio, as it is shipped.</summary>
    private static DecisionConfig Config()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "config");
        var contract = PortfolioSources.Read(ConfigFiles.OfDirectory(folder, ""), [])!.Snapshot;
        var fields = contract.CleanFields.Select(field => field.Name).ToHashSet();
        var targets = Targets.Read(File.ReadAllText(Path.Combine(folder, Targets.File)), fields);
        return DecisionConfig.Read(name => File.ReadAllText(Path.Combine(folder, name)), contract, targets);
    }
}
