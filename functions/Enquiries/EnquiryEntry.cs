using ReapFunctions.Scorecards.Prospects;
using ReapFunctions.Value;

namespace ReapFunctions.Enquiries;

/// <summary>What became of an enquiry.</summary>
public enum EnquiryState
{
    Open,
    FollowedUp,
    Won,
    Wasted,
    AlreadyCustomer,
    LeftOut,
}

/// <summary>An enquiry, and what following it up is expected to bring, as a night worked it out.</summary>
public sealed record EnquiryEntry
{
    /// <summary>The rule of an enquiry whose day has not come: a wrong date, mostly.</summary>
    public const string AskedLater = "askedLater";

    /// <summary>The rule of who agreed to no channel.</summary>
    public const string NoConsent = "noConsent";

    /// <summary>The rule of who asked again: the newer enquiry is followed up.</summary>
    public const string AskedAgain = "askedAgain";

    /// <summary>The rule of whom nobody follows up, so that what following up brings can be proven.</summary>
    public const string Control = "control";

    public required string Id { get; init; }

    /// <summary>How they came.</summary>
    public required string Channel { get; init; }

    public required DateOnly AskedOn { get; init; }

    /// <summary>The day by which somebody is to get in touch.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>The first day on which somebody did; null for nobody.</summary>
    public DateOnly? FollowedUpOn { get; init; }

    /// <summary>The customer they are or became; null for none.</summary>
    public string? Customer { get; init; }

    /// <summary>Whether the source names a customer whom the run does not know: until it does they are none.</summary>
    public bool NamesUnknown { get; init; }

    /// <summary>The same number stands in all enquiries of a person of which one counts for others; null elsewhere.</summary>
    public int? Person { get; init; }

    /// <summary>Whether they became it after they asked.</summary>
    public bool Won { get; init; }

    /// <summary>The rule that keeps them from being followed up; null where none does.</summary>
    public string? Rule { get; init; }

    /// <summary>That they are among the best customers once they are one; null where nothing tells.</summary>
    public double? Likeness { get; init; }

    /// <summary>What they are expected to bring once they are a customer.</summary>
    public double Lifetime { get; init; }

    /// <summary>That they become one, at their age, followed up on <see cref="Contact"/>.</summary>
    public double Chance { get; init; }

    /// <summary>The channel on which following up is expected to bring most; null where they agreed to none.</summary>
    public string? Contact { get; init; }

    /// <summary>What it is expected to bring there now, less what winning them and the contact cost.</summary>
    public double Expected { get; init; }

    /// <summary>The same on the day that it is due by the standard.</summary>
    public double ExpectedWhenDue { get; init; }

    /// <summary>Those that they agreed to.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Why they are like the best customers, or are not, in words.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Falling by what is expected; ties by id, by code point.</summary>
    internal static readonly IComparer<EnquiryEntry> Ranking = Comparer<EnquiryEntry>.Create((left, right) =>
    {
        var falling = right.Expected.CompareTo(left.Expected);
        return falling != 0 ? falling : string.CompareOrdinal(left.Id, right.Id);
    });

    /// <summary>Whether another of the person counts in its place.</summary>
    internal bool IsOlder => Rule == AskedAgain;

    /// <summary>What has become of it by a day.</summary>
    internal EnquiryState StateOn(DateOnly day) =>
        Won ? EnquiryState.Won
        : Customer is not null ? IsOlder ? EnquiryState.LeftOut : EnquiryState.AlreadyCustomer
        : FollowedUpOn is not null ? EnquiryState.FollowedUp
        : Rule is not null ? EnquiryState.LeftOut
        : day > DueOn ? EnquiryState.Wasted
        : EnquiryState.Open;

    /// <summary>
    /// Whether it is compared: one that was to be followed up, or would have been but for the draw. Neither what somebody did
    /// about it nor what became of it decides.
    /// </summary>
    internal bool IsCompared => (Rule is null or Control) && (Customer is null || Won);

