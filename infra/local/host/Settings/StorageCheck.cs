using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Host.Settings;

/// <summary>
/// Makes sure that the storage account is named and answers, before anything is started that would fail slowly without it.
/// </summary>
internal static class StorageCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="HostException">There is no such setting, or no such account.</exception>
    public static async Task RunAsync(IConfiguration settings, CancellationToken cancellationToken)
    {
        var connection = settings[AppSettings.Storage];
        // An account that is opened by identity is named in settings below this one.
        if (string.IsNullOrEmpty(connection) && settings.GetSection(AppSettings.Storage).GetChildren().Any())
            return;
        if (string.IsNullOrEmpty(connection))
        {
            throw new HostException(
                $"Setting {AppSettings.Storage} is missing. Set it to the connection string of a storage account, "
                + "or to UseDevelopmentStorage=true for an Azurite on its usual ports ('reap up' starts one).");
        }
        try
        {
            var options = new BlobClientOptions { Retry = { MaxRetries = 1, NetworkTimeout = Patience } };
            var account = new BlobServiceClient(connection, options);
            await account.GetBlobContainerClient("azure-webjobs-hosts").ExistsAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new HostException(
                $"Setting {AppSettings.Storage} is no connection string. "
                + "Copy it from the access keys of the storage account.", fault);
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            var cause = fault is AggregateException several ? several.InnerExceptions[0] : fault;
            throw new HostException(
                $"The storage account of {AppSettings.Storage} does not answer: {cause.Message.Split('\n')[0]} "
                + "Start it (Azurite, or 'reap up'), or mend the setting.", fault);
        }
    }
}
