using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ReapFunctions.Local.Host;

namespace ReapFunctions.Host.Tests.Running;

/// <summary>A host in a process of its own, running the test app unless told otherwise.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process) => this.process = process;

    /// <summary>The build output of the test app.</summary>
    public static string TestApp { get; } = typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "TestApp").Value!;

    /// <summary>Everything that it printed.</summary>
    public string Output => string.Join('\n', lines);

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Starts a host and waits until it listens.</summary>
    public static async Task<HostProcess> StartAsync(string storage, params (string Name, string Value)[] settings)
    {
        string[] arguments = ["--app", TestApp, "--url", "http://127.0.0.1:0", "--end-with-parent"];
        var host = Run(arguments, [("AzureWebJobsStorage", storage), .. settings]);
        var first = await Task.WhenAny(host.listening.Task, host.process.WaitForExitAsync(), Task.Delay(Patience));
        Assert.True(first == host.listening.Task, $"The host does not listen. It said:\n{host.Output}");
        host.Http = new HttpClient { BaseAddress = await host.listening.Task };
        return host;
    }

    /// <summary>Starts a host with these arguments.</summary>
    public static HostProcess Run(string[] arguments, params (string Name, string Value)[] settings)
    {
        // In a session of its own, and so the leader of its process group, as a terminal has it; and hearing Ctrl+C, which who
        // was started in the background by a shell does not.
        string[] dotnet = ["env", "--default-signal=INT,QUIT", "dotnet", typeof(LocalHost).Assembly.Location];
        var command = new ProcessStartInfo("setsid", [.. dotnet, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            command.Environment[name] = value;
        var host = new HostProcess(new Process { StartInfo = command });
        host.process.OutputDataReceived += (_, line) => host.Read(line.Data);
        host.process.ErrorDataReceived += (_, line) => host.Read(line.Data);
        host.process.Start();
        host.process.BeginOutputReadLine();
        host.process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Waits for the end of the host and returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode;
    }

    /// <summary>Sends a signal to the host alone.</summary>
    public void Signal(int signal) => Assert.Equal(0, Kill(process.Id, signal));

    /// <summary>Sends a signal to the whole process group, as a terminal does.</summary>
    public void SignalGroup(int signal) => Assert.Equal(0, Kill(-process.Id, signal));

    /// <summary>Closes its standard input, as a parent does that ends.</summary>
    public void CloseInput() => process.StandardInput.Close();

    /// <summary>The operating system's id of the worker.</summary>
    public async Task<int> WorkerAsync() => int.Parse(await Http.GetStringAsync("api/Process"));

    public async Task SaysAsync(string text) =>
        await Until.TrueAsync(() => Output.Contains(text, StringComparison.Ordinal), $"the host says '{text}'");

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            CloseInput();
            using var deadline = new CancellationTokenSource(Patience);
            await process.WaitForExitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            process.Kill(entireProcessTree: true);
        }
        Http?.Dispose();
        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lines.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
            listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);

    [GeneratedRegex(@"^Now listening on: (http://\S+)$")]
    private static partial Regex Listening();
}
