namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A cookie of a request or a response.</summary>
public interface IHttpCookie
{
    /// <summary>The host it goes to.</summary>
    string? Domain { get; }

    /// <summary>When it ends.</summary>
    DateTimeOffset? Expires { get; }

    /// <summary>Whether scripts cannot read it.</summary>
    bool? HttpOnly { get; }

    /// <summary>Its life in seconds.</summary>
    double? MaxAge { get; }

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>The path it goes to.</summary>
    string? Path { get; }

    /// <summary>Whether it goes with requests from other sites.</summary>
    SameSite SameSite { get; }

    /// <summary>Whether it goes over HTTPS only.</summary>
    bool? Secure { get; }

    /// <summary>Its value.</summary>
    string Value { get; }
}
