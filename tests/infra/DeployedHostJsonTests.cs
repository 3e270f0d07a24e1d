using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ReapFunctions.Infra.Tests;

/// <summary>host.json: the host ignores what it does not know, so a misspelt setting would go unnoticed.</summary>
public class DeployedHostJsonTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(DeployedFiles.Read("host.json")).RootElement;

    /// <summary>From the reference of host.json for Functions 4.x and of the storage extension 5.x.</summary>
    private static readonly Dictionary<string, string[]> Known = new()
    {
        [""] =
        [
            "$schema", "version", "aggregator", "concurrency", "extensions", "functions", "functionTimeout", "healthMonitor",
                "logging", "singleton",
            "telemetryMode",
        ],
        ["extensions"] = ["http", "queues", "blobs"],
        ["extensions.http"] = [
            "routePrefix", "maxConcurrentRequests", "maxOutstandingRequests", "dynamicThrottlesEnabled", "hsts", "customHeaders"],
        ["extensions.queues"] =
            ["batchSize", "newBatchThreshold", "maxDequeueCount", "visibilityTimeout", "maxPollingInterval", "messageEncoding"],
        ["extensions.blobs"] = ["maxDegreeOfParallelism", "poisonBlobThreshold"],
        ["logging"] = ["fileLoggingMode", "logLevel", "console", "applicationInsights"],
    };

    [Fact]
    public void EverySettingIsKnown() =>
        Assert.All(Known, section => Assert.All(Members(section.Key), name => Assert.Contains(name, section.Value)));

    [Fact]
    public void MessagesAreInTheEncodingThatEventGridSends() =>
        Assert.Equal("base64", Host.GetProperty("extensions").GetProperty("queues").GetProperty("messageEncoding").GetString());

    [Fact]
    public void TelemetryIsOpenTelemetry() => Assert.Equal("OpenTelemetry", Host.GetProperty("telemetryMode").GetString());

    // Two records of each call otherwise, as many as all others of it: the cost table counts none.
    [Fact]
    public async Task AnAnswerIsNoRecordInTheLogs()
    {
        var written = new Written();
        var settings = new ConfigurationBuilder().AddJsonFile(DeployedFiles.Full("host.json")).Build();
        using var services = new ServiceCollection().AddLogging(
            logging => logging.AddConfiguration(settings.GetSection("logging")).AddProvider(written)).BuildServiceProvider();
        IResult[] answers = [
            Results.Json(new { }), Results.Ok(1), Results.Accepted(), Results.Problem("no"), Results.NoContent(),
            Results.Text("a"), Results.Bytes([1])];
        foreach (var answer in answers)
            await answer.ExecuteAsync(new DefaultHttpContext { RequestServices = services });
        Assert.Empty(written.Categories);

        services.GetRequiredService<ILogger<DeployedHostJsonTests>>()
            .Log(LogLevel.Information, default, "Answered", null, (text, _) => text);
        Assert.Equal([typeof(DeployedHostJsonTests).FullName!], written.Categories);
    }

    [Fact]
    public void TheParametersSayHowManyBucketsAnInstanceWorksOn()
    {
        var queues = Host.GetProperty("extensions").GetProperty("queues");
        var buckets = queues.GetProperty("batchSize").GetInt32() + queues.GetProperty("newBatchThreshold").GetInt32();
        Assert.Contains(
            $"works on up to {buckets} buckets at a time", DeployedFiles.Read("infra/azure/main.bicep"),
            StringComparison.Ordinal);
    }

    private static IEnumerable<string> Members(string section)
    {
        var element = Host;
        foreach (var name in section.Split('.', StringSplitOptions.RemoveEmptyEntries))
            if (!element.TryGetProperty(name, out element))
                return [];
        return element.EnumerateObject().Select(member => member.Name);
    }

    /// <summary>Remembers the category of every record that is let through.</summary>
    private sealed class Written : ILoggerProvider
    {
        public List<string> Categories { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, Categories);

        public void Dispose()
        {
        }

        private sealed class Logger(string category, List<string> categories) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception,
                Func<TState, Exception?, string> formatter) =>
                categories.Add(category);
        }
    }
}
