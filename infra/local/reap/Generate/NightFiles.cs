using System.Globalization;
using System.IO.Compression;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// A portfolio's nights as files: <c>customers/{date}/customers.csv[.gz]</c>, the same for each detail source, and
/// <c>truth/{date}.csv</c> under a folder. Files already there are replaced.
/// </summary>
internal sealed class NightFiles(TelcoOptions options, string folder, bool gzip)
{
    private const int BufferSize = 1 << 20;

    private readonly SyntheticTelco telco = new(options);

    public DateOnly DateOf(int night) => telco.DateOf(night);

    /// <summary>Writes one night's extract.</summary>
    /// <returns>The file, and what is in it.</returns>
    public async Task<(string File, NightSummary Summary)> WriteAsync(
        int night, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var told = progress is null ? null : new Told(progress);
        var file = FileOf("customers", night);
        await using var output = Create(file);
        return (file, await telco.WriteExtractAsync(night, output, told, cancellationToken));
    }

    /// <summary>
    /// Writes one night's extract of each detail source. A source with nothing to tell sends no file: one without rows would be
    /// refused.
    /// </summary>
    /// <returns>The files, and what is in them.</returns>
    public async Task<IReadOnlyList<(string File, DetailSummary Summary)>> WriteDetailsAsync(
        int night, CancellationToken cancellationToken = default)
    {
        var written = new List<(string, DetailSummary)>();
        foreach (var shape in DetailShape.All)
        {
            var file = FileOf(shape.Source, night);
            var summary = await WriteDetailsAsync(shape, night, file, cancellationToken);
            if (summary.Lines > 0)
                written.Add((file, summary));
            else
                File.Delete(file);
        }
        return written;
    }

    /// <summary>Writes the chances that each customer of a night had; kept apart from the extracts, which it is not.</summary>
    /// <returns>The file.</returns>
    public async Task<string> WriteTruthAsync(int night, CancellationToken cancellationToken = default)
    {
        var file = Path.Combine(folder, "truth", $"{Date(night)}.csv");
        await using var output = Create(file);
        await telco.WriteTruthAsync(night, output, cancellationToken);
        return file;
    }

    private async Task<DetailSummary> WriteDetailsAsync(
        DetailShape shape, int night, string file, CancellationToken cancellationToken)
    {
        await using var output = Create(file);
        return await telco.WriteDetailsAsync(shape, night, output, cancellationToken);
    }

    private string Date(int night) => DateOf(night).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string FileOf(string source, int night) =>
        Path.Combine(folder, source, Date(night), gzip ? $"{source}.csv.gz" : $"{source}.csv");

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
