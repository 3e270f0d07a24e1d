using Microsoft.Extensions.Logging;

namespace ReapFunctions.Local.Host;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Process} has loaded {Functions} functions.")]
    public static partial void WorkerStarted(ILogger logger, int process, int functions);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The worker ended with exit code {ExitCode}; what it was doing is given back, and another one is started.")]
    public static partial void WorkerEnded(ILogger logger, int exitCode);

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} is in error and does not run: {Fault}")]
    public static partial void FunctionInError(ILogger logger, string function, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Function {Function} is disabled by a setting.")]
    public static partial void FunctionDisabled(ILogger logger, string function);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Function}: [{Methods}] {Route}")]
    public static partial void RouteMapped(ILogger logger, string function, string methods, string route);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A function ran longer than functionTimeout allows and did not heed its token: the worker is started again.")]
    public static partial void TimedOut(ILogger logger);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A lease has gone to another host, as it does when this one is paused for longer than the lease: "
            + "the triggers are started again, and leave to the other what it has.")]
    public static partial void LeaseLost(ILogger logger);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Triggers cannot go on, so the host stops, as on Azure.")]
    public static partial void TriggersBroke(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The triggers did not stop in order: {Fault}")]
    public static partial void StopFailed(ILogger logger, string fault);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Stopping: running functions are cancelled, their messages given back.")]
    public static partial void Stopping(ILogger logger);
}
