using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function by an HTTP request.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Any verb.</summary>
    public HttpTriggerAttribute()
    {
    }

    /// <summary>The given verbs.</summary>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>Any verb, with a key.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel)
    {
        AuthLevel = authLevel;
        DeclaredLevel = authLevel;
    }

    /// <summary>The given verbs, with a key.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        DeclaredLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route template below the route prefix; the function's name when not set.</summary>
    public string? Route { get; set; }

    /// <summary>Verbs; null or none means any.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>The key that is asked for.</summary>
    public AuthorizationLevel AuthLevel { get; private set; }

    /// <summary>
    /// The level that the host goes by. A level that is not written is not told to the host, which then asks for a function key,
    /// although <see cref="AuthLevel"/> reads Anonymous.
    /// </summary>
    internal AuthorizationLevel DeclaredLevel { get; } = AuthorizationLevel.Function;
}
