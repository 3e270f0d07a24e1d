using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Storage;

namespace ReapFunctions.Http;

/// <summary>The JSON body of a request, or the problem to answer with: of another type, too large, or not of the shape.</summary>
internal static class JsonBody
{
    /// <summary>No body about one thing is as long: longer ones are a mistake, or an attack.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <param name="maxBytes">The longest body taken; default <see cref="MaxBytes"/>.</param>
    /// <returns>The value, or else the problem.</returns>
    public static async Task<(T? Value, IResult? Problem)> ReadAsync<T>(
        HttpRequest request, CancellationToken cancellationToken, int maxBytes = MaxBytes)
        where T : class
    {
        if (request.ContentType is not null && !request.HasJsonContentType())
            return (null, Problems.WrongType($"The body is '{request.ContentType}'. Send application/json."));
        if (await RequestBody.ReadAsync(request, maxBytes, cancellationToken) is not { } body)
            return (null, Problems.TooLarge($"The body is longer than {maxBytes} bytes. Send less."));
        var json = Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length).TrimStart('\uFEFF');
        var faults = new List<ConfigFault>();
        JsonShape.Collect<T>("body", json, faults);
        return faults.Count == 0
            ? (JsonSerializer.Deserialize<T>(json, ConfigJson.Options), null)
            : (null, Problems.BadParameter(
                faults[0].Path is "$" ? "body" : faults[0].Path["$.".Length..],
                string.Join(' ', faults.Select(fault => $"{fault.Path}: {fault.Message}"))));
    }
}
