using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Enquiries;
using ReapFunctions.Lists;
using ReapFunctions.Lists.Accounts;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Storage;

namespace ReapFunctions.Erasure;

/// <summary>
/// A customer's entries in lists, whose manifests and sums go with them, and in the digests behind later comparisons of nights.
/// </summary>
public sealed class PersonListStore(BlobServiceClient blobs, AccountListStore accounts)
{
    private const string ListEnd = ".csv";
    private const string DigestFolder = "/digest/";

    internal async Task EraseAsync(string customerId, ErasureNotes notes, CancellationToken cancellationToken)
    {
        async Task<int> CopyAsync(Stream content, Stream output, CancellationToken cancellationToken) =>
            (await RowErasure.CopyWithoutAsync(content, ListCsv.CustomerId, customerId, output, cancellationToken)).Erased;
        async Task<int> CopyEnquiriesAsync(Stream content, Stream output, CancellationToken cancellationToken) =>
            (await RowErasure.CopyWithoutAsync(
                content, EnquiryListStore.IdColumn, customerId, output, cancellationToken,
                EnquiryListStore.CustomerColumn)).Erased;
        var lists = blobs.GetBlobContainerClient(Containers.Lists);
        var runs = new HashSet<RunId>();
        await foreach (var item in lists.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            if (!item.Name.EndsWith(ListEnd, StringComparison.Ordinal))
                continue;
            var erased = await lists.RewriteAsync(
                item.Name, EnquiryListStore.Holds(item.Name) ? CopyEnquiriesAsync : CopyAsync, cancellationToken);
            notes.Blob(Containers.Lists, item.Name, erased);
            if (AccountListStore.RunOf(item.Name) is { } ofTeams)
                runs.Add(ofTeams);
            if (item.Name.Split('/') is [var run, var list])
                await AccountAsync(lists, RunId.Parse(run), list[..^ListEnd.Length], cancellationToken);
        }
        foreach (var run in runs)
            await accounts.SumAgainAsync(run, cancellationToken);
        var scorecards = blobs.GetBlobContainerClient(Containers.Scorecards);
        await foreach (var item in scorecards.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            if (item.Name.Contains(DigestFolder, StringComparison.Ordinal))
                notes.Blob(Containers.Scorecards, item.Name, await scorecards.RewriteAsync(
                    item.Name, (content, output, cancellationToken) =>
                        CopyDigestAsync(content, output, customerId, cancellationToken), cancellationToken));
        }
    }

    /// <summary>
    /// Writes the manifest of the list as it stands now, unless it is that one: also after a crash between the two.
    /// </summary>
    private static async Task AccountAsync(
        BlobContainerClient lists, RunId run, string target, CancellationToken cancellationToken)
    {
        var name = ListManifest.ManifestName(run.ToString(), target);
        if (await lists.ReadJsonAsync<ListManifest>(name, cancellationToken) is not { } known)
            return;
        await using var list = await lists.GetBlobClient(ListManifest.BlobName(run.ToString(), target))
            .OpenReadAsync(cancellationToken: cancellationToken);
        var manifest = await ListMerge.MergeAsync(
            run, target, known.Fields, [list], Stream.Null, cancellationToken);
        if (manifest.Sha256 != known.Sha256)
            await lists.WriteJsonAsync(name, manifest with { NotChosen = known.NotChosen }, cancellationToken);
    }

    private static async Task<int> CopyDigestAsync(
        Stream content, Stream output, string customerId, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        var digest = RunDigest.Read(bytes.ToArray());
        var without = digest.Without(customerId);
        await without.WriteAsync(output, cancellationToken);
        return digest.Rows.Length - without.Rows.Length;
    }
}
