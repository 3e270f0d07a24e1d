using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Worker.Hosting;

namespace ReapFunctions.Local.Worker.Http;

/// <summary>Where the host listens: setting <c>urls</c> (<c>ASPNETCORE_URLS</c>), else port 7071 of this machine alone.</summary>
internal static class ListenAddress
{
    private const string DefaultPort = "7071";

    public static IReadOnlyList<string> Of(IConfiguration settings) =>
        settings["urls"] is { Length: > 0 } urls
            ? urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : ["http://127.0.0.1:" + (settings[LocalSettings.PortSetting] is { Length: > 0 } port ? port : DefaultPort)];

    /// <summary>Addresses that Kestrel's own section adds.</summary>
    public static IEnumerable<string> OfKestrel(IConfiguration settings) =>
        settings.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();

    /// <summary>Why the host must not listen there, or null: other machines may call only with keys.</summary>
    public static string? FaultOf(string url, bool keysConfigured)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException fault)
        {
            return $"The address '{url}' of setting urls cannot be read: {fault.Message} Give one like http://127.0.0.1:7071.";
        }

        return keysConfigured || IsLoopback(address)
            ? null
            : $"The address '{url}' can be reached from other machines, and no function keys are set. Set {FunctionKeys.Section}__default "
                + $"and {FunctionKeys.Section}___master, or listen on http://127.0.0.1:{address.Port}.";
    }

    private static bool IsLoopback(BindingAddress address) =>
        address.IsUnixPipe || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