    /// <summary>
    /// Enquiries with what was recorded of each, and of those that they stand for since they were asked: an answer to one of a
    /// person answers all.
    /// </summary>
    internal static EnquiryEntry[] With(
        IReadOnlyList<EnquiryEntry> entries, IReadOnlyDictionary<string, List<FollowUpRecord>> told, int followUpDays)
    {
        var persons = entries.Where(entry => entry.Person is not null).ToLookup(entry => entry.Person!.Value);
        return [.. entries.Select(entry => entry.Person is { } person
            ? entry.IsOlder ? Older(entry, persons[person]) : Newest(entry, persons[person])
            : entry.With(told.GetValueOrDefault(entry.Id), followUpDays))];

        EnquiryEntry Older(EnquiryEntry entry, IEnumerable<EnquiryEntry> all)
        {
            var asked = all.FirstOrDefault(found => !found.IsOlder)?.AskedOn ?? DateOnly.MaxValue;
            return entry.Until(asked).With([.. ToldOf(entry).Where(record => record.On < asked)], followUpDays);
        }

        EnquiryEntry Newest(EnquiryEntry entry, IEnumerable<EnquiryEntry> all)
        {
            EnquiryEntry[] older = [.. all.Where(found => found.IsOlder)];
            return older.Aggregate(entry, (made, before) => made.FollowedUpWith(before)).With(
                [.. ToldOf(entry), .. older.SelectMany(ToldOf).Where(record => record.On >= entry.AskedOn)], followUpDays);
        }

        IEnumerable<FollowUpRecord> ToldOf(EnquiryEntry entry) => told.GetValueOrDefault(entry.Id) ?? [];
    }

    /// <summary>What the source says of a follow-up since the newer was asked is of the newer.</summary>
    private EnquiryEntry Until(DateOnly newer) => FollowedUpOn >= newer ? this with { FollowedUpOn = null } : this;

    private EnquiryEntry FollowedUpWith(EnquiryEntry older) => older.FollowedUpOn >= AskedOn
        ? this with { FollowedUpOn = FollowedUpOn is { } known && known < older.FollowedUpOn ? known : older.FollowedUpOn }
        : this;

    /// <summary>With what was recorded of it: who was reached is followed up, who was not is due anew.</summary>
    internal EnquiryEntry With(IReadOnlyList<FollowUpRecord>? told, int followUpDays)
    {
        if (told is null || told.Count == 0)
            return this;
        DateOnly[] reached = [.. told.Where(record => record.Answer != FollowUpReply.NotReached).Select(record => record.On)];
        DateOnly[] tried = [.. told.Where(record => record.Answer == FollowUpReply.NotReached).Select(record => record.On)];
        return this with
        {
            FollowedUpOn = FollowedUpOn is { } known ? reached.Append(known).Min() : reached.Length > 0 ? reached.Min() : null,
            DueOn = tried.Append(AskedOn).Max().AddDays(followUpDays),
        };
    }

    /// <summary>What it counts for in a row of the scorecard.</summary>
    internal EnquiryRow ToRow(DateOnly day, int followUpDays)
    {
        var state = StateOn(day);
        var counts = state is EnquiryState.Open or EnquiryState.Wasted;
        return new EnquiryRow(
            Channel, 1, Is(EnquiryState.Open), Is(EnquiryState.FollowedUp),
            state == EnquiryState.FollowedUp && FollowedUpOn <= AskedOn.AddDays(followUpDays) ? 1 : 0, Is(EnquiryState.Won),
            Is(EnquiryState.Wasted), Is(EnquiryState.AlreadyCustomer), Is(EnquiryState.LeftOut),
            counts ? Money.Exact(Math.Max(0, Expected)) : 0,
            state == EnquiryState.Wasted ? Money.Exact(ExpectedWhenDue) : 0);

        long Is(EnquiryState wanted) => state == wanted ? 1 : 0;
    }
}
