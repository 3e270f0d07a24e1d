using System.Diagnostics;
using System.Text.Json;

namespace ReapFunctions.Benchmarks.Ml;

/// <summary>Runs XGBoost and scikit-learn of Debian through the system's Python; installs them when they are missing.</summary>
internal static class Peers
{
    private const string Python = "/usr/bin/python3";

    public static void SetUp()
    {
        if (Run(Python, "-c", "import xgboost, sklearn").ExitCode == 0)
            return;
        Console.WriteLine("Installing python3-xgboost and python3-sklearn from Debian ...");
        Run("apt-get", "update", "-qq");
        if (Run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-xgboost", "python3-sklearn").ExitCode != 0)
            throw new InvalidOperationException(
                "The peers could not be installed. Run: apt-get install python3-xgboost python3-sklearn");
    }

    /// <summary>Runs the script beside the program and reads the JSON object on its last line.</summary>
    public static Dictionary<string, double> Measure(params string[] arguments)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Ml", "peers.py");
        var (code, output, error) = Run(Python, [script, .. arguments]);
        if (code != 0)
            throw new InvalidOperationException($"peers.py {string.Join(' ', arguments)} failed: {error}");
        return JsonSerializer.Deserialize<Dictionary<string, double>>(output.TrimEnd().Split('\n')[^1])!;
    }

    public static (int ExitCode, string Output, string Error) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
