using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using ReapFunctions.Local.Azurite;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Commands;
using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Local.Tests.Reap.Commands;

/// <summary><c>reap up</c> as people run it: a process with storage and the app behind it.</summary>
public sealed class UpCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string folder = Directory.CreateTempSubdirectory("reap-tests-").FullName;
    private readonly CancellationTokenSource deadline = new(Patience);

    public void Dispose()
    {
        deadline.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task TheAppEndsWhenReapIsKilled()
    {
        using var up = await UpAsync();
        using var client = new ReapClient(up.App);
        Assert.Empty((await client.RunsAsync(deadline.Token)).Runs);

        up.Process.Kill();

        await Assert.ThrowsAsync<EnvironmentException>(async () =>
        {
            while (true)
            {
                try
                {
                    await client.RunsAsync(deadline.Token);
                }
                catch (ApiException)
                {
                    // Its storage was the first to end.
                }
                await Task.Delay(TimeSpan.FromMilliseconds(100), deadline.Token);
            }
        });
    }

    [Fact]
    public async Task AnUploadBecomesANightThatCanBeTrainedOn()
    {
        using var up = await UpAsync();
        using var client = new ReapClient(up.App);
        await ReapResult.RunAsync("generate", "--customers", "1200", "--date", "2026-11-20", "--out", folder);
        var file = Path.Combine(folder, "customers", "2026-11-20", "customers.csv");

        // One finds source and date in the file's path and storage where the app says it is; the other is told.
        var first = await ReapAsync("upload", file);
        var again = await ReapAsync("upload", file, "--source", "customers", "--storage", up.Storage);
        while ((await client.RunsAsync(deadline.Token)).Current is null)
            await Task.Delay(TimeSpan.FromMilliseconds(300), deadline.Token);
        var trained = await ReapResult.RunAsync("train", "--url", up.App.ToString());

        Assert.Equal((0, 0), (first.Code, again.Code));
        Assert.Contains("extracts/customers/2026-11-20/customers.csv", first.Output, StringComparison.Ordinal);
        Assert.Single((await client.RunsAsync(deadline.Token)).Runs);
        Assert.Equal(ExitCode.Ok, trained.Code);
        Assert.Contains("churn", trained.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task EveryWayToStopItEndsEverythingInOrderWithExitCodeZero(string signal)
    {
        using var up = await UpAsync();

        using var kill = Process.Start("kill", [$"-{signal}", up.Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await up.Process.WaitForExitAsync(deadline.Token);

        Assert.Equal(ExitCode.Ok, up.Process.ExitCode);
        Assert.Empty(Directory.GetFiles(folder, "*.json"));
        using var client = new ReapClient(up.App);
        await Assert.ThrowsAsync<EnvironmentException>(() => client.RunsAsync(deadline.Token));
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(up.Blobs, deadline.Token));
    }

    [Fact]
    public async Task WhenStorageEndsReapEndsAndSaysSo()
    {
        using var up = await UpAsync();
        using var azurite = Assert.Single(ChildrenOf(up.Process), child => child.ProcessName == "node");

        azurite.Kill();
        var said = await up.Process.StandardOutput.ReadToEndAsync(deadline.Token);
        await up.Process.WaitForExitAsync(deadline.Token);

        Assert.Equal(ExitCode.Environment, up.Process.ExitCode);
        Assert.Contains("Azurite, the storage emulator, ended with exit code 137", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder, "*.json"));
    }

    [Fact]
    public async Task AnAppForEveryAddressAndWithKeysIsCalledByLoopbackAndWithItsKey()
    {
        using var up = await UpAsync("http://*:0", ("Host__FunctionKey", "function"), (HostKey.Setting, "master"));
        var file = Path.Combine(folder, "customers.csv");
        await File.WriteAllTextAsync(file, "customerId\nC1\n");

        var upload = await ReapAsync("upload", file);
        var train = await ReapAsync("train");
        var blob = new Uri($"{up.Blobs}/extracts/customers/2026-11-20/customers.csv");
        var refusal = await BlobAnnouncer.AnnounceAsync(up.App, key: null, blob, new ETag("1"), deadline.Token);

        Assert.Equal("127.0.0.1", up.App.Host);
        Assert.Equal("master", RunningApp.Find(folder)!.Key);
        Assert.Equal(ExitCode.Ok, upload.Code);
        Assert.DoesNotContain("could not be told", upload.Output, StringComparison.Ordinal);
        Assert.Contains("409", train.Output, StringComparison.Ordinal);
        Assert.Contains(HostKey.Setting, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAppOnAnAccountThatWasGivenIsToldOfUploadsToItAndTheAccountsKeyIsNotWrittenDown()
    {
        await using var azurite = await AzuriteServer.StartAsync(new AzuriteOptions(), deadline.Token);
        using var up = Start(["up", "--url", "http://127.0.0.1:0", "--storage", azurite.ConnectionString]);
        await FieldAsync(up, "^Storage: +(.*)");
        while (RunningApp.Find(folder) is null)
            await Task.Delay(TimeSpan.FromMilliseconds(100), deadline.Token);

        var note = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder, "*.json")));
        var destination = UploadCommand.DestinationOf(RunningApp.All(folder), azurite.ConnectionString, "customers");
        up.Kill();

        Assert.NotNull(destination.App);
        Assert.DoesNotContain(Regex.Match(azurite.ConnectionString, "AccountKey=([^;]{8})").Groups[1].Value, note);
    }

    [Fact]
    public async Task AnUploadOfASourceThatTheRunningAppHasNotIsRefused()
    {
        using var up = await UpAsync();
        var file = Path.Combine(folder, "telco.csv");
        await File.WriteAllTextAsync(file, "customerID\n1\n");

        var upload = await ReapAsync("upload", file);

        Assert.Equal(ExitCode.Usage, upload.Code);
        Assert.Contains("The running 'reap up' has no source 'telco'.", upload.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThereIsNothingToTrainOnBeforeTheFirstUpload()
    {
        using var up = await UpAsync();

        var reaped = await ReapResult.RunAsync("train", "--url", up.App.ToString());

        Assert.Equal(ExitCode.FailedNight, reaped.Code);
        Assert.Contains("409", reaped.Output, StringComparison.Ordinal);
    }

    private async Task<UpProcess> UpAsync(string url = "http://127.0.0.1:0", params (string Name, string Value)[] settings)
    {
        var process = Start(["up", "--url", url], settings);
        try
        {
            return new UpProcess(
                process, new Uri(await FieldAsync(process, @"^App: +(http://\S+/)api/runs")),
                    await FieldAsync(process, "^Storage: +(.*)"));
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>A process of its own, since it looks for the app in the folder that its environment names.</summary>
    private async Task<(int Code, string Output)> ReapAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, output);
    }

    private Process Start(string[] arguments, params (string Name, string Value)[] settings)
    {
        string[] reap = [Path.Combine(AppContext.BaseDirectory, "reap.dll"), .. arguments];
        // Who was started in the background by a shell does not hear Ctrl+C, unless told to.
        var command = OperatingSystem.IsLinux()
            ? new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", .. reap])
            : new ProcessStartInfo("dotnet", reap);
        command.RedirectStandardOutput = true;
        command.Environment[RunningApp.FolderSetting] = folder;
        foreach (var (name, value) in settings)
            command.Environment[name] = value;
        return Process.Start(command)!;
    }

    private static IEnumerable<Process> ChildrenOf(Process parent) =>
        Process.GetProcesses().Where(process => ParentOf(process) == parent.Id);

    private static int ParentOf(Process process)
    {
        try
        {
            // 17 (node) S 12 ...: id, name, state, parent.
            var stat = File.ReadAllText($"/proc/{process.Id}/stat");
            return int.Parse(stat[stat.LastIndexOf(')')..].Split(' ')[2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return 0;
        }
    }

    private async Task<string> FieldAsync(Process process, string pattern)
    {
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (Regex.Match(line, pattern) is { Success: true } match)
                return match.Groups[1].Value;
        }
        throw new InvalidOperationException("reap up has ended.");
    }

    private sealed record UpProcess(Process Process, Uri App, string Storage) : IDisposable
    {
        public Uri Blobs => new(Regex.Match(Storage, "BlobEndpoint=([^;]+)").Groups[1].Value);

        public void Dispose()
        {
            if (!Process.HasExited)
                Process.Kill();
            Process.Dispose();
        }
    }
}
