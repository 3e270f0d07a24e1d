using Azure.Storage.Blobs;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests;

/// <summary>
/// The shipped portfolio for one night without a past: its targets learn from columns of extracts that are generated with labels
/// (<c>reap generate --labelled</c>).
/// </summary>
internal static class LabelledTelco
{
    private static readonly string[] Products = ["broadband", "tv", "security", "roaming"];

    /// <summary>Puts the targets into an account's configuration, before an app reads it.</summary>
    public static async Task ConfigureAsync(string connection)
    {
        var container = new BlobContainerClient(connection, Containers.Config);
        await container.CreateIfNotExistsAsync();
        await container.GetBlobClient("targets.json").UploadAsync(BinaryData.FromString(Targets), overwrite: true);
    }

    private static string Targets => $$"""
        { "targets": [
          { "name": "churn", "kind": "churn",
            "label": { "from": "column", "field": "status", "positive": ["left"], "negative": ["active"], "days": 90 } },
          {{string.Join(",\n", Products.Select(TakeUp))}} ] }
        """;

    private static string TakeUp(string product)
    {
        var name = char.ToUpperInvariant(product[0]) + product[1..];
        return $$"""
            { "name": "{{product}}", "kind": "takeUp", "product": "{{product}}", "leaveOut": ["holds{{name}}"],
              "label": { "from": "column", "field": "took{{name}}", "positive": ["true"], "negative": ["false"], "days": 90 } }
            """;
    }
}
