namespace ReapFunctions.Local.Reap.Api;

/// <summary>Asks a running app for training and waits until it is done.</summary>
internal sealed class TrainingWatch(ReapClient app, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <returns>The champions.</returns>
    /// <exception cref="NightException">The app refuses to train.</exception>
    public async Task<IReadOnlyList<ModelLine>> TrainAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        try
        {
            await app.TrainAsync(cancellation);
        }
        catch (ApiException refused)
        {
            throw new NightException(refused.Message);
        }
        while (true)
        {
            var models = await app.ModelsAsync(cancellation);
            if (string.Equals(models.Text("training.phase"), "finished", StringComparison.OrdinalIgnoreCase))
                return ModelLine.Champions(models);
            progress.Report(models.Text("training.target") ?? models.Text("training.phase") ?? "waiting");
            await Task.Delay(Pause, clock, cancellation);
        }
    }
}
