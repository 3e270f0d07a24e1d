using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ReapFunctions.Night;
using ReapFunctions.Prompts;
using ReapFunctions.Runs;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>The app's HTTP functions.</summary>
/// <param name="app">Its address, such as <c>http://127.0.0.1:7071</c>.</param>
internal sealed class ReapClient(Uri app) : IDisposable
{
    /// <summary>How the app writes its answers.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly HttpClient http = new() { BaseAddress = app, Timeout = TimeSpan.FromMinutes(2) };

    public Task<RunsAnswer> RunsAsync(CancellationToken cancellation) => GetAsync<RunsAnswer>("api/runs", cancellation);

    public Task<ModelsAnswer> ModelsAsync(CancellationToken cancellation) => GetAsync<ModelsAnswer>("api/models", cancellation);

    public Task<PromptAnswer> PromptsAsync(string customer, string channel, CancellationToken cancellation) =>
        GetAsync<PromptAnswer>(PromptsPath(customer, channel), cancellation);

    /// <summary>The head of a list of who may be contacted on a channel.</summary>
    public Task<ListHead> ListAsync(string target, int top, string channel, CancellationToken cancellation) =>
        GetAsync<ListHead>(ListPath(target, top, channel), cancellation);

    /// <param name="since">The run that it is compared with; the same run for no comparison.</param>
    /// <param name="budget">An amount to be split over deciles and levers.</param>
    public Task<ScorecardAnswer> ScorecardAsync(RunId run, RunId since, decimal budget, CancellationToken cancellation) =>
        GetAsync<ScorecardAnswer>(string.Create(CultureInfo.InvariantCulture, $"api/scorecard?run={run}&since={since}&budget={budget}"), cancellation);

    /// <summary>Why each offer of the catalogue is said or not said to a customer.</summary>
    public Task<DecisionAnswer> DecisionsAsync(string customer, string channel, CancellationToken cancellation) =>
        GetAsync<DecisionAnswer>(DecisionsPath(customer, channel), cancellation);

    /// <summary>Records what a customer said.</summary>
    public async Task PostOutcomeAsync(string customer, string offer, string reply, string channel, CancellationToken cancellation)
    {
        var path = $"api/customers/{Uri.EscapeDataString(customer)}/outcomes";
        using var answer = await SendAsync(() => http.PostAsJsonAsync(path, new { offer, reply, channel }, cancellation));
        await ThrowIfFailedAsync(answer, path, cancellation);
    }

    public static string DecisionsPath(string customer, string channel) =>
        $"api/customers/{Uri.EscapeDataString(customer)}/decisions?channel={channel}";

    public static string PromptsPath(string customer, string channel) =>
        $"api/customers/{Uri.EscapeDataString(customer)}/prompts?channel={channel}";

    public static string ListPath(string target, int top, string channel) =>
        string.Create(CultureInfo.InvariantCulture, $"api/lists/{Uri.EscapeDataString(target)}?top={top}&channel={channel}&format=json");

    /// <summary>Asks for training; the answer comes at once, the models later.</summary>
    public async Task TrainAsync(CancellationToken cancellation)
    {
        using var answer = await SendAsync(() => http.PostAsync("api/models/train", null, cancellation));
        await ThrowIfFailedAsync(answer, "api/models/train", cancellation);
    }

    public void Dispose() => http.Dispose();

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellation)
    {
        using var answer = await SendAsync(() => http.GetAsync(path, cancellation));
        await ThrowIfFailedAsync(answer, path, cancellation);
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(Json, cancellation) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException fault)
        {
            throw new ApiException(answer.StatusCode, path, $"{fault.Message} Is the app of another version than reap?");
        }
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
        if (!answer.IsSuccessStatusCode)
            throw new ApiException(answer.StatusCode, path, DetailOf(await answer.Content.ReadAsStringAsync(cancellation)));
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
