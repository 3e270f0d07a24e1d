using System.Text;
using System.Text.Json;
using Azure.Storage.Queues.Models;

namespace ReapFunctions.Local.Worker.Binding;

/// <summary>A message of a queue.</summary>
internal sealed class QueueInput(QueueMessage message) : TriggerInput
{
    private IReadOnlyDictionary<string, string>? metadata;

    public override IReadOnlyDictionary<string, string> Metadata => metadata ??= ReadMetadata();

    public override ValueTask<object?> BindAsync(Type type, WorkerJson json, CancellationToken cancellation)
    {
        if (type == typeof(QueueMessage))
            return new(message);
        return type == typeof(BinaryData)
            ? new(message.Body)
            : new(type == typeof(byte[]) ? message.Body.ToArray() : ValueConverter.Convert(message.Body.ToString(), type, json));
    }

    private Dictionary<string, string> ReadMetadata()
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["QueueTrigger"] = message.Body.ToString(),
            ["DequeueCount"] = message.DequeueCount.ToString(),
            ["Id"] = message.MessageId,
            ["PopReceipt"] = message.PopReceipt,
        };
        AddTime(values, "InsertionTime", message.InsertedOn);
        AddTime(values, "ExpirationTime", message.ExpiresOn);
        AddTime(values, "NextVisibleTime", message.NextVisibleOn);
        foreach (var (name, value) in JsonProperties.Of(message.Body.ToMemory()))
            values[name] = value;
        return values;
    }

    private static void AddTime(Dictionary<string, string> values, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            values[name] = JsonSerializer.Serialize(known);
    }
}
