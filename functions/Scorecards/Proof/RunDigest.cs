using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>One customer of a digest: 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly struct DigestRow(ulong key, long cents, uint holdings, byte decile, byte flags, byte best, byte propensity)
{
    public const byte NoOffer = 255;

    /// <summary>The first 8 bytes of SHA-256 of the customer id: no id leaves its tables.</summary>
    public readonly ulong Key = key;

    /// <summary>Value of 12 months in hundredths.</summary>
    public readonly long Cents = cents;

    /// <summary>Products held, a bit each, in the order of the digest's products.</summary>
    public readonly uint Holdings = holdings;

    public readonly byte Decile = decile;

    /// <summary>1: active, 2: control group, the six bits above: the place of the segment plus 1, or 0.</summary>
    public readonly byte Flags = flags;

    /// <summary>The best offer, by its place in the digest's offers; 255 for none.</summary>
    public readonly byte Best = best;

    /// <summary>That a customer says yes to it, in steps of 1/255.</summary>
    public readonly byte Propensity = propensity;

    public bool Active => (Flags & 1) != 0;

    public bool Control => (Flags & 2) != 0;

    /// <summary>The segment by its place in the digest's segments; -1 for none.</summary>
    public int Segment => (Flags >> 2) - 1;
}

/// <summary>An offer as a digest names it.</summary>
/// <param name="Product">Place of its product among the digest's products; -1 for none.</param>
internal sealed record DigestOffer(string Name, string? Target, int Product, bool Care);

/// <summary>
/// What later runs need to know of this one: per customer the value, decile, segment, holdings, control group and best offer. A
/// pure function of the bucket, so runs can be compared in whatever order they came.
/// </summary>
/// <param name="segments">The first 63 by name; customers of others are of none.</param>
internal sealed class RunDigest(
    IReadOnlyList<string> products, IReadOnlyList<DigestOffer> offers, IReadOnlyList<string> segments, DigestRow[] rows)
{
    private const int MaxSegments = 63;

    /// <param name="Segments">Null in digests from before they had them.</param>
    private sealed record Head(
        IReadOnlyList<string> Products, IReadOnlyList<DigestOffer> Offers, IReadOnlyList<string>? Segments, int Rows);

    public IReadOnlyList<string> Products => products;

    public IReadOnlyList<DigestOffer> Offers => offers;

    public IReadOnlyList<string> Segments => segments;

    public DigestRow[] Rows => rows;

    public static string BlobName(RunId run, int bucket) => $"{run}/digest/{bucket:D3}.bin";

    public static RunDigest Make(ScoredSnapshot scored, Decisions decisions, DecisionOptions config)
    {
        string[] products = [.. config.Roles.Holdings.Keys.Order(StringComparer.Ordinal).Take(32)];
        DigestOffer[] offers = [.. config.Offering.Offers.Where(offer => offer.Kind != OfferKind.Service)
            .Select(offer => new DigestOffer(offer.Name, offer.Target, Array.IndexOf(products, offer.Product), offer.IsCare))];
        var columns = new RoleColumns(scored.Customers, config.Roles);
        var held = products.Select(product => columns.Flags(config.Roles.Holdings[product])).ToArray();
        var place = offers.Select((offer, i) => (offer.Name, i))
            .ToDictionary(numbered => numbered.Name, numbered => (byte)numbered.i, StringComparer.Ordinal);
        string[] segments = [.. decisions.Values.Select(value => value.Segment).OfType<string>().Distinct()
            .Order(StringComparer.Ordinal).Take(MaxSegments)];
        var rows = new DigestRow[decisions.Values.Length];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = Row(decisions.Values[row], decisions.Offers[row], Holdings(held, row), segments, place);
        return new RunDigest(products, offers, segments, rows);
    }

    /// <summary>A line of JSON, then the rows as they lie in memory, little-endian.</summary>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(new Head(products, offers, segments, rows.Length), RecordJson.Options);
        await output.WriteAsync(head, cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await output.WriteAsync(MemoryMarshal.AsBytes(rows.AsSpan()).ToArray(), cancellationToken);
    }

    /// <exception cref="FormatException">Not a digest, or not all of it.</exception>
    public static RunDigest Read(ReadOnlySpan<byte> bytes)
    {
        var line = bytes.IndexOf((byte)'\n');
        var head = line < 0 ? null : JsonSerializer.Deserialize<Head>(bytes[..line], RecordJson.Options);
        var body = bytes[(line + 1)..];
        if (head is null || body.Length != head.Rows * Marshal.SizeOf<DigestRow>())
            throw new FormatException("The digest of a run is not complete. Make the run again: POST /api/runs/{run}/retry.");
        return new RunDigest(
            head.Products, head.Offers, head.Segments ?? [], MemoryMarshal.Cast<byte, DigestRow>(body).ToArray());
    }

    /// <summary>Whether a customer of the digest holds a product; false for one that the digest does not know.</summary>
    public bool Holds(DigestRow row, string product)
    {
        for (var place = 0; place < products.Count; place++)
        {
            if (products[place] == product)
                return (row.Holdings & (1u << place)) != 0;
        }
        return false;
    }

    /// <summary>The digest without a customer who is erased.</summary>
    public RunDigest Without(string customerId)
    {
        var key = KeyOf(customerId);
        return new RunDigest(products, offers, segments, [.. rows.Where(row => row.Key != key)]);
    }

    private static DigestRow Row(
        ValueRecord value, OfferRecord offer, uint holdings, string[] segments, Dictionary<string, byte> place) => new(
        KeyOf(value.CustomerId),
        (long)Math.Round(value.Current * 100),
        holdings,
        (byte)value.Decile,
        (byte)((value.Active ? 1 : 0) | (offer.Control ? 2 : 0) | (Array.IndexOf(segments, value.Segment) + 1) << 2),
        offer.Offers.Count > 0 ? place[offer.Offers[0].Name] : DigestRow.NoOffer,
        offer.Offers.Count > 0 ? (byte)Math.Round(Math.Clamp(offer.Offers[0].Factors.P, 0, 1) * 255) : (byte)0);

    private static uint Holdings(bool[][] held, int row)
    {
        var mask = 0u;
        for (var i = 0; i < held.Length; i++)
            mask |= held[i][row] ? 1u << i : 0;
        return mask;
    }

    internal static ulong KeyOf(string customerId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(customerId), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
