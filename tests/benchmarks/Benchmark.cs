namespace ReapFunctions.Benchmarks;

/// <summary>Finds the benchmark that the command line names and runs it: <c>NAME [--json FILE]</c>.</summary>
internal static class Benchmark
{
    public static async Task<int> RunAsync(string[] args, IReadOnlyDictionary<string, Func<Figures, string[], Task>> benchmarks)
    {
        if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var run))
        {
            Console.Error.WriteLine(
                $"Name a benchmark: {string.Join(", ", benchmarks.Keys)}. Write the figures to a file with --json FILE.");
            return 2;
        }
        var figures = new Figures();
        await run(figures, args[1..]);
        figures.Print();
        if (Array.IndexOf(args, "--json") is var at and > 0 && at + 1 < args.Length)
            await figures.WriteAsync(args[at + 1]);
        return 0;
    }
}
