using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Azurite;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Night;
using ReapFunctions.Runs;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>Waits until the run that scores an upload is published.</summary>
internal sealed class NightWatch(ReapClient client, AppGroup apps, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until uploads are cleaned.</summary>
    /// <inheritdoc cref="PublishedAsync"/>
    public async Task<IReadOnlyList<ReceiptSummary>> CleanedAsync(
        IReadOnlyList<UploadedExtract> uploads, TimeSpan timeout, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (uploads.Count > 0)
        {
            var answer = await RunsAsync(cancellationToken);
            var receipts = uploads.Select(upload => (Upload: upload, Receipt: ReceiptOf(answer, upload)))
                .Where(cleaned => cleaned.Receipt is not null).ToList();
            if (receipts.FirstOrDefault(
                cleaned => cleaned.Receipt!.Status == ReceiptStatus.Refused) is { Receipt: { } refused } one)
                throw new NightException($"{one.Upload.Path} was refused: {refused.Sentence}");
            if (receipts.Count == uploads.Count)
                return [.. receipts.Select(cleaned => cleaned.Receipt!)];
            progress.Report($"{receipts.Count} of {uploads.Count} cleaned");
            if (clock.GetElapsedTime(start) > timeout)
                throw new NightException(
                    $"The details were not cleaned within {timeout.TotalMinutes:0} minutes. The app said:\n{apps.Apps[0].Log}");
            await Task.Delay(Pause, clock, cancellationToken);
        }
        return [];
    }

    /// <exception cref="NightException">The extract was refused, the run failed, or time ran out.</exception>
    /// <exception cref="EnvironmentException">The app ended.</exception>
    /// <exception cref="AzuriteException">Its storage ended.</exception>
    public async Task<DemoNight> PublishedAsync(
        UploadedExtract upload, TimeSpan timeout, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            var answer = await RunsAsync(cancellationToken);
            if (Published(answer, upload) is { } night)
                return night;
            progress.Report(Standing(answer, upload));
            if (clock.GetElapsedTime(start) > timeout)
                throw new NightException(
                    $"The night of {upload.Path} was not published within {timeout.TotalMinutes:0} minutes: "
                        + $"{Standing(answer, upload)}. The app said:\n{apps.Apps[0].Log}");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>The night when it is published, null while it is on its way.</summary>
    /// <exception cref="NightException">It has failed, or is held.</exception>
    public static DemoNight? Published(RunsAnswer answer, UploadedExtract upload)
    {
        if (ReceiptOf(answer, upload) is not { } receipt)
            return null;
        if (receipt.Status == ReceiptStatus.Refused)
            throw new NightException($"{upload.Path} was refused: {receipt.Sentence}");
        if (RunOf(answer, upload) is not { } run)
            return null;
        if (run.State == RunPhase.Failed)
            throw new NightException($"Run {run.Run} failed: {run.Failure}");
        if (run.State == RunPhase.Held)
            throw new NightException(
                $"Run {run.Run} is held: {string.Join(' ', run.Doubts.Select(doubt => doubt.Sentence))} "
                    + $"Correct the extract, or publish it all the same with POST /api/runs/{run.Run}/publish.");
        return run.State == RunPhase.Published && answer.Current >= run.Run ? new DemoNight(run, receipt, []) : null;
    }

    /// <summary>What the app says; an answer that is none is explained by what has ended, if something has.</summary>
    private async Task<RunsAnswer> RunsAsync(CancellationToken cancellationToken)
    {
        apps.ThrowIfEnded();
        try
        {
            return await client.RunsAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is ApiException or EnvironmentException)
        {
            apps.ThrowIfEnded();
            throw;
        }
    }

    private static string Standing(RunsAnswer answer, UploadedExtract upload) =>
        RunOf(answer, upload) is { } run ? $"run {run.Run} is {run.State.ToString().ToLowerInvariant()}"
        : ReceiptOf(answer, upload) is not null ? "cleaned, waiting for its run; the first one waits for training"
        : "cleaning";

    private static ReceiptSummary? ReceiptOf(RunsAnswer answer, UploadedExtract upload) =>
        answer.Receipts.FirstOrDefault(receipt => receipt.Receipt == ReceiptStore.Name(upload.ExtractId));

    /// <summary>The newest run that scores the upload.</summary>
    private static RunSummary? RunOf(RunsAnswer answer, UploadedExtract upload) =>
        answer.Runs.Where(run => run.Extracts.Contains(upload.ExtractId)).OrderByDescending(run => run.Run).FirstOrDefault();
}
