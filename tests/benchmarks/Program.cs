using ReapFunctions.Benchmarks;
using ReapFunctions.Benchmarks.Cleaning;
using ReapFunctions.Benchmarks.Decide;
using ReapFunctions.Benchmarks.Decisions;
using ReapFunctions.Benchmarks.Ml;
using ReapFunctions.Benchmarks.Night;
using ReapFunctions.Benchmarks.Prompts;
using ReapFunctions.Benchmarks.Start;

if (args is [StartFigures.Child, var model])
    return StartFigures.FirstRow(model);
if (args is [StartFigures.MlNetChild, var other])
    return StartFigures.FirstRowOfMlNet(other);
if (args is [MinimalApp.Child])
    return await MinimalApp.RunAsync();
return await Benchmark.RunAsync(args, new Dictionary<string, Func<Figures, string[], Task>>
{
    ["cleaning"] = CleaningBenchmark.RunAsync,
    ["decide"] = DecideBenchmark.RunAsync,
    ["decisions"] = DecisionsBenchmark.RunAsync,
    ["ml"] = MlBenchmark.RunAsync,
    ["night"] = NightBenchmark.RunAsync,
    ["prompts"] = PromptsBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
});
