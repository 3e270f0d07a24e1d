using Microsoft.AspNetCore.Http;

namespace ReapFunctions.Http;

/// <summary>The body of a request as long as it is not too long.</summary>
internal static class RequestBody
{
    /// <returns>Its bytes, from the start; null when there are more than <paramref name="max"/>.</returns>
    public static async Task<MemoryStream?> ReadAsync(HttpRequest request, int max, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        var buffer = new byte[Math.Min(max + 1, 64 * 1024)];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (body.Length + read > max)
                return null;
            body.Write(buffer, 0, read);
        }
        body.Position = 0;
        return body;
    }
}
