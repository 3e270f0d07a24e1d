using System.IO.Hashing;
using System.Text;
using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.References;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts;

/// <summary>
/// The keys that an upload is checked by, where its contract rejects rows whose key a reference does not have. Which files of the
/// references these are is fixed when it is first cleaned, in <c>clean/{extract}/references.json</c>: cleaned again, or twice at
/// once, it gives the same bytes whatever has come since.
/// </summary>
public sealed class ReferenceKeyStore(
    RunInputStore inputs, CleanRowStore clean, PortfolioSources sources, BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Clean);

    /// <summary>By field: hashes of the keys that are known.</summary>
    /// <param name="extractId">See <see cref="ExtractPath.ExtractId"/>.</param>
    /// <returns>The keys, or why the upload is refused: a reference has no file that is not too old.</returns>
    public async Task<(IReadOnlyDictionary<string, IReadOnlySet<UInt128>> Keys, Refusal? Refusal)> OfAsync(
        Contract contract, string extractId, DateOnly date, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, IReadOnlySet<UInt128>>(StringComparer.Ordinal);
        var checkedBy = contract.Roles.RefersTo.Where(key => key.Value.Unknown == UnknownKeyRule.Reject).ToList();
        if (checkedBy.Count == 0)
            return (keys, null);
        var files = await FilesAsync(extractId, checkedBy.Select(key => key.Value.Source), date, cancellationToken);
        foreach (var (field, key) in checkedBy)
        {
            var reference = sources.Contracts[key.Source];
            if (files.FirstOrDefault(file => file.Source == key.Source) is not { } file)
                return (keys, Missing(field, reference));
            keys[field] = await ReadAsync(file, reference, cancellationToken);
        }
        return (keys, null);
    }

    private async Task<IReadOnlyList<DropExtract>> FilesAsync(
        string extractId, IEnumerable<string> references, DateOnly date, CancellationToken cancellationToken)
    {
        var name = $"{extractId}/references.json";
        if (await container.ReadJsonAsync<DropExtract[]>(name, cancellationToken) is { } kept)
            return kept;
        var found = await inputs.ReferencesAsync(
            references.Distinct().Select(reference => sources.Contracts[reference]), date, date, cancellationToken);
        return await container.CreateJsonAsync(name, found, cancellationToken)
            ? found
            : (await container.ReadJsonAsync<DropExtract[]>(name, cancellationToken))!;
    }

    private async Task<IReadOnlySet<UInt128>> ReadAsync(
        DropExtract file, Contract reference, CancellationToken cancellationToken)
    {
        var keys = (await clean.ReadAsync(file, 0, reference, cancellationToken))[reference.Roles.Reference!.Key];
        return Enumerable.Range(0, keys.Rows).Select(row => keys.Value(row)).OfType<string>()
            .Select(key => XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(key))).ToHashSet();
    }

    private static Refusal Missing(string field, Contract reference) => new(
        RefusalReason.MissingReference,
        $"'{field}' is checked by {reference.Source}, and there is no file of it of the {reference.Roles.Reference!.Window} days "
            + $"before. Upload {reference.Source} first, then this file again.");
}
