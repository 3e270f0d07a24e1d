using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists.Selections;

/// <summary>
/// Kept selections in container <c>lists</c> under <c>selections/</c>: what each is, and its customers in a file beside, from
/// which an erasure takes who is erased.
/// </summary>
public sealed class SelectionStore(BlobServiceClient blobs)
{
    private const string Folder = "selections/";
    private const string CustomersFolder = "selections/customers/";
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Lists);

    internal static string FileOf(string run, SelectionRequest asked) => CustomersFolder
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{run}\n{asked.Key}"))[..16]) + ".csv";

    /// <summary>Writes the customers of a selection.</summary>
    internal Task<SelectionSums> WriteAsync(
        string file, IAsyncEnumerable<SelectedCustomer> customers, CancellationToken cancellationToken) =>
        container.WriteWholeAsync(
            file, output => SelectionCsv.WriteAsync(customers, output, cancellationToken), cancellationToken);

    /// <summary>Takes back what was written.</summary>
    public Task DropAsync(string file, CancellationToken cancellationToken) =>
        container.GetBlobClient(file).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Keeps a selection under a name that is free.</summary>
    /// <returns>Whether it was free.</returns>
    public Task<bool> KeepAsync(KeptSelection selection, CancellationToken cancellationToken) =>
        container.CreateJsonAsync(NameOf(selection.Name), selection, cancellationToken);

    public Task<KeptSelection?> FindAsync(string name, CancellationToken cancellationToken) =>
        container.ReadJsonAsync<KeptSelection>(NameOf(name), cancellationToken);

    /// <summary>All selections, the newest first.</summary>
    public async Task<IReadOnlyList<KeptSelection>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await container.ReadAllJsonAsync<KeptSelection>(Folder, cancellationToken))
            .OrderByDescending(selection => selection.KeptAt)];

    /// <summary>By customer of the selections kept since then, left out or not: the name of the first.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StandingAsync(
        DateTimeOffset since, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var kept = await AllAsync(cancellationToken);
        foreach (var selection in kept.Reverse()
            .Where(selection => selection.KeptAt >= since && selection.Withdrawn is null))
        {
            await using var stored = await OpenAsync(selection, cancellationToken);
            await foreach (var customerId in SelectionCsv.IdsAsync(stored, cancellationToken))
                names.TryAdd(customerId, selection.Name);
        }
        return names;
    }

    /// <summary>Opens the customers of a selection.</summary>
    public Task<Stream> OpenAsync(KeptSelection selection, CancellationToken cancellationToken) =>
        container.GetBlobClient(selection.File).OpenReadAsync(cancellationToken: cancellationToken);

    /// <summary>Withdraws a selection, unless it is.</summary>
    /// <returns>The selection as it stands then; null when there is none.</returns>
    public Task<KeptSelection?> WithdrawAsync(string name, Withdrawn by, CancellationToken cancellationToken) =>
        container.ChangeJsonAsync<KeptSelection>(
            NameOf(name), selection => selection with { Withdrawn = selection.Withdrawn ?? by }, cancellationToken);

    /// <summary>Notes that somebody fetches the customers.</summary>
    /// <returns>The selection; null when there is none.</returns>
    public Task<KeptSelection?> NoteAsync(string name, SelectionPull pull, CancellationToken cancellationToken) =>
        container.ChangeJsonAsync<KeptSelection>(
            NameOf(name), selection => selection with { Pulls = [.. selection.Pulls, pull] }, cancellationToken);

    private static string NameOf(string selection) => $"{Folder}{selection}.json";
}
