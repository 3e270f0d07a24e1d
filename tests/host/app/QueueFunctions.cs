using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Host.TestApp;

/// <summary>Each takes from its own queue and says what it saw in another.</summary>
internal static class QueueFunctions
{
    [Function("Takes")]
    [QueueOutput("takes-out")]
    public static string Takes(
        [QueueTrigger("takes-in")] string text, long dequeueCount, string id, DateTimeOffset insertionTime) =>
        $"{text} {dequeueCount} {id.Length > 0} {insertionTime.Year > 2000}";

    [Function("TakesOrder")]
    [QueueOutput("orders-out")]
    public static Order? TakesOrder([QueueTrigger("orders-in")] Order order) =>
        order.Count == 0 ? null : order with { Count = order.Count + 1 };

    [Function("Fails")]
    public static Task FailsAsync([QueueTrigger("fails-in")] string text, long dequeueCount) =>
        throw new InvalidOperationException($"{text} fails on purpose for the {dequeueCount}. time");

    // What it gives back for a message that it fails on is not sent.
    [Function("Waits")]
    [QueueOutput("waits-out")]
    public static async Task<string> WaitsAsync(
        [QueueTrigger("waits-in")] string text, long dequeueCount, CancellationToken cancellationToken)
    {
        await SayAsync("waits-begun", $"{text} {dequeueCount}");
        if (dequeueCount == 1)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        return $"{text} {dequeueCount}";
    }

    [Function("Ignores")]
    [QueueOutput("ignores-out")]
    public static async Task<string> IgnoresAsync([QueueTrigger("ignores-in")] string text, long dequeueCount)
    {
        await SayAsync("ignores-begun", $"{text} {dequeueCount}");
        if (dequeueCount == 1)
            await Task.Delay(Timeout.Infinite);
        return $"{text} {dequeueCount} {Environment.ProcessId}";
    }

    [Function("Lasts")]
    [QueueOutput("lasts-out")]
    public static async Task<string> LastsAsync([QueueTrigger("lasts-in")] string seconds, long dequeueCount)
    {
        await SayAsync("lasts-begun", $"{seconds} {dequeueCount}");
        await Task.Delay(TimeSpan.FromSeconds(int.Parse(seconds)));
        return $"{seconds} {dequeueCount}";
    }

    private static async Task SayAsync(string queue, string text)
    {
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        var client = new QueueClient(Environment.GetEnvironmentVariable("AzureWebJobsStorage"), queue, options);
        await client.CreateIfNotExistsAsync();
        await client.SendMessageAsync(text);
    }
}
