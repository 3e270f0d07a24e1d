using Azure.Storage.Blobs;
using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>The storage account to work on: the one given, or an Azurite of our own, which ends when disposed.</summary>
internal sealed class StorageAccount : IAsyncDisposable
{
    private readonly AzuriteServer? azurite;

    private StorageAccount(string connection, AzuriteServer? azurite)
    {
        Connection = connection;
        this.azurite = azurite;
    }

    /// <summary>The connection string.</summary>
    public string Connection { get; }

    /// <summary>
    /// What tells an account from others without its key: the address of its blobs. Null when the text is no connection string.
    /// </summary>
    public static Uri? AddressOf(string connection)
    {
        try
        {
            // A shared access signature is part of the address, and as good as a key.
            return new Uri(new BlobServiceClient(connection).Uri.GetLeftPart(UriPartial.Path));
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <param name="connection">A connection string; null starts an Azurite.</param>
    /// <param name="azurite">How to start it.</param>
    public static async Task<StorageAccount> OpenAsync(
        string? connection, AzuriteOptions azurite, CancellationToken cancellationToken)
    {
        if (connection is not null)
            return new StorageAccount(connection, null);
        var server = await AzuriteServer.StartAsync(azurite, cancellationToken);
        return new StorageAccount(server.ConnectionString, server);
    }

    /// <exception cref="AzuriteException">Our own Azurite has ended.</exception>
    public void ThrowIfEnded() => azurite?.ThrowIfEnded();

    public ValueTask DisposeAsync() => azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
