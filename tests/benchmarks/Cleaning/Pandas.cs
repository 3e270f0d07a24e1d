using System.Diagnostics;
using System.Globalization;

namespace ReapFunctions.Benchmarks.Cleaning;

/// <summary>pandas as Debian packages it; installed on first use where that is allowed.</summary>
internal static class Pandas
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, time, pandas
        text = ["customerId", "segment", "region", "plan", "payment", "status"]
        whole = ["age", "tenureMonths", "calls12m", "complaints12m", "satisfaction"]
        real = ["monthlyRevenue", "revenue12m", "revenueToDate", "dataUsageGb", "callMinutes"]
        types = {**{c: "string" for c in text}, **{c: "Int64" for c in whole}, **{c: "float64" for c in real},
                 **{c: "boolean" for c in ["eBilling", "holdsTv", "vulnerable"]}}
        best = 1e9
        for _ in range(2):
            start = time.perf_counter()
            frame = pandas.read_csv(sys.argv[1], dtype=types, parse_dates=["lastContactOn"])
            best = min(best, time.perf_counter() - start)
        print(best, len(frame))
        """;

    /// <summary>Seconds to read a file with typed columns, the import of pandas not counted; null without pandas.</summary>
    public static async Task<double?> ReadAsync(string file)
    {
        if (await RunAsync(Python, "-c", "import pandas") is null
            && (await RunAsync("apt-get", "install", "-y", "-qq", "python3-pandas") is null
            || await RunAsync(Python, "-c", "import pandas") is null))
        {
            Console.WriteLine("pandas is not here and cannot be installed: run 'apt-get install python3-pandas' and try again.");
            return null;
        }
        var output = await RunAsync(Python, "-c", Script, file);
        return output is null ? null : double.Parse(output.Split(' ')[0], CultureInfo.InvariantCulture);
    }

    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            await errors;
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
