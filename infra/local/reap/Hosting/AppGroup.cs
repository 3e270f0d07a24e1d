namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>Processes of the app that share one storage account, and so the work.</summary>
internal sealed class AppGroup : IAsyncDisposable
{
    private readonly List<AppProcess> apps = [];

    public IReadOnlyList<AppProcess> Apps => apps;

    /// <summary>The first process's address: any of them answers.</summary>
    public Uri Url => apps[0].Url;

    /// <param name="options">For each of them; several get log files of their own.</param>
    public static async Task<AppGroup> StartAsync(AppOptions options, int count, CancellationToken cancellationToken)
    {
        var group = new AppGroup();
        try
        {
            for (var i = 1; i <= count; i++)
                group.apps.Add(await AppProcess.StartAsync(count == 1
                    ? options
                    : options with { LogFile = $"{options.LogFile}.{i}" }, cancellationToken));
            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for Ctrl+C.</summary>
    /// <exception cref="EnvironmentException">One of them ended by itself.</exception>
    public async Task UntilStoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                apps.ForEach(app => app.ThrowIfEnded());
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C: what was started is stopped on the way out.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps)
            await app.DisposeAsync();
    }
}
