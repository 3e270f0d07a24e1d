using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace ReapFunctions.Runs;

/// <summary>
/// Whose customers' data is erased: salted hashes of their ids, and the ids themselves of those whose erasure is not finished.
/// Safe for use by several threads.
/// </summary>
/// <remarks>
/// A hash is the first half of HMAC-SHA-256 under a salt that is made for the account when the first person is erased: whoever
/// has a list of ids but not the salt cannot tell who is among them.
/// </remarks>
public sealed class ErasedIds
{
    private const int SaltBytes = 32;
    private const int HashBytes = 16;

    /// <summary>Nobody.</summary>
    public static readonly ErasedIds None = new(
        new Document("", new Dictionary<string, DateTimeOffset>(), new Dictionary<string, string>()));

    private readonly byte[] salt;
    private readonly FrozenSet<UInt128> hashes;

    private ErasedIds(Document document)
    {
        Stored = document;
        salt = Convert.FromBase64String(document.Salt);
        hashes = document.Erased.Keys.Select(hash => Convert.FromHexString(hash)).Select(hash => Number(hash)).ToFrozenSet();
    }

    /// <summary>As it is stored.</summary>
    /// <param name="Salt">Base64.</param>
    /// <param name="Erased">By hash, in hex: when the erasure was asked for.</param>
    /// <param name="Unfinished">By hash: the id, for as long as its erasure is not finished.</param>
    internal sealed record Document(
        string Salt, IReadOnlyDictionary<string, DateTimeOffset> Erased, IReadOnlyDictionary<string, string> Unfinished)
    {
        /// <summary>By hash: who asked for the erasure; none where nobody was signed in.</summary>
        public IReadOnlyDictionary<string, string> By { get; init; } = new Dictionary<string, string>();
    }

    internal Document Stored { get; }

    /// <summary>Whether nobody is erased, so that there is nothing to hash for.</summary>
    public bool IsEmpty => hashes.Count == 0;

    /// <summary>The ids whose erasure was asked for and is not finished.</summary>
    public IReadOnlyCollection<string> Unfinished => [.. Stored.Unfinished.Values.Order(StringComparer.Ordinal)];

    /// <summary>Whether everybody in another set, such as a later one, is in this one.</summary>
    public bool Covers(ErasedIds other) => other.hashes.IsSubsetOf(hashes);

    internal static ErasedIds From(Document document) => new(document);

    /// <summary>Whether a customer is erased.</summary>
    /// <param name="customerId">In UTF-8, as clean rows have it.</param>
    public bool Holds(ReadOnlySpan<byte> customerId) => !IsEmpty && hashes.Contains(Number(HashOf(customerId)));

    public bool Holds(string customerId) => Holds(Encoding.UTF8.GetBytes(customerId));

    /// <summary>When the erasure of a customer was first asked for, and by whom; null where it was not.</summary>
    public (DateTimeOffset At, string? By)? AskedOf(string customerId)
    {
        var hash = HexOf(customerId);
        return Stored.Erased.TryGetValue(hash, out var at) ? (at, Stored.By.GetValueOrDefault(hash)) : null;
    }

    /// <summary>With a customer whose erasure is asked for. Asked for again, it stays with who asked first.</summary>
    /// <param name="by">Who asks; null where nobody is signed in.</param>
    public ErasedIds Begin(string customerId, DateTimeOffset at, string? by = null)
    {
        var salted = salt.Length > 0 ? this : new ErasedIds(Stored with { Salt = NewSalt() });
        var hash = salted.HexOf(customerId);
        var isFirst = by is not null && !Stored.Erased.ContainsKey(hash);
        return new ErasedIds(salted.Stored with
        {
            Erased = With(salted.Stored.Erased, hash, Stored.Erased.GetValueOrDefault(hash, at)),
            Unfinished = With(salted.Stored.Unfinished, hash, customerId),
            By = isFirst ? With(salted.Stored.By, hash, by!) : salted.Stored.By,
        });
    }

    /// <summary>With an erasure finished: the id itself is forgotten.</summary>
    public ErasedIds Finish(string customerId) =>
        new(Stored with { Unfinished = Without(Stored.Unfinished, customerId) });

    /// <summary>Without a customer who has come back.</summary>
    public ErasedIds Lift(string customerId) =>
        new(Stored with { Erased = Without(Stored.Erased, customerId), By = Without(Stored.By, customerId) });

    private static string NewSalt() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltBytes));

    private byte[] HashOf(ReadOnlySpan<byte> customerId) => HMACSHA256.HashData(salt, customerId)[..HashBytes];

    private string HexOf(string customerId) => Convert.ToHexStringLower(HashOf(Encoding.UTF8.GetBytes(customerId)));

    private static UInt128 Number(ReadOnlySpan<byte> hash) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> all, string hash, T value) =>
        new(all, StringComparer.Ordinal) { [hash] = value };

    private Dictionary<string, T> Without<T>(IReadOnlyDictionary<string, T> all, string customerId)
    {
        var left = new Dictionary<string, T>(all, StringComparer.Ordinal);
        left.Remove(HexOf(customerId));
        return left;
    }
}
