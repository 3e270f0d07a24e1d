namespace ReapFunctions.Erasure;

/// <summary>A table or blob that held the customer.</summary>
/// <param name="Name">Such as <c>Offers20261121r1</c> or <c>lists/2026-11-21.1/churn.csv</c>.</param>
/// <param name="Count">Entities or rows erased from it.</param>
public sealed record ErasedFrom(string Name, int Count);

/// <summary>A blob that could not be looked into, and what to do about it.</summary>
public sealed record NotErased(string Name, string Because);

/// <summary>
/// The proof of an erasure: <c>DELETE /api/customers/{id}</c>. Holds no personal data but the id that was asked for.
/// </summary>
public sealed record ErasureProof
{
    public required string CustomerId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When the erasure was first asked for.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Who asked for it first; null where nobody was signed in.</summary>
    public string? AskedBy { get; init; }

    public required IReadOnlyList<ErasedFrom> Tables { get; init; }

    public required IReadOnlyList<ErasedFrom> Blobs { get; init; }

    /// <summary>What must be looked at by hand; empty when all was read.</summary>
    public required IReadOnlyList<NotErased> NotErased { get; init; }
}

/// <summary>A proof while it is gathered.</summary>
internal sealed class ErasureNotes
{
    public List<ErasedFrom> Tables { get; } = [];

    public List<ErasedFrom> Blobs { get; } = [];

    public List<NotErased> NotErased { get; } = [];

    public void Blob(string container, string name, int count) => Add(Blobs, $"{container}/{name}", count);

    public void Table(string name, int count) => Add(Tables, name, count);

    private static void Add(List<ErasedFrom> list, string name, int count)
    {
        if (count > 0)
            list.Add(new ErasedFrom(name, count));
    }
}
