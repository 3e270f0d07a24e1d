namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Whether a cookie goes with requests from other sites.</summary>
public enum SameSite
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>With top-level navigation.</summary>
    Lax = 1,

    /// <summary>Only within the site.</summary>
    Strict = 2,

    /// <summary>Always, said as <c>SameSite=None</c>.</summary>
    ExplicitNone = 3,
}
