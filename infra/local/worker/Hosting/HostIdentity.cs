using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>
/// The id that the processes of one app share. Receipts, locks and the blob queue are named by it. It comes from the app's name, so
/// that all its processes on one storage account share the work; setting <c>AzureFunctionsWebHost__hostid</c> gives another.
/// </summary>
internal static class HostIdentity
{
    private const int MaxLength = 32;

    public static string Of(IConfiguration settings, string applicationName)
    {
        var name = settings["AzureFunctionsWebHost:hostid"] is { Length: > 0 } given ? given : applicationName;
        var letters = name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').ToArray();
        var id = string.Join('-', new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        id = id[..Math.Min(MaxLength, id.Length)].Trim('-');
        return id.Length == 0 ? "host" : id;
    }
}
