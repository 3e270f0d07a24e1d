using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Local.Tests.Worker.Support;

namespace ReapFunctions.Local.Tests.Worker;

internal sealed record Order(string Item, int Count);

internal sealed class TakesText(Calls calls)
{
    [Function("TakesText")]
    public Task Run([QueueTrigger("%Queue%")] string text, CancellationToken cancellation) => calls.PassAsync(text, cancellation);
}

internal sealed class TakesRecord(Calls calls)
{
    [Function("TakesRecord")]
    public void Run(
        [QueueTrigger("%Queue%")] Order order, long dequeueCount, string id, DateTimeOffset insertionTime, FunctionContext context) =>
        calls.Add($"{order.Item} {order.Count} {dequeueCount} {id.Length > 0} {insertionTime.Year > 2000} "
            + context.BindingContext.BindingData["DEQUEUECOUNT"]);
}

internal sealed class TakesMessage(Calls calls)
{
    [Function("TakesMessage")]
    public void Run([QueueTrigger("%Queue%")] QueueMessage message) => calls.Add($"{message.Body} {message.DequeueCount}");
}

internal sealed class AlwaysFails(Calls calls)
{
    [Function("AlwaysFails")]
    public Task Run([QueueTrigger("%Queue%")] string text, long dequeueCount)
    {
        calls.Add($"{text} {dequeueCount}");
        throw new InvalidOperationException("on purpose");
    }
}

internal sealed class IgnoresCancellation(Calls calls)
{
    [Function("IgnoresCancellation")]
    public Task Run([QueueTrigger("%Queue%")] string text) => calls.PassAsync(text);
}

internal sealed class TakesOther(Calls calls)
{
    [Function("TakesOther")]
    public void Run([QueueTrigger("%Output%")] string text) => calls.Add(text);
}
