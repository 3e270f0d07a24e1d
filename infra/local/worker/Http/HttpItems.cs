namespace ReapFunctions.Local.Worker.Http;

/// <summary>Keys of what the HTTP trigger puts into the items of an invocation.</summary>
internal static class HttpItems
{
    /// <summary>The HTTP context; the genuine worker uses the same key.</summary>
    public const string Context = "HttpRequestContext";
}
