namespace ReapFunctions.Benchmarks.Night;

/// <summary>Requests to one storage service by what Azure bills them as.</summary>
/// <param name="Reads">Of content, properties or entities.</param>
/// <param name="Writes">Of blobs, blocks, messages, entities; a transaction of entities is one.</param>
/// <param name="Lists">Listing and creating containers, queues and tables.</param>
/// <param name="Deletes">Free for blobs, billed like writes elsewhere.</param>
/// <param name="Others">Leases, properties and metadata.</param>
internal sealed record ServiceRequests(long Reads, long Writes, long Lists, long Deletes, long Others)
{
    public long All => Reads + Writes + Lists + Deletes + Others;
}

/// <summary>Requests to a storage account.</summary>
internal sealed record Transactions(ServiceRequests Tables, ServiceRequests Blobs, ServiceRequests Queues);
