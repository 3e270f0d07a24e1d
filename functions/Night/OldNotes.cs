using ReapFunctions.Care;
using ReapFunctions.Enquiries;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Training;

namespace ReapFunctions.Night;

/// <summary>What tables have noted of dates that are long past, and what people said then.</summary>
public sealed class OldNotes(
    DropStore drops, LateSourceStore late, ReceiptStore receipts, TrainingStore trainings, OutcomeStore outcomes,
    FeedbackStore feedback, FollowUpStore followUps, ReapSettings settings, TimeProvider clock)
{
    /// <summary>Days for which receipts and alarms stay noted.</summary>
    public const int KeptDays = 420;

    /// <summary>
    /// Days for which clean extracts and ends of trainings stay noted, as long as rows of detail sources are kept
    /// (<c>detailDays</c> in infra/azure): a label from history looks back up to 400 days, and the windows of the features as
    /// they were then 400 more.
    /// </summary>
    public const int DropDays = 820;

    /// <summary>By name: tables of which nothing is removed by its age, and why not.</summary>
    public static IReadOnlyDictionary<string, string> KeptForGood { get; } = new Dictionary<string, string>
    {
        [Tables.Measures] = "A few numbers a night and nobody's: a series may go back to the first.",
    };

    /// <summary>Removes them, counted back from today, or from the newest drop where that is earlier.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (await drops.LatestDateAsync(cancellationToken) is not { } newest)
            return;
        var last = newest < today ? newest : today;
        await drops.RemoveBeforeAsync(last.AddDays(-DropDays), cancellationToken);
        await trainings.RemoveBeforeAsync(last.AddDays(-DropDays), cancellationToken);
        await late.RemoveBeforeAsync(last.AddDays(-KeptDays), cancellationToken);
        await receipts.RemoveBeforeAsync(last.AddDays(-KeptDays), cancellationToken);
        var said = last.AddDays(-settings.KeepReplyDays);
        await outcomes.RemoveBeforeAsync(said, cancellationToken);
        await feedback.RemoveBeforeAsync(said, cancellationToken);
        await followUps.RemoveBeforeAsync(said, cancellationToken);
    }
}
