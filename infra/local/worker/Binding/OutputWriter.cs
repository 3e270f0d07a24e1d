using System.Collections;
using ReapFunctions.Local.Worker.Hosting;
using ReapFunctions.Local.Worker.Indexing;
using ReapFunctions.Local.Worker.Storage;

namespace ReapFunctions.Local.Worker.Binding;

/// <summary>Sends the outputs of a function to their queues.</summary>
internal sealed class OutputWriter(
    WorkerJson json, StorageConnections connections, QueueSignals signals, SettingTemplate settings, HostJson host)
{
    private const int Together = 8;

    /// <summary>Sends one message for each element of a value, none for null.</summary>
    public async Task WriteAsync(OutputEntry output, object? value, CancellationToken cancellation)
    {
        if (output.Queue is not { } attribute || value is null)
            return;
        var name = settings.Resolve(attribute.QueueName, output.Name, []);
        var queue = connections.Queues(attribute.Connection, host.Queues.Base64).GetQueueClient(name);
        await Parallel.ForEachAsync(
            Messages(value),
            new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellation },
            async (message, token) => await queue.SendOrCreateAsync(message, token));
        signals.Raise(queue.Uri);
    }

    /// <summary>The messages that a value becomes: text and bytes as they are, objects as JSON, a list one by one.</summary>
    internal IEnumerable<BinaryData> Messages(object value) => value switch
    {
        string or byte[] or BinaryData or IDictionary => [Message(value)],
        IEnumerable many => many.Cast<object?>().Where(one => one is not null).Select(one => Message(one!)),
        _ => [Message(value)],
    };

    private BinaryData Message(object value) => value switch
    {
        string text => BinaryData.FromString(text),
        byte[] bytes => BinaryData.FromBytes(bytes),
        BinaryData data => data,
        _ => json.Write(value, value.GetType()),
    };
}
