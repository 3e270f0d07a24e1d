using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Local.Worker.Binding;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Reading requests and starting responses.</summary>
public static class HttpRequestDataExtensions
{
    /// <summary>The body as text, UTF-8 unless said otherwise.</summary>
    public static async Task<string?> ReadAsStringAsync(this HttpRequestData request, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var reader = new StreamReader(request.Body, encoding ?? Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }

    /// <summary>The body from JSON, by the worker's serializer.</summary>
    public static async ValueTask<T?> ReadFromJsonAsync<T>(
        this HttpRequestData request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var json = request.FunctionContext.InstanceServices.GetRequiredService<WorkerJson>();
        return (T?)await json.ReadAsync(request.Body, typeof(T), cancellationToken);
    }

    /// <summary>A response with a status.</summary>
    public static HttpResponseData CreateResponse(this HttpRequestData request, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = request.CreateResponse();
        response.StatusCode = statusCode;
        return response;
    }
}
