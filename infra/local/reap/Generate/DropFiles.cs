using System.Globalization;
using System.IO.Compression;
using ReapFunctions.Local.Reap.Generate.Prospects;
using ReapFunctions.Storage;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// A portfolio's drops as files: <c>customers/{date}/customers.csv[.gz]</c>, the same for each detail source, and
/// <c>truth/{date}.csv</c> and <c>truth/causes.csv</c> under a folder. Files already there are replaced.
/// </summary>
internal sealed class DropFiles(TelcoOptions options, string folder, bool gzip)
{
    private const int BufferSize = 1 << 20;

    private readonly SyntheticTelco telco = new(options);

    public DateOnly DateOf(int drop) => telco.DateOf(drop);

    /// <summary>Writes a drop's extract of customers.</summary>
    /// <returns>The file, and what is in it.</returns>
    public async Task<(string File, ExtractSummary Summary)> WriteAsync(
        int drop, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var told = progress is null ? null : new Told(progress);
        var file = FileOf("customers", drop);
        await using var output = Create(file);
        return (file, await telco.WriteExtractAsync(drop, output, told, cancellationToken));
    }

    /// <summary>
    /// Writes a drop's extract of each detail source, and of enquiries. A source with nothing to tell sends no file: one without
    /// rows would be refused.
    /// </summary>
    /// <returns>The files, and what is in them.</returns>
    public async Task<IReadOnlyList<(string File, DetailSummary Summary)>> WriteDetailsAsync(
        int drop, CancellationToken cancellationToken = default)
    {
        var written = new List<(string, DetailSummary)>();
        foreach (var shape in DetailShape.All)
        {
            var file = FileOf(shape.Source, drop);
            var summary = await WriteDetailsAsync(shape, drop, file, cancellationToken);
            if (summary.Lines > 0)
                written.Add((file, summary));
            else
                File.Delete(file);
        }
        var enquiries = FileOf(EnquiryFile.Source, drop);
        await using var output = Create(enquiries);
        written.Add((enquiries, await telco.WriteEnquiriesAsync(drop, output, cancellationToken)));
        return written;
    }

    /// <summary>
    /// Writes what is true of each customer of a drop, by the telco's own prices; kept apart from the extracts, which it is not.
    /// </summary>
    /// <returns>The file.</returns>
    public async Task<string> WriteTruthAsync(int drop, CancellationToken cancellationToken = default)
    {
        var file = Path.Combine(folder, "truth", $"{Date(drop)}.csv");
        await using var output = Create(file);
        await new TruthFile(telco.World, Portfolio.Read(Shipped()).Decisions)
            .WriteAsync(telco.CustomersOf(drop), drop, output, cancellationToken);
        return file;
    }

    /// <summary>Writes which cause of complaints truly grows, where and since when: <c>truth/causes.csv</c>.</summary>
    /// <returns>The file.</returns>
    public async Task<string> WriteCausesAsync(CancellationToken cancellationToken = default)
    {
        var file = Path.Combine(folder, "truth", "causes.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string[] lines =
            [PlantedCause.Header, .. options.RootCause is { } cause ? [cause.Line(DateOf(0))] : Array.Empty<string>()];
        await File.WriteAllLinesAsync(file, lines, cancellationToken);
        return file;
    }

    private static ConfigFiles Shipped() => ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), "");

    private async Task<DetailSummary> WriteDetailsAsync(
        DetailShape shape, int drop, string file, CancellationToken cancellationToken)
    {
        await using var output = Create(file);
        return await telco.WriteDetailsAsync(shape, drop, output, cancellationToken);
    }

    private string Date(int drop) => DateOf(drop).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string FileOf(string source, int drop) =>
        Path.Combine(folder, source, Date(drop), gzip ? $"{source}.csv.gz" : $"{source}.csv");

    private static Stream Create(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var output = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize, useAsync: true);
        return file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(output, CompressionLevel.Fastest) : output;
    }

    private sealed class Told(IProgress<string> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report($"{value:N0} customers");
    }
}
