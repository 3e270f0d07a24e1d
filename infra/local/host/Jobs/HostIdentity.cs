using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>
/// The id that all hosts of one app share; receipts, locks and the blob queue are named by it. It comes from the worker's name,
/// so that hosts on one storage account share the work; setting <c>AzureFunctionsWebHost__hostid</c> gives another.
/// </summary>
internal sealed class HostIdentity(string id) : IHostIdProvider
{
    private const int MaxLength = 32;

    public Task<string> GetHostIdAsync(CancellationToken cancellationToken) => Task.FromResult(id);

    /// <summary>Letters, digits and single dashes, lower case: storage takes nothing else.</summary>
    public static string Of(IConfiguration settings, string worker)
    {
        var name = settings["AzureFunctionsWebHost:hostid"] is { Length: > 0 } given ? given : worker;
        var letters = name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').ToArray();
        var id = string.Join('-', new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        id = id[..Math.Min(MaxLength, id.Length)].Trim('-');
        return id.Length == 0 ? "host" : id;
    }
}
