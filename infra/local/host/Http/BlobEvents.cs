using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;

namespace ReapFunctions.Local.Host.Http;

/// <summary>
/// Where Event Grid, or who plays its part, says that a blob was created: <c>POST
/// /runtime/webhooks/blobs?functionName=Host.Functions.X</c>. The SDK answers; a blob that was announced here is marked as
/// seen, so that the container scan does not announce it again.
/// </summary>
internal sealed class BlobEvents(
    FunctionKeys keys, Func<IAsyncConverter<HttpRequestMessage, HttpResponseMessage>> sdk, BlobReceipts? receipts)
{
    public const string Path = "/runtime/webhooks/blobs";

    public async Task InvokeAsync(HttpContext context)
    {
        // On Azure a system key opens it; here that is the master key.
        if (!keys.Allow(context.Request, "admin"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var body = await BinaryData.FromStreamAsync(context.Request.Body, context.RequestAborted);
        using var request = Copy(context.Request, body);
        using var response = await sdk().ConvertAsync(request, context.RequestAborted);
        if (receipts is not null && response.IsSuccessStatusCode)
            await receipts.WriteAsync(context.Request.Query["functionName"].ToString(), body, CancellationToken.None);
        context.Response.StatusCode = (int)response.StatusCode;
        if (response.Content is { } content)
            await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static HttpRequestMessage Copy(HttpRequest request, BinaryData body)
    {
        var url = $"http://{request.Host}{request.Path}{request.QueryString}";
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), url)
        {
            Content = new ByteArrayContent(body.ToArray()),
        };
        foreach (var header in request.Headers)
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
        return copy;
    }
}
