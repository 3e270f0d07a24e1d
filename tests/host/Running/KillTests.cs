using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Host.Tests.Running;

public sealed class KillTests(Azurite azurite) : IClassFixture<Azurite>
{
    private const int SigKill = 9;

    [Fact]
    public async Task WhenAHostIsKilledMessagesTimersAndBlobsGoOnAtTheOtherWithinAMinute()
    {
        await using var first = await StartAsync("first");
        await azurite.TakeAsync("tick-out", 1);
        await azurite.SendAsync("waits-in", "held");
        await azurite.TakeAsync("waits-begun", 1);
        var worker = Process.GetProcessById(await first.WorkerAsync());
        await using var second = await StartAsync("second");
        var container = await azurite.ContainerAsync("drops");

        var killed = Stopwatch.StartNew();
        first.Signal(SigKill);
        await worker.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);
        await container.UploadBlobAsync("after/d.csv", BinaryData.FromString("x"));
        Assert.Equal(["after d.csv x"], await azurite.TakeAsync("drops-out", 1));
        await Until.TrueAsync(async () => (await azurite.TakeAsync("tick-out", 1))[0] == "second", "the timer runs at the other");
        Assert.Equal(["held 2"], await azurite.TakeAsync("waits-out", 1));
        Assert.InRange(killed.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("crit ", second.Output, StringComparison.Ordinal);
    }

    private Task<HostProcess> StartAsync(string name) =>
        HostProcess.StartAsync(azurite.ConnectionString, ("AzureWebJobs.Ticks.Disabled", "false"), ("TickName", name));
}

/// <summary>An account that tells of every request.</summary>
public sealed class LoggedAzurite : Azurite
{
    internal ConcurrentQueue<string> Requests { get; } = new();

    private protected override AzuriteOptions Options => new() { AccessLog = Requests.Enqueue };
}

public sealed partial class LongMessageTests(LoggedAzurite azurite) : IClassFixture<LoggedAzurite>
{
    [Fact]
    public async Task AMessageThatLastsLongerThanItsLockRunsOnceBesideAnotherHost()
    {
        await using var first = await HostProcess.StartAsync(azurite.ConnectionString);
        await using var second = await HostProcess.StartAsync(azurite.ConnectionString);
        await azurite.SendAsync("lasts-in", "35");
        Assert.Equal(["35 1"], await azurite.TakeAsync("lasts-out", 1));
        await azurite.EmptyAsync("lasts-in");
        Assert.Equal(["35 1"], await azurite.TakeAsync("lasts-begun", 1));
        Assert.Equal(0, await azurite.CountAsync("lasts-begun"));
        var locks = azurite.Requests.Where(line => line.Contains("/lasts-in/messages", StringComparison.Ordinal))
            .Select(line => Timeout().Match(line)).Where(match => match.Success).ToList();
        Assert.Contains(locks, match => match.Groups["method"].Value == "GET");
        Assert.Contains(locks, match => match.Groups["method"].Value == "PUT");
        Assert.All(locks, match => Assert.Equal("30", match.Groups["seconds"].Value));
    }

    [GeneratedRegex("\"(?<method>GET|PUT) .*[?&]visibilitytimeout=(?<seconds>[0-9]+)")]
    private static partial Regex Timeout();
}
