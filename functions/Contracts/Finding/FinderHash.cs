using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ReapFunctions.Contracts.Finding;

/// <summary>
/// What stands in for a phone number, an e-mail or who referred a customer: the first half of HMAC-SHA-256 under the account's
/// salt. Whoever has the hashes but not the salt cannot tell whose they are by trying all numbers. Safe for use by several
/// threads.
/// </summary>
/// <param name="salt">Of the account, 32 bytes.</param>
public sealed class FinderHash(byte[] salt)
{
    /// <summary>Characters of a hash as text.</summary>
    internal const int Length = 32;

    /// <param name="normal">See <see cref="FindBy.Normal"/>.</param>
    internal UInt128 Of(FinderKind kind, string normal) => Of($"{kind}:{normal}");

    /// <summary>What stands in for a customer whom another one names.</summary>
    public UInt128 OfCustomer(string customerId) => Of($"Customer:{customerId}");

    private UInt128 Of(string named) =>
        BinaryPrimitives.ReadUInt128BigEndian(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(named)));

    /// <summary>In hex, as clean rows and tables have it.</summary>
    internal static string Text(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);
}
