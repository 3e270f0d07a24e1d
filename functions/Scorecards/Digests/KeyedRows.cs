namespace ReapFunctions.Scorecards.Digests;

/// <summary>
/// The customers of all buckets of a run in the order of their keys: sums over them come out the same to the last bit, however
/// they were split.
/// </summary>
internal sealed class KeyedRows
{
    private static readonly DigestCare NoCare = new(0, DigestCare.NoRecovery);

    private readonly (RunDigest Digest, DigestRow Row, DigestCare Care)[] rows;
    private readonly ulong[] keys;
    private readonly bool[] taken;

    public KeyedRows(IReadOnlyList<RunDigest> digests)
    {
        rows = [.. digests.SelectMany(digest => digest.Rows.Select((row, i) =>
            (digest, row, digest.Care.Length > 0 ? digest.Care[i] : NoCare)))];
        keys = [.. rows.Select(place => place.Row.Key)];
        taken = new bool[rows.Length];
        Array.Sort(keys, rows);
    }

    public IReadOnlyList<(RunDigest Digest, DigestRow Row, DigestCare Care)> All => rows;

    /// <summary>Customers whom nobody took.</summary>
    public IEnumerable<(RunDigest Digest, DigestRow Row)> NotTaken =>
        rows.Where((_, i) => !taken[i]).Select(place => (place.Digest, place.Row));

    /// <summary>A customer, and the products in the order of its holdings; for one not there nobody, who is not active.</summary>
    public (DigestRow Row, IReadOnlyList<string> Products) Take(ulong key) => Take(key, out _);

    /// <inheritdoc cref="Take(ulong)"/>
    /// <param name="digest">That of the customer; null where there is none.</param>
    public (DigestRow Row, IReadOnlyList<string> Products) Take(ulong key, out RunDigest? digest)
    {
        var at = Array.BinarySearch(keys, key);
        digest = at < 0 ? null : rows[at].Digest;
        if (digest is null)
            return (default, []);
        taken[at] = true;
        return (rows[at].Row, digest.Products);
    }
}
