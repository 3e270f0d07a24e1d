using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Worker.Hosting;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class HostJsonTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("host-json").FullName;
    private readonly List<string> faults = [];

    [Fact]
    public void WithoutFileTheDefaultsOfThePlatformApply()
    {
        var host = Load();
        Assert.Equal("api", host.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(30), host.FunctionTimeout);
        Assert.Equal((16, 8, 5), (host.Queues.BatchSize, host.Queues.NewBatchThreshold, host.Queues.MaxDequeueCount));
        Assert.Equal(TimeSpan.Zero, host.Queues.VisibilityTimeout);
        Assert.Equal(TimeSpan.FromMinutes(10), host.Queues.Lock);
        Assert.True(host.Queues.Base64);
        Assert.Equal(5, host.Blobs.MaxDequeueCount);
        Assert.Empty(faults);
    }

    [Fact]
    public void TheFileIsReadWithCommentsAndUnknownSections()
    {
        var host = Load("""
            {
              // what the app asks for
              "version": "2.0", "functionTimeout": "00:01:30", "unknown": { "deep": [1, 2] },
              "logging": { "logLevel": { "default": "Warning", "Azure.Core": "Error" } },
              "extensions": {
                "http": { "routePrefix": "/v1/" },
                "queues": { "batchSize": 4, "newBatchThreshold": 1, "maxDequeueCount": 2, "visibilityTimeout": "00:00:05",
                            "maxPollingInterval": "00:00:07", "messageEncoding": "None" },
                "blobs": { "maxDegreeOfParallelism": 3, "poisonBlobThreshold": 2 },
              },
            }
            """);
        Assert.Equal("v1", host.RoutePrefix);
        Assert.Equal(TimeSpan.FromSeconds(90), host.FunctionTimeout);
        Assert.Equal((4, 1, 2), (host.Queues.BatchSize, host.Queues.NewBatchThreshold, host.Queues.MaxDequeueCount));
        Assert.Equal((5, 7), (host.Queues.VisibilityTimeout.Seconds, host.Queues.MaxPollingInterval.Seconds));
        Assert.False(host.Queues.Base64);
        Assert.Equal(2, host.Blobs.MaxDequeueCount);
        Assert.Equal("Warning", host.LogLevels["default"]);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(64)]
    public void NoMoreBlobsRunTogetherThanTheParallelismAsksFor(int parallelism)
    {
        var host = Load($$"""{ "extensions": { "blobs": { "maxDegreeOfParallelism": {{parallelism}} } } }""");
        Assert.InRange(host.Blobs.BatchSize, 1, 32);
        Assert.Equal(parallelism, host.Blobs.BatchSize + host.Blobs.NewBatchThreshold);
    }

    [Fact]
    public void SettingsOverrideTheFile()
    {
        var host = Load(
            """{ "extensions": { "queues": { "batchSize": 4 }, "http": { "routePrefix": "v1" } } }""",
            ("AzureFunctionsJobHost:extensions:queues:batchSize", "10"),
            ("AzureFunctionsJobHost:extensions:http:routePrefix", ""),
            ("ReapLocalHost:QueueLock", "00:00:30"));
        Assert.Equal(10, host.Queues.BatchSize);
        Assert.Equal(5, host.Queues.NewBatchThreshold);
        Assert.Equal("", host.RoutePrefix);
        Assert.Equal(TimeSpan.FromSeconds(30), host.Queues.Lock);
        Assert.Equal(TimeSpan.FromSeconds(30), host.Blobs.Lock);
    }

    [Fact]
    public void ATimeLimitOfMinusOneIsNone() => Assert.Null(Load("""{ "functionTimeout": "-1" }""").FunctionTimeout);

    [Fact]
    public void AllFaultsAreReportedTogether()
    {
        Load("""
            { "functionTimeout": "5",
              "extensions": { "queues": { "batchSize": 33, "visibilityTimeout": "soon", "messageEncoding": "base65" } } }
            """);
        Assert.Equal(4, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("batchSize is '33'. Give a whole number from 1 to 32", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private HostJson Load(string? file = null, params (string Name, string Value)[] settings)
    {
        if (file is not null)
            File.WriteAllText(Path.Combine(directory, "host.json"), file);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => s.Name, string? (s) => s.Value)).Build();
        return HostJson.Load(directory, configuration, faults);
    }
}
