using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends what a function returns to a queue.</summary>
public sealed class QueueOutputAttribute : OutputBindingAttribute
{
    /// <summary>The queue of that name, which may hold <c>%Setting%</c>.</summary>
    public QueueOutputAttribute(string queueName) => QueueName = queueName;

    /// <summary>The queue's name.</summary>
    public string QueueName { get; }

    /// <summary>The name of the setting that holds the connection; <c>AzureWebJobsStorage</c> when not set.</summary>
    public string? Connection { get; set; }
}
