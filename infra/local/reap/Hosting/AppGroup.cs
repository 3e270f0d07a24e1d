using Azure.Storage.Blobs;
using ReapFunctions.Local.Azurite;
using ReapFunctions.Storage;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>Processes of the app that share one storage account, and so the work.</summary>
internal sealed class AppGroup(StorageAccount storage) : IAsyncDisposable
{
    private readonly List<AppProcess> apps = [];

    public IReadOnlyList<AppProcess> Apps => apps;

    /// <summary>The first process's address: any of them answers.</summary>
    public Uri Url => apps[0].Url;

    /// <exception cref="ConfigException">The app's portfolio has faults, some of them perhaps in the account.</exception>
    /// <param name="storage">The account that they work on.</param>
    /// <param name="options">For each of them; several get log files of their own.</param>
    public static async Task<AppGroup> StartAsync(
        StorageAccount storage, AppOptions options, int count, CancellationToken cancellationToken)
    {
        var group = new AppGroup(storage);
        try
        {
            CheckPortfolio(options);
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

    /// <summary>What the app would not start with is said here, before it is tried.</summary>
    /// <exception cref="ConfigException">The portfolio has faults.</exception>
    private static void CheckPortfolio(AppOptions options)
    {
        var config = Path.Combine(options.App, "config");
        if (!Directory.Exists(config) || StorageAccount.AddressOf(options.Storage) is null)
            return;
        var settings = new ReapSettings { Portfolio = options.Portfolio ?? "" };
        Portfolio.Load(settings, new BlobServiceClient(options.Storage), config);
    }

    /// <exception cref="AzuriteException">Their storage has ended, and they will.</exception>
    /// <exception cref="EnvironmentException">One of them ended by itself.</exception>
    public void ThrowIfEnded()
    {
        storage.ThrowIfEnded();
        apps.ForEach(app => app.ThrowIfEnded());
    }

    /// <summary>Waits for Ctrl+C.</summary>
    /// <inheritdoc cref="ThrowIfEnded"/>
    public async Task UntilStoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                ThrowIfEnded();
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C: what was started is stopped on the way out.
        }
    }

    /// <summary>Stops them; they give back the messages they work on.</summary>
    /// <exception cref="EnvironmentException">One did not end in order.</exception>
    public async Task StopAsync()
    {
        var faults = new List<string>();
        foreach (var app in apps)
        {
            if (await app.StopAsync() is { } fault)
                faults.Add(fault);
        }
        if (faults.Count > 0)
            throw new EnvironmentException(string.Join('\n', faults));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps)
            await app.DisposeAsync();
    }
}
