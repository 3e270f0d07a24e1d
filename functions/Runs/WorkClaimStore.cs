using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>
/// Work that one process at a time may do, in table <c>Runs</c>, partition <c>claims</c>: the training, the publishing of a
/// run, and looking through everything for an erasure or opening a run.
/// </summary>
/// <remarks>
/// Queues deliver at least once, and a killed process gives nothing back. So a claim is a lease:
/// <code>
///   message A   take --- renew --- renew --- done, release
///   message B        taken: come again later ------------- take: done already, nothing to do
///
///   message A   take --- renew X killed
///   message B                     taken: later --- lease over: take --- done, release
///   message A   comes again when its lock ends ------------------------ done already
/// </code>
/// 1. Take: a conditional write, when there is no claim or its lease is over. Who loses it sends its message to itself again,
/// delayed, and ends: no
///    message is lost, none waits in memory, none goes to the poison queue.
/// 2. Hold: the lease is renewed by its ETag. When that fails somebody else has the work, and <see cref="WorkClaim.WhileHeld"/>
/// cancels.
/// 3. After taking, look again whether the work is done: it may have ended since the first look.
/// The work itself must be safe to repeat: a process that stood still for longer than the lease is still at it when the next one
/// begins.
/// </remarks>
public sealed class WorkClaimStore(TableServiceClient tables, QueueServiceClient queues, TimeProvider clock)
{
    /// <summary>
    /// The work of whoever erases and of whoever opens a run: a run counts clean rows when it opens, and an erasure looks whether
    /// there is a run.
    /// </summary>
    public const string Erasure = "erasure";

    private const string Partition = "claims";
    private const string UntilProperty = "Until";
    private readonly TableClient table = tables.GetTableClient(Tables.Runs);

    /// <summary>After how long to come again for work that another process does; default 10 seconds.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a claim lives without being renewed; default 30 seconds. It is renewed four times as often.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Takes the work; null when another process has it.</summary>
    public async Task<WorkClaim?> TryTakeAsync(string work, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, work, cancellationToken: cancellationToken);
        if (found.HasValue && UntilOf(found.Value!) > clock.GetUtcNow())
            return null;
        var taken = await table.TryWriteFirstAsync(
            Entity(work), found.HasValue ? found.Value!.ETag : null, cancellationToken);
        return taken is { } held ? new WorkClaim(this, work, held, clock, cancellationToken) : null;
    }

    /// <summary>Sends a message whose work another process has to its own queue again, to be seen after the pause.</summary>
    public Task ComeAgainAsync<T>(string queue, T message, CancellationToken cancellationToken) =>
        queues.SendLaterAsync(queue, message, Pause, cancellationToken);

    /// <summary>Tells those who wait for some work, at once.</summary>
    public Task TellAsync<T>(string queue, T message, CancellationToken cancellationToken) =>
        queues.SendLaterAsync(queue, message, TimeSpan.Zero, cancellationToken);

    /// <returns>The claim's new ETag.</returns>
    internal async Task<ETag> RenewAsync(string work, ETag held, CancellationToken cancellationToken) =>
        (await table.UpdateEntityAsync(Entity(work), held, TableUpdateMode.Replace, cancellationToken)).Headers.ETag!.Value;

    internal Task ReleaseAsync(string work, ETag held) => table.DeleteEntityAsync(Partition, work, held);

    private TableEntity Entity(string work) =>
        new(Partition, work) { [UntilProperty] = (clock.GetUtcNow() + Lease).ToString("O", CultureInfo.InvariantCulture) };

    private static DateTimeOffset UntilOf(TableEntity claim) =>
        DateTimeOffset.Parse(claim.GetString(UntilProperty), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
