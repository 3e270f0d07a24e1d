namespace Microsoft.Azure.Functions.Worker;

/// <summary>How the host hears of new blobs.</summary>
public enum BlobTriggerSource
{
    /// <summary>By reading storage logs and listing the container.</summary>
    LogsAndContainerScan = 0,

    /// <summary>By events of the storage account.</summary>
    EventGrid = 1,
}
