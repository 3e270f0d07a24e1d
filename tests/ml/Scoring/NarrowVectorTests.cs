using System.Diagnostics;

namespace ReapFunctions.Ml.Tests.Scoring;

/// <summary>
/// Machines without AVX2 take other paths through binning, scoring and explaining. A second test process, told that this
/// machine is one of them, runs the tests whose results do not depend on the machine: the golden models among them, so that both
/// paths give the same bits.
/// </summary>
public sealed class NarrowVectorTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task TheNarrowPathsPassTheSameTests(string switchedOff)
    {
        var isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var start = new ProcessStartInfo(isHost ? Environment.ProcessPath! : "dotnet",
        [
            "vstest", typeof(NarrowVectorTests).Assembly.Location,
            "--TestCaseFilter:FullyQualifiedName~GoldenModelTests|FullyQualifiedName~TableAndRowScoringTests"
                + "|FullyQualifiedName~ThresholdTableTests|FullyQualifiedName~ShapleyTests",
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[switchedOff] = "0";
        start.Environment.Remove("REAP_APPROVE");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await error);
        Assert.Contains("Passed", output, StringComparison.Ordinal);
    }
}
