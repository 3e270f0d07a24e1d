using ReapFunctions.Benchmarks;
using ReapFunctions.Benchmarks.Cleaning;
using ReapFunctions.Benchmarks.Decisions;

return await Benchmark.RunAsync(args, new Dictionary<string, Func<Figures, string[], Task>>
{
    ["cleaning"] = CleaningBenchmark.RunAsync,
    ["decisions"] = DecisionsBenchmark.RunAsync,
});
