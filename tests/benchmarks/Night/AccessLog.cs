using System.Text.RegularExpressions;

namespace ReapFunctions.Benchmarks.Night;

/// <summary>Counts the requests that Azurite answered, from its access log. Thread-safe.</summary>
internal sealed partial class AccessLog
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Service, string Kind), long> counts = [];

    public void Add(string line)
    {
        if (Request().Match(line) is not { Success: true } match)
            throw new InvalidOperationException($"Azurite logged something else than a request: {line}");
        var request = Classify(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        lock (gate)
            counts[request] = counts.GetValueOrDefault(request) + 1;
    }

    /// <summary>
    /// What was counted since the last time, once what was answered just now has come through the pipe of the log.
    /// </summary>
    public async Task<Transactions> TakeAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        return Take();
    }

    /// <summary>What was counted since the last time.</summary>
    public Transactions Take()
    {
        lock (gate)
        {
            var taken = new Transactions(Of("table"), Of("blob"), Of("queue"));
            counts.Clear();
            return taken;
        }
    }

    private ServiceRequests Of(string service) =>
        new(Of(service, "read"), Of(service, "write"), Of(service, "list"), Of(service, "delete"), Of(service, "other"));

    private long Of(string service, string kind) => counts.GetValueOrDefault((service, kind));

    /// <summary>
    /// The three services listen on ports of their own, but their paths tell them apart: names of the app's tables begin with a
    /// capital, messages lie under <c>messages</c>, and containers say so in the query.
    /// </summary>
    private static (string Service, string Kind) Classify(string method, string path, string query)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length > 0 && (segments[0][0] == '$' || char.IsAsciiLetterUpper(segments[0][0])))
            return ("table", segments[0] == "Tables" && method != "DELETE" ? "list" : Kind(method, posts: "write"));
        if (segments is [_, "messages", ..])
            return ("queue", Kind(method, posts: "write"));
        if (segments.Length == 1 && !query.Contains("restype=container", StringComparison.Ordinal))
            return ("queue", method is "PUT" ? "list" : Kind(method, posts: "other"));
        if (query.Contains("comp=list", StringComparison.Ordinal) && !query.Contains("comp=blocklist", StringComparison.Ordinal))
            return ("blob", "list");
        if (method == "PUT" && segments.Length == 1)
            return ("blob", "list");
        return ("blob", method == "PUT" && OtherThanContent().IsMatch(query) ? "other" : Kind(method, posts: "other"));
    }

    private static string Kind(string method, string posts) => method switch
    {
        "GET" or "HEAD" => "read",
        "PUT" or "PATCH" or "MERGE" => "write",
        "DELETE" => "delete",
        "POST" => posts,
        _ => "other",
    };

    [GeneratedRegex("\"([A-Z]+) /[^/? ]+/?([^? ]*)(\\S*) HTTP/1")]
    private static partial Regex Request();

    [GeneratedRegex("comp=(lease|metadata|properties|tier|tags)")]
    private static partial Regex OtherThanContent();
}
