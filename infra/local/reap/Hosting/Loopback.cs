using System.Net;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>Where this machine reaches what it serves itself.</summary>
internal static class Loopback
{
    /// <summary>
    /// The address to call for one to listen on: "every address of this machine", <c>0.0.0.0</c> or <c>[::]</c>, can be listened
    /// on but not be called.
    /// </summary>
    public static Uri Of(Uri listening)
    {
        if (!IPAddress.TryParse(listening.Host.Trim('[', ']'), out var address))
            return listening;
        var callable = address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : address;
        return new UriBuilder(listening) { Host = callable.ToString() }.Uri;
    }
}
