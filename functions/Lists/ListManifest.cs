namespace ReapFunctions.Lists;

/// <summary>What a stored list must be: lets whoever fetches it prove that it is complete. Serialises to JSON as it is.</summary>
/// <param name="Count">Entries, without the header.</param>
/// <param name="Control">Entries of the control group.</param>
/// <param name="WithoutConsent">Entries without consent for any channel.</param>
/// <param name="Consents">By channel: entries with consent.</param>
/// <param name="Bytes">Of the stored file.</param>
/// <param name="Sha256">Of the stored file, in hex.</param>
public sealed record ListManifest(
    string Run, string Target, long Count, long Control, long WithoutConsent, IReadOnlyDictionary<string, long> Consents,
        long Bytes, string Sha256)
{
    /// <summary>By segment: entries; null for a list of before they were counted.</summary>
    public IReadOnlyDictionary<string, long>? Segments { get; init; }

    /// <summary>
    /// By fact of the entries that has few values: entries of each; null for a list of before they were counted.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? Values { get; init; }

    /// <summary>
    /// By rule: customers of the run whom it kept from the list, each by the first that did; null for a list of before they were
    /// counted. They and the entries are all customers of the run, as long as nobody of them is erased.
    /// </summary>
    public IReadOnlyDictionary<string, long>? NotChosen { get; init; }

    /// <summary>The facts that its entries hold, in their order; none in a list of before they did.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The stored list in container <c>lists</c>.</summary>
    public static string BlobName(string run, string target) => $"{run}/{target}.csv";

    /// <summary>Its manifest.</summary>
    public static string ManifestName(string run, string target) => $"{run}/{target}.json";

    /// <summary>One bucket's part of it.</summary>
    public static string PartName(string run, string target, int bucket) => $"{run}/parts/{target}/{bucket:D3}.csv";

    /// <summary>By target and rule: whom a bucket kept from its parts.</summary>
    public static string NotChosenName(string run, int bucket) => $"{run}/parts/{bucket:D3}.not-chosen";
}
