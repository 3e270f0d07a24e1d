using ReapFunctions.Benchmarks;
using ReapFunctions.Benchmarks.Cleaning;

return await Benchmark.RunAsync(args, new Dictionary<string, Func<Figures, string[], Task>>
{
    ["cleaning"] = CleaningBenchmark.RunAsync,
});
