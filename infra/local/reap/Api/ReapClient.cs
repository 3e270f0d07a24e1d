using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ReapFunctions.Csv;
using ReapFunctions.Enquiries;
using ReapFunctions.Lists;
using ReapFunctions.Lists.Selections;
using ReapFunctions.Lists.WinBack;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Night;
using ReapFunctions.Prompts;
using ReapFunctions.Runs;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>The app's HTTP functions.</summary>
internal sealed class ReapClient : IDisposable
{
    /// <summary>How the app writes its answers.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Uri app;
    private readonly string remedy;
    private readonly HttpClient http;

    /// <param name="app">Its address, such as <c>http://127.0.0.1:7071</c>.</param>
    /// <param name="key">The key that it is called with; null when it asks for none.</param>
    /// <param name="remedy">What to do when nothing answers.</param>
    public ReapClient(Uri app, string? key = null, string remedy = "Start the app with 'reap up'.")
    {
        this.app = app;
        this.remedy = remedy;
        http = new HttpClient { BaseAddress = app, Timeout = TimeSpan.FromMinutes(2) };
        HostKey.AddTo(http, key);
    }

    /// <summary>The app at an address; without one that of the running <c>reap up</c>, or where it usually is.</summary>
    public static ReapClient Of(Uri? url)
    {
        var running = RunningApp.Find();
        var address = url ?? running?.App ?? new Uri($"http://127.0.0.1:{Ports.UsualApp}");
        return new ReapClient(address, address == running?.App ? running.Key : HostKey.OfEnvironment());
    }

    public Task<RunsAnswer> RunsAsync(CancellationToken cancellationToken) => GetAsync<RunsAnswer>("api/runs", cancellationToken);

    public Task<ModelsAnswer> ModelsAsync(CancellationToken cancellationToken) =>
        GetAsync<ModelsAnswer>("api/models", cancellationToken);

    public Task<PromptAnswer> PromptsAsync(string customer, string channel, CancellationToken cancellationToken) =>
        GetAsync<PromptAnswer>(PromptsPath(customer, channel), cancellationToken);

    /// <summary>The head of a list of who may be contacted on a channel.</summary>
    public Task<ListHead> ListAsync(string target, int top, string channel, CancellationToken cancellationToken) =>
        GetAsync<ListHead>(ListPath(target, top, channel), cancellationToken);

    /// <summary>What spreads, and the head of the list of those whom it strikes.</summary>
    public Task<RecoveryAnswer> RecoveryAsync(int top, CancellationToken cancellationToken) =>
        GetAsync<RecoveryAnswer>(RecoveryPath(top), cancellationToken);

    /// <summary>Former customers by what asking them back is expected to bring.</summary>
    public Task<WinBackAnswer> WinBackAsync(int top, CancellationToken cancellationToken) =>
        GetAsync<WinBackAnswer>(WinBackPath(top), cancellationToken);

    public static string WinBackPath(int top) => $"api/winback?top={top}";

    /// <summary>Who asked and is to be followed up, by what that is expected to bring.</summary>
    public Task<EnquiryListAnswer> EnquiriesAsync(int top, CancellationToken cancellationToken) =>
        GetAsync<EnquiryListAnswer>(EnquiriesPath(top), cancellationToken);

    public static string EnquiriesPath(int top) => $"api/enquiries?top={top}";

    /// <summary>The head of a list of those of its customers who are asleep.</summary>
    public Task<ListHead> SleepersAsync(string target, int top, CancellationToken cancellationToken) =>
        GetAsync<ListHead>(SleepersPath(target, top), cancellationToken);

    public static string SleepersPath(string target, int top)
    {
        var where = Uri.EscapeDataString("""{"field":"rhythm.asleep","is":true}""");
        return $"api/lists/{Uri.EscapeDataString(target)}?top={top}&format=json&where={where}";
    }

    public static string RecoveryPath(int top) => $"api/recovery?proactive=true&top={top}";

    /// <summary>What hangs on each team, and the first customers of one of them.</summary>
    public Task<RecoveryAnswer> DueAsync(string team, int top, CancellationToken cancellationToken) =>
        GetAsync<RecoveryAnswer>(DuePath(team, top), cancellationToken);

    public static string DuePath(string team, int top) =>
        $"api/recovery?team={Uri.EscapeDataString(team)}&due=true&top={top}";

    /// <param name="since">The run that it is compared with; the same run for no comparison.</param>
    /// <param name="budget">An amount to be split over deciles and levers.</param>
    public Task<ScorecardAnswer> ScorecardAsync(RunId run, RunId since, decimal budget, CancellationToken cancellationToken) =>
        GetAsync<ScorecardAnswer>(
            string.Create(CultureInfo.InvariantCulture, $"api/scorecard?run={run}&since={since}&budget={budget}"),
            cancellationToken);

    /// <summary>Why each offer of the catalogue is said or not said to a customer.</summary>
    public Task<DecisionAnswer> DecisionsAsync(string customer, string channel, CancellationToken cancellationToken) =>
        GetAsync<DecisionAnswer>(DecisionsPath(customer, channel), cancellationToken);

    /// <summary>Records what a customer said.</summary>
    /// <param name="leaving">Why the customer left; null where that was not said.</param>
    public async Task PostOutcomeAsync(
        string customer, string offer, string reply, string channel, CancellationToken cancellationToken,
        string? leaving = null)
    {
        var path = $"api/customers/{Uri.EscapeDataString(customer)}/outcomes";
        using var answer = await SendAsync(
            () => http.PostAsJsonAsync(path, new { offer, reply, channel, leaving }, cancellationToken));
        await ThrowIfFailedAsync(answer, path, cancellationToken);
    }

