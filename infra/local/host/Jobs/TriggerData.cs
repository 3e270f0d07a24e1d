using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using ReapFunctions.Local.Host.Worker;
using ReapFunctions.Local.Host.Worker.Rpc;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>What made a function run, as the worker reads it.</summary>
internal static class TriggerData
{
    public static TypedData Of(object trigger) => trigger switch
    {
        string text => new TypedData { String = text },
        byte[] bytes => new TypedData { Bytes = ByteString.CopyFrom(bytes) },
        ParameterBindingData reference => WorkerMessages.Reference(reference),
        TimerInfo timer => new TypedData { Json = JsonSerializer.Serialize(timer) },
        HttpContext => new TypedData { Http = new RpcHttp() },
        _ => throw new NotSupportedException($"A trigger of type {trigger.GetType()} cannot be sent to the worker."),
    };

    /// <summary>
    /// Adds what is known of the trigger by name: dequeue count, tokens of a blob's path, parameters of a request.
    /// </summary>
    public static void AddMetadata(
        MapField<string, TypedData> metadata, object trigger, IReadOnlyDictionary<string, object> binding)
    {
        foreach (var (name, value) in trigger is HttpContext http ? OfRequest(http.Request) : binding)
        {
            if (Data(value) is { } data)
                metadata[name] = data;
        }
    }

    /// <summary>
    /// What a request says by name, as the genuine host has it: a parameter of the route wins over one of the query.
    /// </summary>
    private static Dictionary<string, object> OfRequest(HttpRequest request)
    {
        var query = request.Query.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.LastOrDefault() ?? "");
        var data = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase)
        {
            ["Query"] = query,
            ["Headers"] = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
        };
        foreach (var (name, value) in query.Where(parameter => !parameter.Key.Equals("code", StringComparison.OrdinalIgnoreCase)))
            data[name] = value;
        foreach (var (name, value) in request.RouteValues.Where(parameter => parameter.Value is not null))
            data[name] = value!;
        return data;
    }

    private static TypedData? Data(object? value) => value switch
    {
        string text => new TypedData { String = text },
        byte[] bytes => new TypedData { Bytes = ByteString.CopyFrom(bytes) },
        DateTimeOffset or DateTime or long or int or bool or Uri or IDictionary<string, string> =>
            new TypedData { Json = JsonSerializer.Serialize(value) },
        // Objects of the SDK mean nothing to the worker.
        _ => null,
    };
}
