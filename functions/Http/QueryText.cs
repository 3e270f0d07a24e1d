using Microsoft.AspNetCore.Http;

namespace ReapFunctions.Http;

/// <summary>Parameters of a query as texts.</summary>
internal static class QueryText
{
    /// <summary>A parameter; null where it is not there, or empty.</summary>
    public static string? Text(this HttpRequest request, string name) =>
        request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
