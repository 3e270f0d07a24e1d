using System.Diagnostics;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Benchmarks.Cleaning;

/// <summary>
/// Cleaning an extract of 1,000,000 rows and 20 columns, 3 % dirty: figures <c>parse</c>, <c>clean</c> and <c>memory</c>.
/// <c>--rows N</c> for another size, <c>--only FIGURE</c> for one of them, <c>--alone</c> for ours without the peers.
/// </summary>
internal static class CleaningBenchmark
{
    private const int Buckets = 16;
    private const double Dirty = 0.03;

    public static async Task RunAsync(Figures figures, string[] args)
    {
        if (Option(args, "--child") is { } rowsOfChild)
        {
            await MemoryFigure.RunChildAsync(long.Parse(rowsOfChild));
            return;
        }
        var rows = long.Parse(Option(args, "--rows") ?? "1000000");
        var only = Option(args, "--only");
        var alone = args.Contains("--alone");
        using var folder = new BenchmarkFolder();
        var file = folder.File("extract.csv");
        var bytes = await WriteAsync(file, rows, Dirty);
        Console.WriteLine(
            $"{rows:N0} rows, 20 columns, {bytes / 1e6:N1} MB, {Dirty:P0} dirty, {Environment.ProcessorCount} cores");
        if (only is null or "parse")
            await ParseAsync(figures, file, bytes);
        if (alone && only is (null or "clean"))
            await CleanOursAsync(folder, file);
        else if (only is null or "clean")
        {
            await CleanAsync(figures, folder, file, bytes);
            await PureAsync(figures, folder, rows);
        }
        if (only is null or "memory")
            await MemoryFigure.RunAsync(figures);
    }

    private static async Task ParseAsync(Figures figures, string file, long bytes)
    {
        var content = await File.ReadAllBytesAsync(file);
        var (ourCells, peerCells) = (0L, 0L);
        var ours = await BestAsync(7, async () =>
        {
            await using var source = await TextSource.OpenAsync(new MemoryStream(content), TextEncoding.Utf8, default);
            var reader = new RowReader(source, new Dialect());
            var block = new RowBlock();
            ourCells = 0;
            while (await reader.ReadAsync(block, default))
                ourCells += block.FirstCuts[block.Rows];
            return ourCells;
        });
        var peer = await BestAsync(7, () =>
        {
            using var reader = CsvHelper.CsvReader.Create(
                content,
                new CsvHelper.CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvHelper.CsvFieldCountHandling.Allow });
            peerCells = 0;
            reader.ReadHeader();
            while (reader.Read())
                peerCells += reader.FieldCount;
            return Task.FromResult(peerCells);
        });
        if (ourCells != peerCells + GeneratedExtract.Contract.Schema.Fields.Count)
            throw new InvalidOperationException($"{ourCells} cells with the header are not {peerCells} without.");
        figures.Add(
            "parse", "one core, from memory, with SHA-256", bytes / 1e6 / ours, bytes / 1e6 / peer,
            "CsvHelper, Read and FieldCount, no SHA-256", "MB/s");
    }

    private static async Task CleanAsync(Figures figures, BenchmarkFolder folder, string file, long bytes)
    {
        var (ours, receipt) = await CleanOursAsync(folder, file);
        CsvHelperCleaning? peerCleaning = null;
        var peer = await BestAsync(5, () =>
        {
            peerCleaning = new CsvHelperCleaning(Buckets);
            using var upload = OpenRead(file);
            using var rejects = File.Create(folder.File("peer.rejects.csv"));
            peerCleaning.Clean(upload, bucket => File.Create(folder.File($"peer{bucket}.csv")), rejects);
            return Task.FromResult(peerCleaning.Accepted);
        });
        Console.WriteLine(
            $"ours: {receipt.Read:N0} read, {receipt.Accepted:N0} accepted, {receipt.Repaired:N0} repaired, "
            + $"{receipt.Rejected:N0} rejected; "
            + $"CsvHelper: {peerCleaning!.Accepted:N0} taken, {peerCleaning.Rejected:N0} rejected");
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var pairs = File.ReadLines(folder.File($"ours{bucket}.csv")).Zip(File.ReadLines(folder.File($"peer{bucket}.csv")));
            foreach (var (mine, theirs) in pairs.Where(pair => pair.First != pair.Second))
                throw new InvalidOperationException($"The outputs differ, the comparison would mean nothing:\n{mine}\n{theirs}");
        }
        figures.Add(
            "clean", "generated, 3 % dirty", bytes / 1e6 / ours, bytes / 1e6 / peer, "CsvHelper, same validation and output",
            "MB/s");
    }

    private static async Task<(double Seconds, Receipt Receipt)> CleanOursAsync(BenchmarkFolder folder, string file)
    {
        Receipt? receipt = null;
        var seconds = await BestAsync(7, async () =>
        {
            await using var upload = OpenRead(file);
            var output = new ExtractOutput(
                Buckets, (bucket, _) => Task.FromResult<Stream>(File.Create(folder.File($"ours{bucket}.csv"))),
                _ => Task.FromResult<Stream>(File.Create(folder.File("ours.rejects.csv"))));
            receipt = await ExtractCleaner.CleanAsync(
                upload, GeneratedExtract.Contract, output, new CleaningSetup { File = "extract.csv" }, default);
            return receipt.Read;
        });
        return (seconds, receipt!);
    }

    private static async Task PureAsync(Figures figures, BenchmarkFolder folder, long rows)
    {
        // Sep and pandas with typed columns stop at the first dirty value: they get the same rows without dirt.
        var file = folder.File("pure.csv");
        var bytes = await WriteAsync(file, rows, 0);
        var (ours, _) = await CleanOursAsync(folder, file);
        var sep = await BestAsync(5, () => Task.FromResult(SepReading.Read(file)));
        figures.Add(
            "clean", "generated, no dirt", bytes / 1e6 / ours, bytes / 1e6 / sep,
            "Sep, ParallelEnumerate with types, reading only", "MB/s");
        if (await Pandas.ReadAsync(file) is { } peer)
            figures.Add(
                "clean", "generated, no dirt", bytes / 1e6 / ours, bytes / 1e6 / peer, "pandas read_csv with types, reading only",
                "MB/s");
    }

    private static FileStream OpenRead(string file) =>
        new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    private static async Task<long> WriteAsync(string file, long rows, double dirty)
    {
        await using var stream = File.Create(file);
        await new GeneratedExtract(rows, dirty).CopyToAsync(stream);
        return stream.Length;
    }

    /// <summary>The best of several times in seconds: what the code can do, least disturbed by others on the machine.</summary>
    private static async Task<double> BestAsync(int times, Func<Task<long>> run)
    {
        var (best, leastCpu) = (double.MaxValue, double.MaxValue);
        var process = Process.GetCurrentProcess();
        for (var time = 0; time < times; time++)
        {
            GC.Collect();
            process.Refresh();
            var cpu = process.TotalProcessorTime;
            var started = Stopwatch.GetTimestamp();
            _ = await run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
            process.Refresh();
            leastCpu = Math.Min(leastCpu, (process.TotalProcessorTime - cpu).TotalSeconds);
        }
        Console.WriteLine($"  best of {times}: {best:F3} s, {leastCpu:F3} s of processor time");
        return best;
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
