using System.Diagnostics;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Benchmarks.Cleaning;

/// <summary>
/// Peak working set of a process that cleans a generated stream, above what the process holds before: from 10 MB to 2 GB.
/// </summary>
internal static class MemoryFigure
{
    private const double Goal = 100;

    public static async Task RunAsync(Figures figures)
    {
        foreach (var (rows, name) in new[] { (80_000L, "10 MB"), (1_150_000L, "150 MB"), (15_500_000L, "2 GB") })
        {
            var output = await ChildAsync(rows);
            Console.WriteLine(output.TrimEnd());
            figures.Add(
                "memory", $"stream of {name}", double.Parse(output.Split(' ')[0]), Goal, "goal", "MB", moreIsBetter: false);
        }
    }

    public static async Task RunChildAsync(long rows)
    {
        await CleanAsync(2000); // what the code itself needs, compiled
        GC.Collect();
        var process = Process.GetCurrentProcess();
        process.Refresh();
        var before = process.WorkingSet64;
        var extract = new GeneratedExtract(rows, 0.03);
        var receipt = await CleanAsync(extract);
        process.Refresh();
        Console.WriteLine(
            $"{(process.PeakWorkingSet64 - before) / 1e6:F1} MB above {before / 1e6:F1} for {extract.Produced / 1e6:F0} MB, "
                + $"{receipt.Read} rows, {receipt.Rejected} rejected, {receipt.Seconds} s");
    }

    private static Task<Receipt> CleanAsync(long rows) => CleanAsync(new GeneratedExtract(rows, 0.03));

    private static Task<Receipt> CleanAsync(Stream upload) => ExtractCleaner.CleanAsync(
        upload, GeneratedExtract.Contract, ExtractOutput.Nowhere(16), new CleaningSetup { File = "stream" }, default);

    private static async Task<string> ChildAsync(long rows)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, ["cleaning", "--child", $"{rows}"])
        { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"The measuring process ended with {process.ExitCode}.");
    }
}
