using System.Text.Json;

namespace ReapFunctions.Benchmarks.Night;

/// <summary>One step of a night.</summary>
/// <param name="FromSecond">When the first execution began, after the upload.</param>
/// <param name="ToSecond">When the last one ended.</param>
/// <param name="WorkSeconds">The executions' lengths added up; they run side by side.</param>
internal sealed record StepWork(string Step, int Executions, double FromSecond, double ToSecond, double WorkSeconds);

/// <summary>What a night of some size took: what the cost table of infra/azure/README.md is computed from.</summary>
/// <param name="Records">Value, risk and offer records written.</param>
/// <param name="NightSeconds">From the end of the upload until the run is published.</param>
/// <param name="ActiveSeconds">Of these, seconds in which a function ran in the one process.</param>
/// <param name="ProcessorSeconds">Processor time of the app.</param>
/// <param name="PeakMemoryMb">Largest resident set of the app, 10^6 bytes.</param>
/// <param name="Requests">To storage, by the whole process, the looks at empty queues among them.</param>
/// <param name="TableBytes">Of the records, by the formula of Azure's bill.</param>
/// <param name="BlobBytes">By container.</param>
internal sealed record NightCounts(
    long Customers,
    long Records,
    int Buckets,
    double NightSeconds,
    double ActiveSeconds,
    double ProcessorSeconds,
    double PeakMemoryMb,
    int Executions,
    int LogLines,
    Transactions Requests,
    long TableBytes,
    IReadOnlyDictionary<string, long> BlobBytes,
    IReadOnlyList<StepWork> Steps)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Task WriteAsync(string file, string machine, DateOnly measured, IReadOnlyList<NightCounts> nights) =>
        File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { measured, machine, nights }, Options) + "\n");

    public void Print()
    {
        Console.WriteLine(
            $"{Customers:N0} customers, {Records:N0} records: {NightSeconds:F1} s, {ProcessorSeconds:F1} s of processor time, "
                + $"{PeakMemoryMb:F0} MB, "
            + $"{Executions} executions, {LogLines} log lines, {TableBytes / 1e6:F1} MB in tables, "
                + $"{BlobBytes.Values.Sum() / 1e6:F1} MB in blobs");
        foreach (var step in Steps)
            Console.WriteLine(
                $"  {step.Step,-14} {step.Executions,4} x  from {step.FromSecond,6:F1} to {step.ToSecond,6:F1} s, work "
                + $"{step.WorkSeconds,7:F1} s");
        foreach (var (service, requests) in new[] { ("tables", Requests.Tables), ("blobs", Requests.Blobs),
            ("queues", Requests.Queues) })
            Console.WriteLine(
                $"  {service,-7} {requests.Reads,7:N0} reads, {requests.Writes,7:N0} writes, {requests.Lists,5:N0} lists, "
                    + $"{requests.Deletes,6:N0} deletes, {requests.Others,5:N0} others");
    }
}
