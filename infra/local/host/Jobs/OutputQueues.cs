using System.Text.Json;
using Microsoft.Azure.WebJobs;
using ReapFunctions.Local.Host.Functions;
using ReapFunctions.Local.Host.Worker.Rpc;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>Writes what a function gave back to the queues of its outputs.</summary>
internal static class OutputQueues
{
    public static async Task WriteAsync(
        AppFunction function, InvocationResponse response, Binder binder, CancellationToken cancellationToken)
    {
        foreach (var output in function.Outputs)
        {
            var messages = Messages(output.Name == FunctionBinding.Result ? response.ReturnValue : Value(response, output.Name));
            if (messages.Count == 0)
                continue;
            var queue = new QueueAttribute(output.Text("queueName")!) { Connection = output.Text("connection") };
            var collector = await binder.BindAsync<IAsyncCollector<string>>(queue, cancellationToken);
            foreach (var message in messages)
                await collector.AddAsync(message, cancellationToken);
            await collector.FlushAsync(cancellationToken);
        }
    }

    private static TypedData? Value(InvocationResponse response, string name) =>
        response.OutputData.FirstOrDefault(data => data.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Data;

    /// <summary>The messages of a value: each element of an array is one, null is none, anything else is one.</summary>
    public static IReadOnlyList<string> Messages(TypedData? value) => value switch
    {
        { DataCase: TypedData.DataOneofCase.String } => [value.String],
        { DataCase: TypedData.DataOneofCase.Json } => OfJson(value.Json),
        { DataCase: TypedData.DataOneofCase.Bytes } => [value.Bytes.ToStringUtf8()],
        { DataCase: TypedData.DataOneofCase.CollectionString } => value.CollectionString.String,
        _ => [],
    };

    private static List<string> OfJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(OfElement).OfType<string>()]
            : [.. new[] { OfElement(document.RootElement) }.OfType<string>()];
    }

    private static string? OfElement(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => element.GetString(),
        _ => element.GetRawText(),
    };
}
