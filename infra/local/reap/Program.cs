using System.Runtime.InteropServices;
using ReapFunctions.Local.Reap.Commands;
using ReapFunctions.Local.Reap.Show;

// Ctrl+C and SIGTERM are the command line's to watch; the closing of its terminal is not.
using var closed = new CancellationTokenSource();
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
{
    signal.Cancel = true;
    closed.Cancel();
});
return await ReapCommand.RunAsync(args, Terminal.Create(), TimeProvider.System, cancellationToken: closed.Token);
