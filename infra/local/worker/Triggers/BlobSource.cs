using Azure.Storage.Blobs;
using ReapFunctions.Local.Worker.Indexing;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>A function with a blob trigger, the container it looks at, and the names it wants.</summary>
internal sealed record BlobSource(FunctionEntry Function, BlobContainerClient Container, BlobPathPattern Pattern);
