using System.Diagnostics;
using ReapFunctions.Local.Host.Worker;

namespace ReapFunctions.Host.Tests.Running;

/// <summary>How hosts end, and what becomes of their work and their worker.</summary>
public sealed class StopTests(Azurite azurite) : IClassFixture<Azurite>
{
    private const int SigHup = 1;
    private const int SigInt = 2;
    private const int SigTerm = 15;

    [Theory]
    [InlineData(SigHup)]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    [InlineData(0)]
    public async Task AStopGivesWorkBackAndEndsTheWorkerAndTheExitCodeIsZero(int signal)
    {
        var id = ("AzureFunctionsWebHost__hostid", $"stop-{signal}");
        await using var host = await HostProcess.StartAsync(azurite.ConnectionString, id);
        var worker = await host.WorkerAsync();
        await azurite.SendAsync("waits-in", $"{signal}");
        Assert.Equal([$"{signal} 1"], await azurite.TakeAsync("waits-begun", 1));
        if (signal == 0)
            host.CloseInput();
        else if (signal == SigTerm)
            host.Signal(signal);
        else
            host.SignalGroup(signal);
        Assert.Equal(0, await host.EndAsync());
        Assert.False(IsRunning(worker), $"worker {worker} is gone");

        // Given back, not waited for: the next host has it at once.
        await using var next = await HostProcess.StartAsync(azurite.ConnectionString, id);
        Assert.Equal([$"{signal} 2"], await azurite.TakeAsync("waits-out", 1));
        Assert.Equal([$"{signal} 2"], await azurite.TakeAsync("waits-begun", 1));
    }

    [Fact]
    public async Task AWorkerThatIsStillStartingIsNotWaitedFor()
    {
        string[] arguments = ["--app", HostProcess.TestApp, "--url", "http://127.0.0.1:0"];
        await using var host = HostProcess.Run(
            arguments, ("AzureWebJobsStorage", azurite.ConnectionString), ("TestAppWaits", "still starting"));
        await host.SaysAsync("still starting");
        var stopping = Stopwatch.StartNew();
        host.Signal(SigTerm);
        Assert.Equal(0, await host.EndAsync());
        // So long a worker is given that has loaded its functions.
        Assert.True(stopping.Elapsed < FunctionWorker.EndTimeout, $"it took {stopping.Elapsed}");
    }

    private static bool IsRunning(int process)
    {
        try
        {
            return !Process.GetProcessById(process).HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
