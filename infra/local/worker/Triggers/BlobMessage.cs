using System.Text.Json;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>The message between the finding of a blob and the work on it, in the form of the genuine host.</summary>
internal sealed record BlobMessage(string Type, string FunctionId, string BlobType, string ContainerName, string BlobName, string ETag)
{
    public static BlobMessage For(string functionId, string blobType, string container, string blob, string etag) =>
        new("BlobTrigger", functionId, blobType, container, blob, etag);

    public static BlobMessage Read(BinaryData body) =>
        JsonSerializer.Deserialize<BlobMessage>(body) ?? throw new FormatException("The blob message is empty.");

    /// <summary>Whether two ETags are the same: a list of blobs gives them without the quotes that headers have.</summary>
    public static bool SameContent(string one, string other) => one.Trim('"') == other.Trim('"');

    public BinaryData Write() => BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(this));
}
