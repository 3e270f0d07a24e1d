using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Worker.Http;

/// <summary>
/// The keys of the host, from the settings <c>HostKeys:_master</c>, <c>HostKeys:default</c> and <c>HostKeys:{function}</c>. A caller
/// shows one in the header <c>x-functions-key</c> or as <c>?code=</c>. Without any key set, nothing is checked.
/// </summary>
internal sealed class FunctionKeys(IConfiguration settings)
{
    public const string Section = "HostKeys";

    private const string Header = "x-functions-key";
    private const string Query = "code";

    /// <summary>Whether any key is set.</summary>
    public bool Configured => settings.GetSection(Section).GetChildren().Any(key => key.Value is { Length: > 0 });

    /// <summary>Whether a request may call a function of a level.</summary>
    public bool Allows(HttpRequest request, string function, AuthorizationLevel level)
    {
        if (level == AuthorizationLevel.Anonymous || !Configured)
            return true;
        var shown = request.Headers[Header].ToString() is { Length: > 0 } header ? header : request.Query[Query].ToString();
        string[] accepted = level == AuthorizationLevel.Function ? ["_master", "default", function] : ["_master"];
        return accepted.Any(name => Matches(settings[Section + ":" + name], shown));
    }

    // In constant time, so that the time of a refusal says nothing about the key.
    private static bool Matches(string? key, string shown) =>
        key is { Length: > 0 }
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(key)), SHA256.HashData(Encoding.UTF8.GetBytes(shown)));
}
