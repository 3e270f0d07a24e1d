using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>
/// The app on its host (infra/local/host), in processes of their own. They end when disposed, and with this process however that
/// ends.
/// </summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    // The host takes up to 20 s to give everything back: 5 for requests, 8 for functions, 5 for the worker.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    private readonly Process process;
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppProcess(Process process, LogTail log)
    {
        this.process = process;
        Log = log;
    }

    /// <summary>Where it answers.</summary>
    public Uri Url => listening.Task.Result;

    public LogTail Log { get; }

    public int ProcessId => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Starts the app and returns once it listens.</summary>
    /// <exception cref="EnvironmentException">It ended, or did not listen in time; the message holds the end of its
    /// output.</exception>
    public static async Task<AppProcess> StartAsync(AppOptions options, CancellationToken cancellationToken)
    {
        var app = new AppProcess(new Process { StartInfo = Command(options) }, new LogTail(options.LogFile));
        try
        {
            app.Start();
            await app.ListensAsync(options.StartTimeout, cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="EnvironmentException">The app has ended; the message holds the end of its output.</exception>
    public void ThrowIfEnded()
    {
        if (HasExited)
            throw new EnvironmentException($"The app ended with exit code {process.ExitCode}. It said:\n{Log}");
    }

    /// <summary>Ends the app at once, as a machine that is lost.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Stops the app; it gives back the messages it works on.</summary>
    /// <returns>What is to be said when it did not end in order; null when it did.</returns>
    public async Task<string?> StopAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
        return process.ExitCode == 0
            ? null
            : $"The app did not stop in order: it ended with exit code {process.ExitCode}. "
                + $"What it worked on is done again at the next start. It said:\n{Log}";
    }

    /// <summary>Stops the app, however it ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsRunning())
            await StopAsync();
        process.Dispose();
        Log.Dispose();
    }

    private static ProcessStartInfo Command(AppOptions options)
    {
        // The dotnet that runs reap also runs the host and the app.
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var command = new ProcessStartInfo(
            dotnet, [BuildOutput.Host, "--app", options.App, "--url", options.Url, "--end-with-parent"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment["AzureWebJobsStorage"] = options.Storage;
        // Empty is the default one, whatever a developer's own settings say.
        command.Environment["Reap__Portfolio"] = options.Portfolio ?? "";
        // Whoever protects the app by a key wants nobody in without it.
        command.Environment["Reap__LocalUser"] = HostKey.OfEnvironment() is null ? "true" : "false";
        foreach (var (name, value) in options.Settings)
            command.Environment[name] = value;
        return command;
    }

    private void Start()
    {
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        Log.Add(line);
        if (Listening().Match(line) is { Success: true } match)
            listening.TrySetResult(Loopback.Of(new Uri(match.Groups[1].Value)));
    }

    private async Task ListensAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = process.WaitForExitAsync(waiting.Token);
        var first = await Task.WhenAny(listening.Task, ended, Task.Delay(timeout, waiting.Token));
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (first == listening.Task)
            return;
        ThrowIfEnded();
        throw new EnvironmentException($"The app did not listen within {timeout.TotalSeconds:0} s. It said:\n{Log}");
    }

    /// <summary>False also when it never started.</summary>
    private bool IsRunning()
    {
        try
        {
            return !process.HasExited;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
