using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>
/// The drops that the demo's nights begin with: two generated ones, after one of 90 days before from which models learn what
/// becomes of customers; or one of a file given.
/// </summary>
internal sealed class DemoExtracts(DemoOptions options, string folder)
{
    /// <summary>The days of the drops, counted from the first one's.</summary>
    public IReadOnlyList<int> Drops => options.Extract is null ? [0, Truth.Window, Truth.Window + 1] : [0];

    public DateOnly DateOf(int drop) => options.Extract is null ? Telco.FirstDrop.AddDays(drop) : options.LastNight;

    /// <summary>What the generated ones are of.</summary>
    public TelcoOptions Telco { get; } = new()
    {
        Customers = options.Customers,
        Seed = options.Seed,
        FirstDrop = options.LastNight.AddDays(-1 - Truth.Window),
        // So early that the night before the last finds it, and so bad that one day shows what recovery brought.
        RootCause = PlantedCause.Usual with { From = Truth.Window - 2, Leaves = 10 },
    };

    /// <summary>The file of a drop, 0-based; made when it is not given.</summary>
    /// <param name="telco">What it is to be generated of.</param>
    public async Task<string> FileOfAsync(
        int drop, TelcoOptions telco, IProgress<string> progress, CancellationToken cancellationToken) =>
        options.Extract ?? (await Files(telco).WriteAsync(drop, progress, cancellationToken)).File;

    /// <summary>The files of a drop's detail sources, by source; none when a file is given.</summary>
    /// <inheritdoc cref="FileOfAsync"/>
    public async Task<IReadOnlyList<(string Source, string File)>> DetailsOfAsync(
        int drop, TelcoOptions telco, CancellationToken cancellationToken) => options.Extract is not null
        ? []
        : [.. (await Files(telco).WriteDetailsAsync(drop, cancellationToken))
            .Select(written => (written.Summary.Source, written.File))];

    /// <summary>Deletes what was generated: it can be made again.</summary>
    public void Forget()
    {
        if (options.Extract is not null)
            return;
        foreach (var source in DetailShape.All.Select(shape => shape.Source).Append(EnquiryFile.Source).Prepend("customers"))
            Directory.Delete(Path.Combine(folder, source), recursive: true);
    }

    private DropFiles Files(TelcoOptions telco) => new(telco, folder, gzip: false);
}
