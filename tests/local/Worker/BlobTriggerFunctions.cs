using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Local.Tests.Worker.Support;

namespace ReapFunctions.Local.Tests.Worker;

internal sealed class ReadsText(Calls calls)
{
    [Function("ReadsText")]
    public void Run([BlobTrigger("%Container%/in/{source}/{file}.csv")] string text, string source, string file) =>
        calls.Add($"{source} {file} {text}");
}

internal sealed class ReadsStream(Calls calls)
{
    [Function("ReadsStream")]
    public async Task Run(
        [BlobTrigger("%Container%/{name}", Source = BlobTriggerSource.EventGrid)] Stream stream,
        string name,
        Uri uri,
        IDictionary<string, string> metadata,
        string blobTrigger)
    {
        using var reader = new StreamReader(stream);
        calls.Add($"{name} {uri.Segments[^1]} {metadata.Count} {blobTrigger.Split('/')[^1]} {await reader.ReadToEndAsync()}");
    }
}

internal sealed class TakesClient(Calls calls)
{
    [Function("TakesClient")]
    public async Task Run([BlobTrigger("%Container%/{name}")] BlobClient blob, CancellationToken cancellation)
    {
        var content = (await blob.DownloadContentAsync(cancellation)).Value.Content;
        await calls.PassAsync($"{blob.Name} {content}", cancellation);
    }
}

internal sealed class FailsOnBlobs(Calls calls)
{
    [Function("FailsOnBlobs")]
    public void Run([BlobTrigger("%Container%/{name}")] BlobClient blob)
    {
        calls.Add(blob.Name);
        throw new InvalidOperationException("on purpose");
    }
}
