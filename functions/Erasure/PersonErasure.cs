using Microsoft.Extensions.Logging;
using ReapFunctions.Enquiries;
using ReapFunctions.Runs;

namespace ReapFunctions.Erasure;

/// <summary>Erases people beside the nights: at once, or when the run that has read of them is complete.</summary>
/// <remarks>
/// <code>
///   announce the id      from now on cleaning leaves it out; what was being cleaned is cleaned again
///   take the claim       nobody opens a run meanwhile
///   a run is written?    yes: wait. Its totals are compared with the person in them, then it waits for this, and is published
///   erase everywhere     a run that opens later counts the rows that are left
///   forget the id        only its hash stays
/// </code>
/// Cut off at any place, it is begun again from the start and does the rest.
/// </remarks>
public sealed class PersonErasure(
    PersonExtractStore extracts,
    PersonRowStore rows,
    PersonListStore lists,
    PersonRecordStore records,
    EnquiryListStore enquiries,
    RunStore runs,
    ErasedIdStore erasedIds,
    WorkClaimStore claims,
    TimeProvider clock,
    ILogger<PersonErasure> log)
{
    /// <summary>A run that is not complete by then will not be by itself; nobody waits for it any longer.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(1);

    /// <summary>Announces the erasure of a customer and carries it out.</summary>
    /// <param name="by">Who asks for it; null where nobody is signed in.</param>
    /// <returns>The proof; null when it has to wait for a run, or for another erasure.</returns>
    public async Task<ErasureProof?> EraseAsync(string customerId, string? by, CancellationToken cancellationToken)
    {
        await erasedIds.ChangeAsync(ids => ids.Begin(customerId, clock.GetUtcNow(), by), cancellationToken);
        await using var claim = await TryBeginAsync(cancellationToken);
        return claim is null ? null : await EraseAsync(customerId, claim.WhileHeld, cancellationToken);
    }

    /// <summary>Carries out the erasures that have waited.</summary>
    /// <returns>Whether none waits any more.</returns>
    public async Task<bool> FinishAsync(CancellationToken cancellationToken)
    {
        var unfinished = (await erasedIds.ReadAsync(cancellationToken)).Unfinished;
        if (unfinished.Count == 0)
            return true;
        await using var claim = await TryBeginAsync(cancellationToken);
        if (claim is null)
            return false;
        foreach (var customerId in unfinished)
            await EraseAsync(customerId, claim.WhileHeld, cancellationToken);
        return true;
    }

    /// <summary>The claim under which no run opens; null when another has it, or a run is being written.</summary>
    private async Task<WorkClaim?> TryBeginAsync(CancellationToken cancellationToken)
    {
        var claim = await claims.TryTakeAsync(WorkClaimStore.Erasure, cancellationToken);
        if (claim is null || !await IsRunWrittenAsync(cancellationToken))
            return claim;
        await claim.DisposeAsync();
        return null;
    }

    private async Task<bool> IsRunWrittenAsync(CancellationToken cancellationToken) =>
        (await runs.ListAsync(null, cancellationToken))
            .Any(run => run.IsBeingWritten && clock.GetUtcNow() - run.OpenedAt < LongestRun);

    /// <summary>Records go last: while one is there, an id with a slash is told from one with an escape.</summary>
    private async Task<ErasureProof> EraseAsync(
        string customerId, CancellationToken whileHeld, CancellationToken cancellationToken)
    {
        var notes = new ErasureNotes();
        // What they asked before they were a customer is theirs too.
        foreach (var enquiryId in await enquiries.OfCustomerAsync(customerId, whileHeld))
        {
            await erasedIds.ChangeAsync(ids => ids.Begin(enquiryId, clock.GetUtcNow()), cancellationToken);
            await EraseAsync(enquiryId, notes, whileHeld);
            await erasedIds.ChangeAsync(ids => ids.Finish(enquiryId), cancellationToken);
        }
        await EraseAsync(customerId, notes, whileHeld);
        var asked = (await erasedIds.ChangeAsync(ids => ids.Finish(customerId), cancellationToken)).AskedOf(customerId);
        log.Erased(notes.Tables.Sum(table => table.Count), notes.Blobs.Sum(blob => blob.Count), notes.NotErased.Count);
        return new ErasureProof
        {
            CustomerId = customerId,
            At = clock.GetUtcNow(),
            AskedAt = asked?.At ?? clock.GetUtcNow(),
            AskedBy = asked?.By,
            Tables = notes.Tables,
            Blobs = notes.Blobs,
            NotErased = notes.NotErased,
        };
    }

    private async Task EraseAsync(string id, ErasureNotes notes, CancellationToken whileHeld)
    {
        await extracts.EraseAsync(id, notes, whileHeld);
        await rows.EraseAsync(id, notes, whileHeld);
        await lists.EraseAsync(id, notes, whileHeld);
        await records.EraseAsync(id, notes, whileHeld);
    }
}
