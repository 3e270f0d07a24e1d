using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function by a new or changed blob.</summary>
public sealed class BlobTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Blobs of a path <c>container/name</c>, where the name may hold <c>{tokens}</c>.</summary>
    public BlobTriggerAttribute(string blobPath) => BlobPath = blobPath;

    /// <summary>The path.</summary>
    public string BlobPath { get; }

    /// <summary>The name of the setting that holds the connection; <c>AzureWebJobsStorage</c> when not set.</summary>
    public string? Connection { get; set; }

    /// <summary>How the host hears of new blobs.</summary>
    public BlobTriggerSource Source { get; set; }
}
