using ReapFunctions.Night;
using ReapFunctions.Training;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>Asks a running app for training and waits until it is done.</summary>
internal sealed class TrainingWatch(ReapClient app, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <param name="asked">What to train, and how.</param>
    /// <returns>The champions of all targets.</returns>
    /// <exception cref="ApiException">The app refuses to train.</exception>
    public async Task<IReadOnlyList<ModelSummary>> TrainAsync(
        TrainingAsked asked, IProgress<string> progress, CancellationToken cancellationToken)
    {
        await app.TrainAsync(asked, cancellationToken);
        while (true)
        {
            var answer = await app.ModelsAsync(cancellationToken);
            if (answer.Training is { Phase: TrainingPhase.Finished })
                return answer.Models;
            progress.Report(answer.Training?.Target ?? "waiting");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
