using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;
using ReapFunctions.Training;

namespace ReapFunctions.Night;

/// <summary>What table <c>Runs</c> has noted of dates that are long past.</summary>
public sealed class OldNotes(
    DropStore drops, LateSourceStore late, ReceiptStore receipts, TrainingStore trainings, TimeProvider clock)
{
    /// <summary>
    /// Days for which clean extracts, receipts, alarms and ends of trainings stay noted: windows look back 400 days, and rows of
    /// detail sources are kept as long (<c>detailDays</c> in infra/azure).
    /// </summary>
    public const int KeptDays = 420;

    /// <summary>Removes them, counted back from today, or from the newest drop where that is earlier.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (await drops.LatestDateAsync(cancellationToken) is not { } newest)
            return;
        var first = (newest < today ? newest : today).AddDays(-KeptDays);
        await drops.RemoveBeforeAsync(first, cancellationToken);
        await late.RemoveBeforeAsync(first, cancellationToken);
        await receipts.RemoveBeforeAsync(first, cancellationToken);
        await trainings.RemoveBeforeAsync(first, cancellationToken);
    }
}
