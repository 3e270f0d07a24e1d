using System.Text.Json;

namespace ReapFunctions.Infra.Tests;

/// <summary>host.json: the host ignores what it does not know, so a misspelt setting would go unnoticed.</summary>
public class HostJsonTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(Repository.Read("host.json")).RootElement;

    /// <summary>From the reference of host.json for Functions 4.x and of the storage extension 5.x.</summary>
    private static readonly Dictionary<string, string[]> Known = new()
    {
        [""] =
        [
            "$schema", "version", "aggregator", "concurrency", "extensions", "functions", "functionTimeout", "healthMonitor", "logging", "singleton",
            "telemetryMode",
        ],
        ["extensions"] = ["http", "queues", "blobs"],
        ["extensions.http"] = ["routePrefix", "maxConcurrentRequests", "maxOutstandingRequests", "dynamicThrottlesEnabled", "hsts", "customHeaders"],
        ["extensions.queues"] =
            ["batchSize", "newBatchThreshold", "maxDequeueCount", "visibilityTimeout", "maxPollingInterval", "messageEncoding"],
        ["extensions.blobs"] = ["maxDegreeOfParallelism", "poisonBlobThreshold"],
        ["logging"] = ["fileLoggingMode", "logLevel", "console", "applicationInsights"],
    };

    [Fact]
    public void EverySettingIsKnown() => Assert.All(Known, section => Assert.All(Members(section.Key), name => Assert.Contains(name, section.Value)));

    [Fact]
    public void MessagesAreInTheEncodingThatEventGridSends() =>
        Assert.Equal("base64", Host.GetProperty("extensions").GetProperty("queues").GetProperty("messageEncoding").GetString());

    [Fact]
    public void TelemetryIsOpenTelemetry() => Assert.Equal("OpenTelemetry", Host.GetProperty("telemetryMode").GetString());

    [Fact]
    public void TheParametersSayHowManyBucketsAnInstanceWorksOn()
    {
        var queues = Host.GetProperty("extensions").GetProperty("queues");
        var buckets = queues.GetProperty("batchSize").GetInt32() + queues.GetProperty("newBatchThreshold").GetInt32();
        Assert.Contains($"works on up to {buckets} buckets at a time", Repository.Read("infra/azure/main.bicep"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Members(string section)
    {
        var element = Host;
        foreach (var name in section.Split('.', StringSplitOptions.RemoveEmptyEntries))
            if (!element.TryGetProperty(name, out element))
                return [];
        return element.EnumerateObject().Select(member => member.Name);
    }
}
