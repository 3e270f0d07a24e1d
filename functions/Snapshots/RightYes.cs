namespace ReapFunctions.Snapshots;

/// <summary>A customer's yes to being put right: it answers what was known and said when it was given.</summary>
/// <param name="At">When it was said, UTC.</param>
/// <param name="Known">The date of the drop that was known then; null where that was not kept.</param>
/// <param name="Cause">The cause that it was about; null for none in particular.</param>
public readonly record struct RightYes(DateTimeOffset At, DateOnly? Known = null, string? Cause = null)
{
    public DateOnly On => DateOnly.FromDateTime(At.UtcDateTime);

    /// <summary>One of which no more than the day is known: it answers all of that day.</summary>
    public static RightYes OfDay(DateOnly on) => new(new DateTimeOffset(on, TimeOnly.MaxValue, TimeSpan.Zero));

    /// <summary>A customer's cases once they have said it.</summary>
    internal IEnumerable<CustomerCase> PutRight(IReadOnlyCollection<CustomerCase> cases)
    {
        var causes = new HashSet<string?> { Cause };
        foreach (var found in cases)
        {
            if (IsBefore(found) && !(found.SolvedOn < On))
                causes.Add(found.Cause);
        }
        foreach (var found in cases)
        {
            var isAnswered = found.SolvedOn is null && (IsBefore(found) || IsKnownOfTheDay(found, causes));
            yield return isAnswered ? found with { SolvedOn = On, SaidRight = true } : found;
        }
    }

    /// <summary>Whether a case came later than it: by the hour where that is known, else by the day.</summary>
    internal bool IsAfter(CustomerCase found) => found.At is { } at ? at > At : found.On > On;

    private bool IsBefore(CustomerCase found) => found.At is { } at ? at <= At : found.On < On;

    /// <summary>
    /// Of its own day a complaint has no hour: it is answered where its drop was known or its cause, or the yes was about none.
    /// </summary>
    private bool IsKnownOfTheDay(CustomerCase found, HashSet<string?> causes) =>
        found.At is null && found.On == On && (Cause is null || Known >= found.On || causes.Contains(found.Cause));
}
