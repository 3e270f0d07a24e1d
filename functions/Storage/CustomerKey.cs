using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace ReapFunctions.Storage;

/// <summary>
/// Where a customer lives: the partition and row of its records, and the bucket that scores it. All three derive from the
/// customer id alone, so that every step finds the same place without asking another.
/// </summary>
/// <remarks>
/// Partition: the highest byte of XXH64 (seed 0) of the UTF-8 id, in hex (256 partitions). Row: the id with every character that
/// table keys do not allow, and every one that URLs treat specially, written as <c>=HH</c> per UTF-8 byte; ids that would pass
/// <see cref="LongestRow"/> characters keep their beginning and end in their SHA-256.
/// </remarks>
public readonly record struct CustomerKey(string Partition, string Row)
{
    /// <summary>Table keys hold 1 KiB of UTF-16; an outcome's key adds 30 characters to this.</summary>
    public const int LongestRow = 400;

    private const char HashMark = '~';

    public static CustomerKey Of(string customerId)
    {
        ArgumentException.ThrowIfNullOrEmpty(customerId);
        Span<byte> utf8 = customerId.Length <= 128
            ? stackalloc byte[384]
            : new byte[Encoding.UTF8.GetMaxByteCount(customerId.Length)];
        utf8 = utf8[..Encoding.UTF8.GetBytes(customerId, utf8)];
        var row = Encode(customerId);
        if (row.Length > LongestRow)
            row = string.Concat(row.AsSpan(0, LongestRow - 65), [HashMark], Convert.ToHexStringLower(SHA256.HashData(utf8)));
        return new CustomerKey(Convert.ToHexStringLower([PartitionOf(utf8)]), row);
    }

    /// <summary>The bucket, 0-based, of a customer among <paramref name="buckets"/> (1 to 256): whole partitions each.</summary>
    public static int Bucket(string customerId, int buckets)
    {
        Span<byte> utf8 = customerId.Length <= 128
            ? stackalloc byte[384]
            : new byte[Encoding.UTF8.GetMaxByteCount(customerId.Length)];
        return Bucket(utf8[..Encoding.UTF8.GetBytes(customerId, utf8)], buckets);
    }

    /// <summary>The bucket of a customer whose id is at hand in UTF-8.</summary>
    public static int Bucket(ReadOnlySpan<byte> customerId, int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, 256);
        return PartitionOf(customerId) * buckets / 256;
    }

    /// <summary>
    /// The first and the last bucket, of a split into <paramref name="others"/>, that hold customers of a bucket.
    /// </summary>
    public static (int First, int Last) Overlap(int bucket, int buckets, int others)
    {
        var (first, last) = PartitionsOf(bucket, buckets);
        return (first * others / 256, last * others / 256);
    }

    /// <summary>The first and the last partition of a bucket.</summary>
    public static (string First, string Last) Partitions(int bucket, int buckets)
    {
        var (first, last) = PartitionsOf(bucket, buckets);
        return (Convert.ToHexStringLower([(byte)first]), Convert.ToHexStringLower([(byte)last]));
    }

    private static (int First, int Last) PartitionsOf(int bucket, int buckets) =>
        ((bucket * 256 + buckets - 1) / buckets, ((bucket + 1) * 256 + buckets - 1) / buckets - 1);

    private static byte PartitionOf(ReadOnlySpan<byte> customerId) => (byte)(XxHash64.HashToUInt64(customerId) >> 56);

    private static string Encode(string id)
    {
        if (id.All(IsKept))
            return id;
        var text = new StringBuilder(id.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in id.EnumerateRunes())
        {
            if (rune.IsBmp && IsKept((char)rune.Value))
            {
                text.Append((char)rune.Value);
                continue;
            }
            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
                text.Append('=').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    private static bool IsKept(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@'
            || (c > 0x9F && char.IsLetterOrDigit(c) && !char.IsSurrogate(c));
}
