using Microsoft.AspNetCore.Http;
using ReapFunctions.Local.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The HTTP request of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The request and its response; null when the trigger is not HTTP.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpItems.Context, out var value) ? value as HttpContext : null;
    }
}
