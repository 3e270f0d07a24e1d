using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>The app's HTTP functions.</summary>
/// <param name="app">Its address, such as <c>http://127.0.0.1:7071</c>.</param>
internal sealed class ReapClient(Uri app) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = app, Timeout = TimeSpan.FromMinutes(2) };

    public Uri Address(string path) => new(app, path);

    public Task<JsonNode> RunsAsync(CancellationToken cancellation) => GetAsync("api/runs", cancellation);

    public Task<JsonNode> ModelsAsync(CancellationToken cancellation) => GetAsync("api/models", cancellation);

    public Task<JsonNode> PromptsAsync(string customer, string channel, CancellationToken cancellation) =>
        GetAsync(PromptsPath(customer, channel), cancellation);

    public Task<JsonNode> ListAsync(string target, int top, CancellationToken cancellation) =>
        GetAsync(ListPath(target, top), cancellation);

    public Task<JsonNode> ScorecardAsync(string run, CancellationToken cancellation) =>
        GetAsync($"api/scorecard?run={Uri.EscapeDataString(run)}", cancellation);

    public static string PromptsPath(string customer, string channel) =>
        $"api/customers/{Uri.EscapeDataString(customer)}/prompts?channel={channel}";

    public static string ListPath(string target, int top) =>
        string.Create(CultureInfo.InvariantCulture, $"api/lists/{Uri.EscapeDataString(target)}?top={top}&format=json");

    /// <summary>Asks for training; the answer comes at once, the models later.</summary>
    public async Task TrainAsync(CancellationToken cancellation)
    {
        using var answer = await SendAsync(() => http.PostAsync("api/models/train", null, cancellation));
        await ThrowIfFailedAsync(answer, "api/models/train", cancellation);
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> GetAsync(string path, CancellationToken cancellation)
    {
        using var answer = await SendAsync(() => http.GetAsync(path, cancellation));
        await ThrowIfFailedAsync(answer, path, cancellation);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        return await JsonNode.ParseAsync(body, cancellationToken: cancellation)
            ?? throw new NightException($"GET {path} answered 'null'.");
    }

    private async Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            return await send();
        }
        catch (HttpRequestException fault)
        {
            throw new EnvironmentException($"Nothing answers at {app}: {fault.Message}. Start the app with 'reap up'.", fault);
        }
    }

    private static async Task ThrowIfFailedAsync(HttpResponseMessage answer, string path, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode)
            return;
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        throw new ApiException(answer.StatusCode, path, DetailOf(body));
    }

    /// <summary>The sentence of a problem document; other bodies as they are.</summary>
    private static string DetailOf(string body)
    {
        try
        {
            return JsonNode.Parse(body)?["detail"]?.GetValue<string>() ?? body;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return body;
        }
    }
}

/// <summary>The app answered, but not with what was asked for.</summary>
internal sealed class ApiException(HttpStatusCode status, string path, string detail)
    : Exception($"{path} answered {(int)status}: {detail}")
{
    public HttpStatusCode Status { get; } = status;
}
