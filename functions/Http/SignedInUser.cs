using Microsoft.AspNetCore.Http;

namespace ReapFunctions.Http;

/// <summary>The person whom the platform has signed in.</summary>
internal static class SignedInUser
{
    /// <summary>The platform sets it where App Service authentication is on; without it the header is anybody's.</summary>
    private const string AuthenticationSetting = "WEBSITE_AUTH_ENABLED";

    private const string IdHeader = "X-MS-CLIENT-PRINCIPAL-ID";

    /// <summary>The object id of the person, no name and no address; null where nobody is signed in.</summary>
    public static string? IdOf(HttpRequest request) =>
        bool.TryParse(Environment.GetEnvironmentVariable(AuthenticationSetting), out var isOn) && isOn
            && request.Headers[IdHeader].ToString() is { Length: > 0 } id
            ? id
            : null;
}
