using Microsoft.Extensions.Logging;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>What listeners say.</summary>
internal static partial class Log
{
    [LoggerMessage(30, LogLevel.Warning, "Queue {Queue}: message {Message} failed {Count} times and moves to {Poison}")]
    public static partial void Poisoned(this ILogger log, string queue, string message, long count, string poison);

    [LoggerMessage(31, LogLevel.Information, "Queue {Queue}: message {Message} is given back, the host is stopping")]
    public static partial void GivenBack(this ILogger log, string queue, string message);

    [LoggerMessage(32, LogLevel.Warning, "Queue {Queue}: message {Message} is no longer ours; it may run a second time")]
    public static partial void LockLost(this ILogger log, string queue, string message);

    [LoggerMessage(33, LogLevel.Warning, "Queue {Queue}: the lock of message {Message} could not be renewed")]
    public static partial void RenewalFailed(this ILogger log, Exception fault, string queue, string message);

    [LoggerMessage(34, LogLevel.Error, "Queue {Queue}: message {Message} could not be settled; it comes again when its lock ends")]
    public static partial void SettlingFailed(this ILogger log, Exception fault, string queue, string message);

    [LoggerMessage(35, LogLevel.Warning, "Queue {Queue} could not be read; trying again")]
    public static partial void ReadingFailed(this ILogger log, Exception fault, string queue);

    [LoggerMessage(36, LogLevel.Warning, "Container {Container} could not be looked through; trying again")]
    public static partial void ListingFailed(this ILogger log, Exception fault, string container);

    [LoggerMessage(37, LogLevel.Information, "'{Function}' is told of blob {Container}/{Blob}")]
    public static partial void BlobFound(this ILogger log, string function, string container, string blob);

    [LoggerMessage(38, LogLevel.Information, "Blob {Container}/{Blob} has changed or gone since; its message is dropped")]
    public static partial void BlobOutdated(this ILogger log, string container, string blob);

    [LoggerMessage(39, LogLevel.Warning, "A blob message names '{Function}', which this app does not have; it is dropped")]
    public static partial void BlobWithoutFunction(this ILogger log, string function);

    [LoggerMessage(40, LogLevel.Information, "'{Function}': this process keeps the schedule, next at {Next:O}")]
    public static partial void KeepsSchedule(this ILogger log, string function, DateTime next);

    [LoggerMessage(41, LogLevel.Warning, "'{Function}': the schedule cannot be kept for the moment; trying again")]
    public static partial void ScheduleFailed(this ILogger log, Exception fault, string function);
}
