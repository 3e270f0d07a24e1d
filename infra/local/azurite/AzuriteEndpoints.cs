using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ReapFunctions.Local.Azurite;

/// <summary>Reads from the emulator's output which ports its services took, and waits until each of them answers.</summary>
internal sealed partial class AzuriteEndpoints
{
    private const int KeptLines = 30;

    private readonly Process _process;
    private readonly Action<string>? _accessLog;
    private readonly Dictionary<string, Uri> _found = [];
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts to read the output of the process, and goes on doing so: a full pipe would stop the emulator.</summary>
    public AzuriteEndpoints(Process process, Action<string>? accessLog)
    {
        _process = process;
        _accessLog = accessLog;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The connection strings of the first accounts, once the three services answer requests.</summary>
    /// <exception cref="AzuriteException">The process ended, or a service did not answer in time.</exception>
    public async Task<IReadOnlyList<string>> WaitAsync(int accounts, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            var ended = _process.WaitForExitAsync(deadline.Token);
            if (await Task.WhenAny(_listening.Task, ended) == ended)
            {
                await ended;
                throw new AzuriteException(
                    $"Azurite ended with exit code {_process.ExitCode} while starting. It said:\n{Said()}");
            }
            using var http = new HttpClient();
            foreach (var service in _found.Values)
                await AnswersAsync(http, service, deadline.Token);
            return
            [
                .. Enumerable.Range(1, accounts).Select(
                    number => AzuriteAccount.ConnectionString(number, _found["Blob"], _found["Queue"], _found["Table"])),
            ];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AzuriteException(
                $"Azurite did not answer on all of its ports within {timeout.TotalSeconds:0} s. It said:\n{Said()}\n"
                + "Check that nothing blocks loopback connections, or give the start more time.");
        }
    }

    /// <summary>The last lines that it printed.</summary>
    public string Said() => _lines.IsEmpty ? "  (nothing)" : string.Join('\n', _lines.Select(line => "  " + line));

    private static async Task AnswersAsync(HttpClient http, Uri service, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                // Any answer will do: without a signature the services refuse, and that shows that they are there.
                using var answer = await http.GetAsync(new Uri(service, AzuriteAccount.Name(1)), cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        if (_accessLog is not null && line.Contains(" HTTP/1.", StringComparison.Ordinal))
        {
            _accessLog(line);
            return;
        }
        _lines.Enqueue(line);
        if (_lines.Count > KeptLines)
            _lines.TryDequeue(out _);
        var match = Listening().Match(line);
        if (!match.Success)
            return;
        lock (_found)
        {
            _found[match.Groups[1].Value] = new Uri(match.Groups[2].Value);
            if (_found.Count == 3)
                _listening.TrySetResult();
        }
    }

    [GeneratedRegex(@"^Azurite (Blob|Queue|Table) service is successfully listening at (http://\S+)")]
    private static partial Regex Listening();
}
