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

    /// <summary>
    /// Puts the targets into an account's configuration, before an app reads it, and a salt, so that accounts can be compared.
    /// </summary>
    public static async Task ConfigureAsync(string connection)
    {
        var container = new BlobContainerClient(connection, Containers.Config);
        await container.CreateIfNotExistsAsync();
        await container.GetBlobClient("targets.json").UploadAsync(BinaryData.FromString(Targets), overwrite: true);
        var erasures = new BlobContainerClient(connection, Containers.Erasures);
        await erasures.CreateIfNotExistsAsync();
        await erasures.GetBlobClient("finders.json").UploadAsync(
            BinaryData.FromString($"{{ \"salt\": \"{Convert.ToBase64String(new byte[32])}\" }}"), overwrite: true);
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
