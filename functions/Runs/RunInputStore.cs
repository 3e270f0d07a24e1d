using System.Security.Cryptography;
using System.Text.Json;
using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>The extracts that a run scores.</summary>
/// <param name="Drop">Those of its date.</param>
/// <param name="Earlier">Those of earlier dates whose rows may still be in the window of an aggregation, and of references the
/// latest where the date has none.</param>
public sealed record RunInput(IReadOnlyList<DropExtract> Drop, IReadOnlyList<DropExtract> Earlier)
{
    /// <summary>The file of a reference that is read; null when there is none that is not too old.</summary>
    public DropExtract? Reference(string source) => Latest(Drop, source) ?? Latest(Earlier, source);

    private static DropExtract? Latest(IEnumerable<DropExtract> extracts, string source) =>
        extracts.Where(extract => extract.Source == source).MaxBy(extract => (extract.Date, extract.UploadedAt));
}

/// <summary>
/// Which extracts a run scores: found when it opens and fixed from then on. Those of its date stand in its state; those of
/// earlier dates, a year of which would be too much for one entity, in <c>clean/{run}/earlier.{hash}.json</c>, whose name follows
/// from its content.
/// </summary>
public sealed class RunInputStore(DropStore drops, PortfolioSources sources, BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Clean);

    /// <summary>What there is for a drop by now.</summary>
    /// <param name="arrived">The clean extracts of the date.</param>
    /// <param name="asOf">The date from which windows count back: that of the drop, or an earlier one.</param>
    public async Task<RunInput> FindAsync(
        DateOnly date, IReadOnlyList<DropExtract> arrived, DateOnly asOf, CancellationToken cancellationToken)
    {
        var first = sources.Contracts.Values.Select(contract => WindowOf(contract.Roles))
            .OfType<int>()
            .Select(window => FirstDay(asOf, window))
            .DefaultIfEmpty(date)
            .Min();
        var before = first < date ? await drops.BetweenAsync(first, date.AddDays(-1), cancellationToken) : [];
        var references = await ReferencesAsync(sources.References, date, date.AddDays(-1), cancellationToken);
        return new RunInput(arrived, [
            .. before.Where(extract => TakesPart(extract, asOf)),
            .. references.Where(file => arrived.All(extract => extract.Source != file.Source))]);
    }

    /// <summary>
    /// The sources of which a file must be of the date itself: all that are required, but for references of which an earlier one
    /// does.
    /// </summary>
    public async Task<IReadOnlyCollection<string>> RequiredAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var references = await ReferencesAsync(
            sources.References.Where(reference => reference.Roles.Required), date, date.AddDays(-1), cancellationToken);
        return [.. sources.Required.Except(references.Select(file => file.Source), StringComparer.Ordinal)];
    }

    /// <summary>Of each reference the latest file that is not too old for a date.</summary>
    /// <param name="last">Files of later dates do not count: the date itself, or the one before.</param>
    public async Task<IReadOnlyList<DropExtract>> ReferencesAsync(
        IEnumerable<Contract> references, DateOnly date, DateOnly last, CancellationToken cancellationToken)
    {
        var firstDays = references.ToDictionary(
            reference => reference.Source, reference => FirstDay(date, reference.Roles.Reference!.Window));
        if (firstDays.Count == 0)
            return [];
        var before = await drops.BetweenAsync(firstDays.Values.Min(), last, cancellationToken);
        return [.. before.Where(file => firstDays.TryGetValue(file.Source, out var first) && file.Date >= first)
            .GroupBy(file => file.Source, StringComparer.Ordinal)
            .Select(files => files.MaxBy(file => (file.Date, file.UploadedAt))!)];
    }

    /// <summary>Keeps the earlier extracts of a run that is about to open.</summary>
    /// <returns>The name to load them by; null when there are none.</returns>
    public async Task<string?> SaveAsync(RunId run, RunInput input, CancellationToken cancellationToken)
    {
        if (input.Earlier.Count == 0)
            return null;
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(input.Earlier, ConfigJson.Options));
        var name = $"{run}/earlier.{Convert.ToHexStringLower(hash.AsSpan(0, 8))}.json";
        await container.WriteJsonAsync(name, input.Earlier, cancellationToken);
        return name;
    }

    /// <exception cref="InvalidOperationException">The list of its earlier extracts is gone.</exception>
    public async Task<RunInput> LoadAsync(RunState run, CancellationToken cancellationToken) => new(
        run.Extracts,
        run.Earlier is not { } name
            ? []
            : await container.ReadJsonAsync<DropExtract[]>(name, cancellationToken)
                ?? throw new InvalidOperationException(
                    $"{Containers.Clean}/{name} is gone. Upload an extract of {run.Id.Date:yyyy-MM-dd} again to open a new "
                    + "run."));

    private bool TakesPart(DropExtract extract, DateOnly asOf) =>
        extract.Rows > 0
        && sources.Contracts.GetValueOrDefault(extract.Source) is { } contract
        && WindowOf(contract.Roles) is { } window
        && extract.Date >= FirstDay(asOf, window);

    /// <summary>For how many days the rows of details and enquiries count; null for all others.</summary>
    private static int? WindowOf(Roles roles) => roles.Detail?.LongestWindow ?? roles.Enquiries?.Days;

    /// <summary>Rows delivered before this day are dated before it, and too old for the window.</summary>
    private static DateOnly FirstDay(DateOnly asOf, int window) => asOf.AddDays(1 - window);
}