    /// <summary>Keeps the plan of the published run for a budget.</summary>
    public async Task KeepPlanAsync(string name, decimal budget, CancellationToken cancellationToken)
    {
        const string Path = "api/plans";
        using var answer = await SendAsync(() => http.PostAsJsonAsync(Path, new { name, budget }, cancellationToken));
        await ThrowIfFailedAsync(answer, Path, cancellationToken);
    }

    /// <summary>Keeps a selection of a list of the published run.</summary>
    public async Task KeepSelectionAsync(SelectionRequest asked, CancellationToken cancellationToken)
    {
        const string Path = "api/selections";
        using var answer = await SendAsync(() => http.PostAsJsonAsync(Path, asked, cancellationToken));
        await ThrowIfFailedAsync(answer, Path, cancellationToken);
    }

    /// <summary>The ids of the customers of a kept selection.</summary>
    public async Task<IReadOnlyList<string>> SelectedAsync(string name, CancellationToken cancellationToken)
    {
        var path = $"api/selections/{Uri.EscapeDataString(name)}/customers";
        using var answer = await SendAsync(
            () => http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
        await ThrowIfFailedAsync(answer, path, cancellationToken);
        await using var rows = await CsvRows.OpenAsync(
            await answer.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
        var ids = new List<string>();
        while (await rows.NextAsync(cancellationToken))
            ids.Add(CsvWriter.WithoutGuard(rows.Cell(0)));
        return ids[1..];
    }

    /// <summary>Kept selections, and what has come of them by the published run.</summary>
    public Task<SelectionsAnswer> SelectionsAsync(CancellationToken cancellationToken) =>
        GetAsync<SelectionsAnswer>("api/selections", cancellationToken);

    /// <summary>Kept plans, and what has come of them by the published run.</summary>
    public Task<PlansAnswer> PlansAsync(CancellationToken cancellationToken) =>
        GetAsync<PlansAnswer>("api/plans", cancellationToken);

    public static string DecisionsPath(string customer, string channel) =>
        $"api/customers/{Uri.EscapeDataString(customer)}/decisions?channel={channel}";

    public static string PromptsPath(string customer, string channel) =>
        $"api/customers/{Uri.EscapeDataString(customer)}/prompts?channel={channel}";

    public static string ListPath(string target, int top, string channel) =>
        string.Create(
            CultureInfo.InvariantCulture, $"api/lists/{Uri.EscapeDataString(target)}?top={top}&channel={channel}&format=json");

    /// <summary>A receipt of an upload, in a format of the call.</summary>
    /// <param name="upload"><c>{source}/{date}/{file}</c>.</param>
    /// <exception cref="ApiException">There is none.</exception>
    public async Task<string> ReceiptTextAsync(string upload, string format, CancellationToken cancellationToken)
    {
        var path = $"{ReceiptPath(upload)}?format={format}";
        using var answer = await SendAsync(() => http.GetAsync(path, cancellationToken));
        await ThrowIfFailedAsync(answer, path, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>The rejected rows of an upload, as they came; null when there are none.</summary>
    /// <param name="upload"><c>{source}/{date}/{file}</c>.</param>
    public async Task<string?> RejectsAsync(string upload, CancellationToken cancellationToken)
    {
        var path = $"{ReceiptPath(upload)}/rejects";
        using var answer = await SendAsync(() => http.GetAsync(path, cancellationToken));
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        await ThrowIfFailedAsync(answer, path, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    private static string ReceiptPath(string upload) =>
        $"api/receipts/{string.Join('/', upload.Split('/').Select(Uri.EscapeDataString))}";

    /// <summary>Asks for training; the answer comes at once, the models later.</summary>
    /// <param name="asked">What to train, and how.</param>
    public async Task TrainAsync(TrainingAsked asked, CancellationToken cancellationToken)
    {
        var query = string.Join('&', asked.ToQuery().Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        var path = query.Length == 0 ? "api/models/train" : $"api/models/train?{query}";
        using var answer = await SendAsync(() => http.PostAsync(path, null, cancellationToken));
        await ThrowIfFailedAsync(answer, path, cancellationToken);
    }

    /// <summary>Brings a model for a target.</summary>
    public async Task<AddedModel> AddModelAsync(
        string target, FileInfo file, bool champion, CancellationToken cancellationToken)
    {
        var path = $"api/models/{Uri.EscapeDataString(target)}?champion={(champion ? "true" : "false")}";
        var bytes = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        using var answer = await SendAsync(() => http.PostAsync(path, new ByteArrayContent(bytes), cancellationToken));
        await ThrowIfFailedAsync(answer, path, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<AddedModel>(Json, cancellationToken))!;
    }

    /// <summary>The file of a target's champion, or of its challenger.</summary>
    public async Task<byte[]> ModelFileAsync(string target, bool challenger, CancellationToken cancellationToken)
    {
        var path = $"api/models/{Uri.EscapeDataString(target)}?challenger={(challenger ? "true" : "false")}";
        using var answer = await SendAsync(() => http.GetAsync(path, cancellationToken));
        await ThrowIfFailedAsync(answer, path, cancellationToken);
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(() => http.GetAsync(path, cancellationToken));
        await ThrowIfFailedAsync(answer, path, cancellationToken);
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
                ?? throw new JsonException("The answer is null.");
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
            throw new EnvironmentException($"Nothing answers at {app}: {fault.Message}. {remedy}", fault);
        }
    }

    private static async Task ThrowIfFailedAsync(HttpResponseMessage answer, string path, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
            throw new ApiException(answer.StatusCode, path, DetailOf(await answer.Content.ReadAsStringAsync(cancellationToken)));
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
