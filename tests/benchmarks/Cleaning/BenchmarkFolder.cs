namespace ReapFunctions.Benchmarks.Cleaning;

/// <summary>A temporary folder that goes away with the benchmark.</summary>
internal sealed class BenchmarkFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reap-cleaning-");

    public string File(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
