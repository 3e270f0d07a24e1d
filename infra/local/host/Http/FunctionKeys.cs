using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Local.Host.Http;

/// <summary>
/// Who may call: header <c>x-functions-key</c> or <c>?code=</c>, compared with the keys of the settings. No keys: everyone, on
/// loopback.
/// </summary>
internal sealed class FunctionKeys
{
    private readonly byte[]? function;
    private readonly byte[]? master;

    private FunctionKeys(string? function, string? master)
    {
        this.function = Bytes(function);
        this.master = Bytes(master);
    }

    /// <exception cref="HostException">Others than this machine could call, and no key protects.</exception>
    public static FunctionKeys Read(IReadOnlyDictionary<string, string> settings, IPAddress address)
    {
        var keys = new FunctionKeys(
            settings.GetValueOrDefault(AppSettings.FunctionKey), settings.GetValueOrDefault(AppSettings.MasterKey));
        if (keys.function is null && keys.master is null && !IPAddress.IsLoopback(address))
        {
            throw new HostException(
                $"Other machines could call the functions at {address}, and no key protects them. "
                + $"Set {AppSettings.FunctionKey} and {AppSettings.MasterKey}, or listen on 127.0.0.1.");
        }
        return keys;
    }

    /// <summary>Whether a call of a function of this level is allowed: Anonymous, Function or Admin.</summary>
    public bool Allow(HttpRequest request, string level)
    {
        if ((function is null && master is null) || level.Equals("anonymous", StringComparison.OrdinalIgnoreCase))
            return true;
        var key = request.Headers.TryGetValue("x-functions-key", out var header) ? header : request.Query["code"];
        var given = Bytes(key.ToString());
        if (given is null)
            return false;
        return Same(given, master) || (level.Equals("function", StringComparison.OrdinalIgnoreCase) && Same(given, function));
    }

    private static bool Same(byte[] given, byte[]? key) => key is not null && CryptographicOperations.FixedTimeEquals(given, key);

    private static byte[]? Bytes(string? key) => string.IsNullOrEmpty(key) ? null : Encoding.UTF8.GetBytes(key);
}
