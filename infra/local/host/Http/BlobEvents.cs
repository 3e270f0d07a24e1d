using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using Microsoft.Net.Http.Headers;

namespace ReapFunctions.Local.Host.Http;

/// <summary>
/// Where Event Grid, or who plays its part, says that a blob was created: <c>POST
/// /runtime/webhooks/blobs?functionName=Host.Functions.X</c>. The SDK answers; the receipt of a blob that is announced here is
/// claimed first, so that the container scan does not announce it too.
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
        if (receipts is null || !IsNotification(context.Request))
        {
            using var answer = await AskAsync(context.Request, body);
            await CopyAsync(answer, context);
            return;
        }
        await using var claims = await receipts.ClaimAsync(function, body, CancellationToken.None);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        if (claims.AreNone)
            return;
        using var response = await AskAsync(context.Request, claims.Events);
        if (response.IsSuccessStatusCode)
            await claims.CompleteAsync();
        await CopyAsync(response, context);
    }

    /// <summary>Has the SDK answer, to the end: what it has queued stays queued when the caller is gone.</summary>
    private async Task<HttpResponseMessage> AskAsync(HttpRequest request, BinaryData body)
    {
        using var copy = Copy(request, body);
        return await sdk().ConvertAsync(copy, CancellationToken.None);
    }

    private static async Task CopyAsync(HttpResponseMessage response, HttpContext context)
    {
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
        // The length is that of the content.
        foreach (var header in request.Headers.Where(header => header.Key != HeaderNames.ContentLength))
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
        return copy;
    }
}
