using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using ReapFunctions.Storage;

namespace ReapFunctions.Http;

/// <summary>What people may do with the pages: the values of the app roles of the registration.</summary>
public enum PageRole
{
    Agent,
    Marketer,
    Analyst,
    Operator,
}

/// <summary>A person at the pages.</summary>
/// <param name="Id">The object id, no name and no address; null for the user of this machine.</param>
public sealed record Visitor(string? Id, IReadOnlySet<PageRole> Roles)
{
    /// <summary>What logs say of them.</summary>
    internal string Name => Id ?? "the user of this machine";
}

/// <summary>
/// Who calls: whom App Service has signed in, or the user of this machine. The header that names the principal is believed only
/// where the platform says that it signs people in, and only for the registration and tenant of the settings: elsewhere it is
/// anybody's.
/// </summary>
public sealed class SignIn
{
    /// <summary>The platform sets it where App Service authentication is on.</summary>
    private const string AuthenticationSetting = "WEBSITE_AUTH_ENABLED";

    /// <summary>The platform sets it on every instance.</summary>
    private const string InstanceSetting = "WEBSITE_INSTANCE_ID";

    private const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL";

    private const int MaxHeader = 32 * 1024;

    private static readonly Visitor LocalUser = new(null, Enum.GetValues<PageRole>().ToHashSet());

    private readonly ReapSettings settings;

    /// <exception cref="ConfigException">The user of this machine is let in on Azure.</exception>
    public SignIn(IConfiguration configuration, ReapSettings settings)
    {
        if (settings.LocalUser && !string.IsNullOrEmpty(configuration[InstanceSetting]))
            throw new ConfigException([new(
                "settings", $"{ReapSettings.Section}:{nameof(settings.LocalUser)}",
                "On Azure it would let everybody in. Remove it, and have App Service sign people in.")]);
        this.settings = settings;
        IsOn = bool.TryParse(configuration[AuthenticationSetting], out var isOn) && isOn && settings.SignInClient.Length > 0;
    }

    /// <summary>Whether App Service signs people in.</summary>
    public bool IsOn { get; }

    /// <summary>Who calls; null for nobody that is known.</summary>
    public Visitor? Of(HttpRequest request) =>
        request.Headers.TryGetValue(PrincipalHeader, out var header)
            ? IsOn && header is [{ Length: > 0 and <= MaxHeader } text] ? Principal(text) : null
            : settings.LocalUser && !IsOn && IsLoopback(request.Host.Host) ? LocalUser : null;

    /// <summary>
    /// Names, not only addresses: a page of elsewhere whose name leads to this machine calls by its own name.
    /// </summary>
    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]";

    private Visitor? Principal(string header)
    {
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(header)));
            if (json.RootElement.GetProperty("auth_typ").GetString() != "aad")
                return null;
            var claims = json.RootElement.GetProperty("claims").EnumerateArray()
                .Select(claim => (claim.GetProperty("typ").GetString()!, claim.GetProperty("val").GetString()!))
                .ToLookup(claim => claim.Item1, claim => claim.Item2);
            return Visitor(claims);
        }
        catch (Exception fault) when (
            fault is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>App Service writes claims by their short names or by the long ones of before.</summary>
    private Visitor? Visitor(ILookup<string, string> claims)
    {
        string[] Of(string name, string before) => [.. claims[name].Concat(claims[before]).Distinct()];

        const string Microsoft = "http://schemas.microsoft.com/identity/claims/";
        var audience = Of("aud", "aud");
        return audience.Length > 0 && audience.All(IsOurs)
            && Of("tid", $"{Microsoft}tenantid") is [var tenant] && Same(tenant, settings.SignInTenant)
            && Of("oid", $"{Microsoft}objectidentifier") is [{ Length: > 0 } id]
            ? new Visitor(id, Of("roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role")
                .Where(name => Enum.GetNames<PageRole>().Contains(name)).Select(Enum.Parse<PageRole>).ToHashSet())
            : null;
    }

    private bool IsOurs(string audience) =>
        Same(audience, settings.SignInClient) || Same(audience, $"api://{settings.SignInClient}");

    private static bool Same(string text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);
}
