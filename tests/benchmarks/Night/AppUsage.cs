using System.Diagnostics;
using System.Globalization;

namespace ReapFunctions.Benchmarks.Night;

/// <summary>What host and worker of an app use together, as they do on an instance of Azure. Linux only.</summary>
/// <param name="host">The host's process; the worker is its child.</param>
internal sealed class AppUsage(int host)
{
    private readonly int[] ids = [host, .. ChildrenOf(host)];

    /// <summary>Processor time since they started, in seconds.</summary>
    public double ProcessorSeconds => ids.Sum(id => Of(id, process => process.TotalProcessorTime.TotalSeconds));

    /// <summary>The sum of their peak working sets, in bytes.</summary>
    public double PeakMemory => ids.Sum(id => Of(id, process => process.PeakWorkingSet64));

    private static double Of(int id, Func<Process, double> measure)
    {
        using var process = Process.GetProcessById(id);
        return measure(process);
    }

    /// <summary>Field 4 of a process's stat is its parent; the name before it, in brackets, may hold anything.</summary>
    private static IEnumerable<int> ChildrenOf(int parent) =>
        from folder in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(folder)
        where name.All(char.IsAsciiDigit) && ParentOf(folder) == parent
        select int.Parse(name, CultureInfo.InvariantCulture);

    private static int ParentOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has just ended.
            return 0;
        }
    }
}
