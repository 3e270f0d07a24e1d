using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ReapFunctions.Offers;

/// <summary>
/// Who is in the control group: the first 8 bytes of SHA-256 of salt and customer id, as a share of their range. The same
/// customer gets the same answer on every night, bucket and machine until the group rotates.
/// </summary>
internal sealed class ControlGroup(ControlOptions options, DateOnly asOf)
{
    private readonly byte[] prefix = Encoding.UTF8.GetBytes($"{options.Salt}\n{options.PeriodOf(asOf)}\n");

    private readonly ulong bound = options.Share >= 1 ? ulong.MaxValue : (ulong)(options.Share * Math.Pow(2, 64));

    public bool Contains(string customerId)
    {
        var id = Encoding.UTF8.GetByteCount(customerId);
        Span<byte> text = id + prefix.Length <= 512 ? stackalloc byte[id + prefix.Length] : new byte[id + prefix.Length];
        prefix.CopyTo(text);
        Encoding.UTF8.GetBytes(customerId, text[prefix.Length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash) < bound;
    }
}
