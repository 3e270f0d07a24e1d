namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>
/// The key that a protected app is called with: the host's master key, which opens every function and the webhook of blobs.
/// </summary>
internal static class HostKey
{
    /// <summary>The environment variable that the host of the app reads too.</summary>
    public const string Setting = "Host__MasterKey";

    private const string Header = "x-functions-key";

    /// <summary>The key of the environment; null when none is set, and then the app asks for none.</summary>
    public static string? OfEnvironment() => Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } key ? key : null;

    /// <summary>Has every request of a client carry the key.</summary>
    public static void AddTo(HttpClient http, string? key)
    {
        if (key is not null)
            http.DefaultRequestHeaders.TryAddWithoutValidation(Header, key);
    }
}
