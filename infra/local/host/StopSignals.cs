using System.Runtime.InteropServices;

namespace ReapFunctions.Local.Host;

/// <summary>
/// Everything that stops the host in order: SIGTERM, Ctrl+C, a closed terminal, and, if asked for, the end of its parent.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> registrations;

    public StopSignals(bool endWithParent)
    {
        registrations =
        [
            .. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }
                .Select(signal => PosixSignalRegistration.Create(signal, context =>
                {
                    context.Cancel = true;
                    Request();
                })),
        ];
        if (endWithParent)
            new Thread(EndWithParent) { IsBackground = true, Name = "ends with its parent" }.Start();
    }

    /// <summary>Cancelled when the host is to stop.</summary>
    public CancellationToken Token => stopping.Token;

    /// <summary>Completes when the host is to stop.</summary>
    public Task Requested => requested.Task;

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        stopping.Dispose();
    }

    private void Request()
    {
        if (requested.TrySetResult())
            stopping.Cancel();
    }

    private void EndWithParent()
    {
        var pipe = Console.OpenStandardInput();
        try
        {
            while (pipe.ReadByte() >= 0)
            {
            }
        }
        catch (IOException)
        {
            // The pipe broke: the parent is gone all the same.
        }
        Request();
    }
}
