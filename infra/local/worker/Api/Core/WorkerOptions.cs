using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Options of the worker.</summary>
public class WorkerOptions
{
    /// <summary>
    /// Reads and writes the JSON of queue messages and blobs. When not set: System.Text.Json with the application's
    /// <c>IOptions&lt;JsonSerializerOptions&gt;</c>, property names read in any case and written as declared.
    /// </summary>
    public ObjectSerializer? Serializer { get; set; }
}
