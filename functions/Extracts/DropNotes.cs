using System.Globalization;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;

namespace ReapFunctions.Extracts;

/// <summary>What an upload means beside those that came before, for its receipt.</summary>
public sealed class DropNotes(DropStore drops, RunStore runs)
{
    /// <summary>Files of one date that a run can keep in mind.</summary>
    internal const int MaxFiles = 200;

    /// <summary>Why a file is not taken beside those that came before; null when it is.</summary>
    public async Task<Refusal?> RefuseAsync(Contract contract, ExtractPath path, CancellationToken cancellationToken)
    {
        if (contract.Roles.Files == FileRule.Replace)
            return null;
        var files = await drops.OfDateAsync(path.Date, cancellationToken);
        var original = ExtractPath.OriginalOf(path.ToString());
        return files.Count < MaxFiles || files.Any(file => file.StandsFor == original)
            ? null
            : new Refusal(
                RefusalReason.TooManyFiles,
                $"There are {files.Count} files of {path.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} already, and "
                + "no more are taken. Put the rows of several into one and upload it under the name of one that is there.");
    }

    /// <returns>A sentence; null when there is nothing to say: the first file of its source and date, in time.</returns>
    public async Task<string?> OnAsync(Contract contract, DropExtract extract, CancellationToken cancellationToken)
    {
        var before = (await drops.OfDateAsync(extract.Date, cancellationToken)).Where(earlier => earlier.Source == extract.Source)
            .ToList();
        var ofDate = await runs.ListAsync(extract.Date, cancellationToken);
        return Note(contract, extract, before, ofDate.Count == 0 ? null : ofDate[0]);
    }

    /// <param name="before">The clean extracts of the source and date before this one.</param>
    /// <param name="run">The newest run of the date; null before the first.</param>
    internal static string? Note(Contract contract, DropExtract extract, IReadOnlyList<DropExtract> before, RunState? run)
    {
        var date = extract.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        // The run may have opened, by the twin of this message, since the drop was looked at.
        if (before.Concat(run?.Extracts ?? []).FirstOrDefault(earlier => IsSame(earlier, extract)) is { } same)
            return OfSame(same, extract, run);
        var replaced = contract.Roles.Files == FileRule.Replace
            ? before.MaxBy(earlier => earlier.UploadedAt)
            : before.FirstOrDefault(earlier => earlier.StandsFor == extract.StandsFor);
        var takesPart = run is not null && (
            contract.Roles is { Required: true, Reference: null }
            || (replaced is not null && run.Extracts.Any(earlier => earlier.Folder == replaced.Folder)));
        var what = replaced is not null
            ? $"It takes the place of {(replaced.File == extract.File ? "the file uploaded before" : replaced.File)}."
            : before.Count > 0
                ? $"It adds to {before.Count} other files of {extract.Source} and {date}; to correct a file, upload it under "
                + "its own name." : null;
        var when = run is null
            ? null
            : takesPart
                ? $"A new run of {date} follows; run {run.Id} stays until that one is complete."
                : $"Run {run.Id} has begun without it: its rows count from the next run on.";
        return what is null && when is null ? null : string.Join(' ', new[] { what, when }.OfType<string>());
    }

    private static bool IsSame(DropExtract earlier, DropExtract extract) =>
        earlier.Source == extract.Source && earlier.Sha256 == extract.Sha256;

    private static string? OfSame(DropExtract same, DropExtract extract, RunState? run)
    {
        if (run?.Phase == RunPhase.Failed)
            return $"These are the bytes of {same.File} again: run {run.Id}, which failed, is made again.";
        return same.Folder == extract.Folder
            ? null
            : $"These are the bytes of {same.File} again: nothing changes. To correct that file, upload another content.";
    }
}
