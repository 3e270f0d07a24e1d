using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ReapFunctions.Storage;

namespace ReapFunctions.Http;

/// <summary>
/// The JSON body of a request, or the problem to answer with: of another type, too large, empty, or not of the shape.
/// </summary>
internal static class JsonBody
{
    /// <summary>No body about one thing is as long: longer ones are a mistake, or an attack.</summary>
    public const int MaxBytes = 16 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="maxBytes">The longest body taken; default <see cref="MaxBytes"/>.</param>
    /// <returns>The value, or else the problem.</returns>
    public static async Task<(T? Value, IResult? Problem)> ReadAsync<T>(
        HttpRequest request, CancellationToken cancellationToken, int maxBytes = MaxBytes)
        where T : class
    {
        if (request.ContentType is { Length: > 0 } type && !(request.HasJsonContentType() && IsUtf8(type)))
            return (null, Problems.WrongType($"The body is '{type}'. Send application/json, in UTF-8."));
        if (await RequestBody.ReadAsync(request, maxBytes, cancellationToken) is not { } body)
            return (null, Problems.TooLarge($"The body is longer than {maxBytes} bytes. Send less."));
        var expected = $"Send a JSON object with any of: {string.Join(", ", JsonShape.MembersOf<T>())}.";
        if (TextOf(body) is not { } json)
            return (null, Problems.BadParameter("body", $"The body is not UTF-8. {expected}"));
        if (string.IsNullOrWhiteSpace(json))
            return (null, Problems.BadParameter("body", $"The body is empty. {expected}"));
        var faults = new List<ConfigFault>();
        JsonShape.Collect<T>("body", json, faults);
        if (faults.Count == 0)
            return (JsonSerializer.Deserialize<T>(json, ConfigJson.Options), null);
        var said = faults.Select(fault => fault.Path is "$" ? $"{fault.Message} {expected}" : $"{fault.Path}: {fault.Message}");
        return (null, Problems.BadParameter(
            faults[0].Path is "$" ? "body" : faults[0].Path["$.".Length..], string.Join(' ', said)));
    }

    /// <summary>Without a charset it is UTF-8: no other is JSON between systems (RFC 8259).</summary>
    private static bool IsUtf8(string contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue
        || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where it is not UTF-8, and letters would be lost.</summary>
    private static string? TextOf(MemoryStream body)
    {
        try
        {
            return Strict.GetString(body.GetBuffer(), 0, (int)body.Length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
