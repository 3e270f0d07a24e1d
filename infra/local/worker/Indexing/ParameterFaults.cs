using System.Reflection;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace ReapFunctions.Local.Worker.Indexing;

/// <summary>Parameters that cannot get a value, or on the platform would silently be null.</summary>
internal static class ParameterFaults
{
    private static readonly Type[] OfHttp = [typeof(HttpRequest), typeof(HttpRequestData)];

    private static readonly Type[] OfBlobs =
    [
        typeof(Stream), typeof(BlobClient), typeof(BlobBaseClient), typeof(BlockBlobClient), typeof(PageBlobClient),
        typeof(AppendBlobClient), typeof(BlobContainerClient),
    ];

    private static readonly Type[] OfQueues = [typeof(QueueMessage), typeof(BinaryData)];

    private static readonly Type[] Anywhere =
        [typeof(FunctionContext), typeof(CancellationToken), typeof(HttpRequest), typeof(HttpRequestData)];

    private static readonly Assembly[] ClientLibraries = [typeof(BlobClient).Assembly, typeof(QueueMessage).Assembly];

    public static IEnumerable<string> Of(MethodInfo method) =>
        method.GetParameters().Select(Of).OfType<string>();

    private static string? Of(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var trigger = parameter.GetCustomAttributes<TriggerBindingAttribute>().FirstOrDefault();
        if (type.IsByRef)
            return $"has the parameter '{parameter.Name}' by reference. Pass it by value.";
        if (trigger is HttpTriggerAttribute)
        {
            return OfHttp.Contains(type)
                ? null
                : $"takes the HTTP trigger as {type.Name}. Take it as HttpRequest and read what you need from it.";
        }

        Type[] allowed = trigger switch
        {
            BlobTriggerAttribute => OfBlobs,
            QueueTriggerAttribute => OfQueues,
            TimerTriggerAttribute => [],
            _ => Anywhere,
        };
        return allowed.Contains(type) || IsData(type) ? null : Unsupported(parameter, trigger);
    }

    // Whatever JSON can make: values, strings, arrays, dictionaries and classes with data.
    private static bool IsData(Type type) =>
        !Anywhere.Contains(type)
        && type != typeof(BinaryData)
        && !ClientLibraries.Contains(type.Assembly)
        && !type.IsAssignableTo(typeof(Stream))
        && !type.IsAssignableTo(typeof(Delegate))
        && (!(type.IsInterface || type.IsAbstract) || IsCollection(type));

    private static bool IsCollection(Type type) => type.IsAssignableTo(typeof(System.Collections.IEnumerable));

    private static string Unsupported(ParameterInfo parameter, TriggerBindingAttribute? trigger) => trigger is null
        ? $"takes the parameter '{parameter.Name}' as {parameter.ParameterType.Name}, which cannot be bound. "
            + "Take services by the constructor of the class."
        : $"takes its trigger as {parameter.ParameterType.Name}, which cannot be bound. "
            + "Take text, bytes, a class that JSON can make, or a client type of this trigger.";
}
