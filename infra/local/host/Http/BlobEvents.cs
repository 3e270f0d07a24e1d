using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;

namespace ReapFunctions.Local.Host.Http;

/// <summary>
/// Where Event Grid, or who plays its part, says that a blob was created: <c>POST
/// /runtime/webhooks/blobs?functionName=Host.Functions.X</c>. The SDK answers; a blob that was announced here is marked as
/// seen, so that the container scan does not announce it again.
/// </summary>
/// <param name="functions">The names that blobs can be announced to.</param>
internal sealed class BlobEvents(
    FunctionKeys keys,
    IReadOnlySet<string> functions,
    Func<IAsyncConverter<HttpRequestMessage, HttpResponseMessage>> sdk,
    BlobReceipts? receipts)
{
    public const string Path = "/runtime/webhooks/blobs";

    private const string EventType = "aeg-event-type";

    public async Task InvokeAsync(HttpContext context)
    {
        // On Azure a system key opens it; here that is the master key.
        if (!keys.Allow(context.Request, "admin"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var function = context.Request.Query["functionName"].ToString();
        if (!functions.Contains(function))
        {
            await RefuseAsync(
                context, StatusCodes.Status404NotFound,
                $"There is no function '{function}' that Event Grid triggers. "
                + $"Known: {string.Join(", ", functions.Order(StringComparer.Ordinal))}.");
            return;
        }
        var body = await BinaryData.FromStreamAsync(context.Request.Body, context.RequestAborted);
        if (BlobEventBody.Fault(body, context.Request.Headers[EventType].ToString()) is { } fault)
            await RefuseAsync(context, StatusCodes.Status400BadRequest, fault);
        else
            await AnswerAsync(context, function, body);
    }

    private async Task AnswerAsync(HttpContext context, string function, BinaryData body)
    {
        using var request = Copy(context.Request, body);
        using var response = await sdk().ConvertAsync(request, context.RequestAborted);
        if (receipts is not null && response.IsSuccessStatusCode && IsNotification(context.Request))
            await receipts.WriteAsync(function, body, CancellationToken.None);
        context.Response.StatusCode = (int)response.StatusCode;
        if (response.Content is { } content)
            await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static bool IsNotification(HttpRequest request) =>
        request.Headers[EventType].ToString().Equals("Notification", StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence, context.RequestAborted);
    }

    private static HttpRequestMessage Copy(HttpRequest request, BinaryData body)
    {
        // Where it was posted to says nothing to the SDK, and an old client may not say it.
        var url = $"http://localhost{request.Path}{request.QueryString}";
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), url)
        {
            Content = new ByteArrayContent(body.ToArray()),
        };
        foreach (var header in request.Headers)
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
        return copy;
    }
}
