using System.Runtime.InteropServices;

namespace ReapFunctions.Benchmarks;

/// <summary>What a measurement was taken on.</summary>
internal static class Machine
{
    /// <summary>Such as <c>2 cores of AMD EPYC 7B13, 23 GB, .NET 10.0.1</c>.</summary>
    public static string Description { get; } =
        $"{Environment.ProcessorCount} cores of {Processor()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:F0} GB, "
            + $"{RuntimeInformation.FrameworkDescription}";

    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        var line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
