using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;

namespace ReapFunctions.Night;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Not ready: storage cannot be read")]
    public static partial void NotReady(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Drop {Date}: {Plan}")]
    public static partial void Planned(this ILogger log, DateOnly date, DropPlan plan);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Run {Run} reads {Files} files of its date and {Earlier} of earlier dates")]
    public static partial void Reads(this ILogger log, RunId run, int files, int earlier);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Run {Run} has no {Source} of the last {Days} days: its columns are missing. Upload one for the next run")]
    public static partial void NoReference(this ILogger log, RunId run, string source, int days);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Run {Run}: {Cause} spreads (product {Product}, region {Region}, channel {Channel}): {Cases} cases where "
            + "{PerDay} a day were usual")]
    public static partial void Spreads(
        this ILogger log, RunId run, string cause, string? product, string? region, string? channel, long cases, double perDay);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Run {Run} bucket {Bucket}: scored {Customers} customers on {Targets} targets")]
    public static partial void Scored(this ILogger log, string run, int bucket, int customers, int targets);

    [LoggerMessage(Level = LogLevel.Information, Message = "Drop {Date} waits: another training is under way")]
    public static partial void Waits(this ILogger log, DateOnly date);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No training: drop {Date} has no clean extract of {Source}")]
    public static partial void NothingToTrainOn(this ILogger log, DateOnly date, string source);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Run {Run} is being published by another process: see again in a while")]
    public static partial void PublishedElsewhere(this ILogger log, RunId run);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run} is complete and waits for {Erasures} erasures")]
    public static partial void WaitsForErasures(this ILogger log, RunId run, int erasures);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Run {Run} no longer waits for {Erasures} erasures that do not end: it is published with these customers")]
    public static partial void NotWaitedFor(this ILogger log, RunId run, int erasures);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Drop {Date} waits: an erasure is under way, or a run is being opened")]
    public static partial void WaitsToOpen(this ILogger log, DateOnly date);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run} published: {Customers} customers in {Buckets} buckets")]
    public static partial void Published(this ILogger log, RunId run, long customers, int buckets);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {Run} is not published: {Failure}")]
    public static partial void NotPublished(this ILogger log, RunId run, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} is held: {Doubts}")]
    public static partial void Held(this ILogger log, RunId run, string doubts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} was held and is published by hand")]
    public static partial void PublishedByHand(this ILogger log, RunId run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Source {Source} is late: no clean extract of {Date} by {Due}")]
    public static partial void Late(this ILogger log, string source, DateOnly date, DateTimeOffset due);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Target {Target}: model {Version} was brought, as champion: {Champion}")]
    public static partial void Brought(this ILogger log, string target, string version, bool champion);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run}, {Phase}, is retried by hand")]
    public static partial void Retried(this ILogger log, RunId run, RunPhase phase);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "No new base period: run {Run} or its clean rows are gone, and the base period stays as it is. Ask again")]
    public static partial void NoNewBasePeriod(this ILogger log, RunId run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} was put back as the current run")]
    public static partial void PutBack(this ILogger log, RunId run);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run} is dropped: the newest {Kept} published runs are kept")]
    public static partial void Dropped(this ILogger log, RunId run, int kept);
}
