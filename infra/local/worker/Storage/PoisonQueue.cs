namespace ReapFunctions.Local.Worker.Storage;

/// <summary>Where messages go that failed too often.</summary>
internal static class PoisonQueue
{
    /// <summary>The poison queue of blob messages.</summary>
    public const string Blobs = "webjobs-blobtrigger-poison";

    private const string Suffix = "-poison";

    /// <summary>The poison queue of a queue, null for a poison queue itself: it has none.</summary>
    public static string? NameFor(string queue) =>
        queue.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? null : queue + Suffix;
}
