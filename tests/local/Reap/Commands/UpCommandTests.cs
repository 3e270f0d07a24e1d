using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Api;
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
        await Reaped.RunAsync("generate", "--customers", "1200", "--date", "2026-11-20", "--out", folder);
        var file = Path.Combine(folder, "customers", "2026-11-20", "customers.csv");

        // One finds source and date in the file's path and storage where the app says it is; the other is told.
        var first = await UploadAsync(file);
        var again = await UploadAsync(file, "--source", "customers", "--storage", up.Storage);
        while ((await client.RunsAsync(deadline.Token)).Current is null)
            await Task.Delay(TimeSpan.FromMilliseconds(300), deadline.Token);
        var trained = await Reaped.RunAsync("train", "--url", up.App.ToString());

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
    public async Task ThereIsNothingToTrainOnBeforeTheFirstUpload()
    {
        using var up = await UpAsync();

        var reaped = await Reaped.RunAsync("train", "--url", up.App.ToString());

        Assert.Equal(ExitCode.FailedNight, reaped.Code);
        Assert.Contains("409", reaped.Output, StringComparison.Ordinal);
    }

    private async Task<Up> UpAsync()
    {
        var process = Start("up", "--url", "http://127.0.0.1:0");
        try
        {
            return new Up(
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
    private async Task<(int Code, string Output)> UploadAsync(params string[] arguments)
    {
        using var process = Start(["upload", .. arguments]);
        var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, output);
    }

    private Process Start(params string[] arguments)
    {
        var command = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "reap.dll"), .. arguments])
        { RedirectStandardOutput = true };
        command.Environment[RunningApp.FolderSetting] = folder;
        return Process.Start(command)!;
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

    private sealed record Up(Process Process, Uri App, string Storage) : IDisposable
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
