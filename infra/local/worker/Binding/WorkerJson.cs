using System.Text;
using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace ReapFunctions.Local.Worker.Binding;

/// <summary>The JSON of queue messages, blobs and outputs.</summary>
internal sealed class WorkerJson(IOptions<WorkerOptions> worker, IOptions<JsonSerializerOptions> json)
{
    private readonly ObjectSerializer serializer = worker.Value.Serializer ?? new JsonObjectSerializer(json.Value);

    public object? Read(string text, Type type)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return serializer.Deserialize(stream, type, CancellationToken.None);
    }

    public ValueTask<object?> ReadAsync(Stream stream, Type type, CancellationToken cancellation) =>
        serializer.DeserializeAsync(stream, type, cancellation);

    public BinaryData Write(object? value, Type type) => serializer.Serialize(value, type);
}
