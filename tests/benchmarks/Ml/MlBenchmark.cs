namespace ReapFunctions.Benchmarks.Ml;

/// <summary>The learning library against XGBoost and scikit-learn in one run.</summary>
/// <remarks>Arguments: <c>--rows N</c> of the synthetic table (500,000); <c>--trees N</c> (200).</remarks>
internal static class MlBenchmark
{
    public static Task RunAsync(Figures figures, string[] arguments)
    {
        Peers.SetUp();
        var folder = Directory.CreateTempSubdirectory("reap-ml-").FullName;
        try
        {
            var synthetic = BenchmarkData.Synthetic(Number(arguments, "--rows", 500_000));
            new SpeedFigures(synthetic, Number(arguments, "--trees", 200), folder).Measure(figures);
            foreach (var data in BenchmarkData.Public(PublicData()))
            {
                AccuracyFigures.Measure(figures, data, folder);
                if (data.Name == "bank")
                    AccuracyFigures.MeasureLater(figures, data, folder);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return Task.CompletedTask;
    }

    private static int Number(string[] arguments, string name, int otherwise) =>
        Array.IndexOf(arguments, name) is var at and >= 0 ? int.Parse(arguments[at + 1]) : otherwise;

    /// <summary>The folder of public data beside the repository.</summary>
    private static string PublicData()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ReapFunctions.sln")))
                return Path.Combine(folder.FullName, "..", "shared", "data");
        }
        return "";
    }
}
