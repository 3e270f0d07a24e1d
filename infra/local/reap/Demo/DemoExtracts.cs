using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>The nights that the demo runs: two generated ones, or one of a file given.</summary>
internal sealed class DemoExtracts(DemoOptions options, string folder)
{
    private readonly NightFiles generated = new(
        new TelcoOptions { Customers = options.Customers, Seed = options.Seed, FirstNight = options.LastNight.AddDays(-1) }, folder, gzip: false);

    public IReadOnlyList<DateOnly> Nights => options.Extract is null
        ? [options.LastNight.AddDays(-1), options.LastNight]
        : [options.LastNight];

    /// <summary>The file of a night, 0-based; made when it is not given.</summary>
    public async Task<string> FileOfAsync(int night, IProgress<string> progress, CancellationToken cancellation) =>
        options.Extract ?? (await generated.WriteAsync(night, progress, cancellation)).File;

    /// <summary>Deletes what was generated: it can be made again.</summary>
    public void Forget()
    {
        if (options.Extract is null)
            Directory.Delete(Path.Combine(folder, "customers"), recursive: true);
    }
}
