namespace ReapFunctions.Scorecards.Digests;

/// <summary>
/// The customers of all buckets of a run in the order of their keys: sums over them come out the same to the last bit, however
/// they were split.
/// </summary>
internal sealed class KeyedRows
{
    private readonly (RunDigest Digest, DigestRow Row, int Place)[] rows;
    private readonly ulong[] keys;
    private readonly bool[] taken;
    private readonly IReadOnlySet<ulong>[] notKept;

    public KeyedRows(IReadOnlyList<RunDigest> digests)
    {
        rows = [.. digests.SelectMany(digest => digest.Rows.Select((row, i) => (digest, row, i)))];
        keys = [.. rows.Select(place => place.Row.Key)];
        taken = new bool[rows.Length];
        notKept = [.. digests.Select(digest => digest.NotKept).Where(keys => keys.Count > 0).Distinct()];
        Array.Sort(keys, rows);
    }

    /// <summary>Each with its place in its digest.</summary>
    public IReadOnlyList<(RunDigest Digest, DigestRow Row, int Place)> All => rows;

    /// <summary>Customers whom nobody took.</summary>
    public IEnumerable<(RunDigest Digest, DigestRow Row, int Place)> NotTaken => rows.Where((_, i) => !taken[i]);

    /// <summary>
    /// Whether it is known what became of a customer: not where the run rejected their row and nobody has seen them leave.
    /// </summary>
    public bool Knows(ulong key) =>
        notKept.Length == 0 || Array.BinarySearch(keys, key) >= 0 || !notKept.Any(known => known.Contains(key));

    /// <summary>A customer, and the products in the order of its holdings; for one not there nobody, who is not active.</summary>
    public (DigestRow Row, IReadOnlyList<string> Products) Take(ulong key) => Take(key, out _, out _);

    /// <inheritdoc cref="Take(ulong)"/>
    /// <param name="digest">That of the customer; null where there is none.</param>
    /// <param name="place">The customer's place in it.</param>
    public (DigestRow Row, IReadOnlyList<string> Products) Take(ulong key, out RunDigest? digest, out int place)
    {
        var at = Array.BinarySearch(keys, key);
        (digest, place) = at < 0 ? (null, 0) : (rows[at].Digest, rows[at].Place);
        if (digest is null)
            return (default, []);
        taken[at] = true;
        return (rows[at].Row, digest.Products);
    }
}
