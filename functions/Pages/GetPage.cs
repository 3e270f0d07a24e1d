using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using ReapFunctions.Http;
using ReapFunctions.Storage;

namespace ReapFunctions.Pages;

/// <summary>
/// <c>GET /app/</c> and the files of the page. They say nothing of anybody, so everybody may have them; what they show comes by
/// <see cref="CallFromPage"/>.
/// </summary>
public sealed class GetPage(ReapSettings settings)
{
    private const string Brotli = "br";

    [Function(nameof(GetPage))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "app/{*path}")] HttpRequest request, string? path) =>
        Task.FromResult(Answer(request, string.IsNullOrEmpty(path) ? null : path));

    private IResult Answer(HttpRequest request, string? path)
    {
        if (path is null && !request.Path.Value!.EndsWith('/'))
            return Results.LocalRedirect("/app/");
        if (PageFiles.OfTheApp.Find(path) is not { } file)
            return Problems.NotFound("There is no such page. Open /app/; an earlier version of it must be loaded again.");
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy();
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = path is null or PageFiles.FirstPage ? "no-cache" : "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        var isPacked = request.GetTypedHeaders().AcceptEncoding
            .Any(encoding => encoding.Value == Brotli && encoding.Quality is not 0);
        if (isPacked)
            headers.ContentEncoding = Brotli;
        return Results.Bytes(
            isPacked ? file.Packed : file.Content, file.ContentType,
            entityTag: new EntityTagHeaderValue($"\"{PageFiles.OfTheApp.Version}{(isPacked ? $"-{Brotli}" : "")}\""));
    }

    /// <summary>Nothing from elsewhere, and no frame but that of the configured desktop.</summary>
    private string Policy() =>
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors "
        + (settings.DesktopOrigin.Length > 0 ? $"'self' {settings.DesktopOrigin}" : "'self'");
}
