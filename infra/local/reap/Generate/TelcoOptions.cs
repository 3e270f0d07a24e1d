using ReapFunctions.Local.Reap.Generate.Contacts;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>What to generate. The same options give the same bytes.</summary>
internal sealed record TelcoOptions
{
    /// <summary>
    /// Customers of the first drop; those of a smaller portfolio are the first of a larger one of the same seed. 1 or more.
    /// </summary>
    public required long Customers { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>The date of the first drop.</summary>
    public required DateOnly FirstDrop { get; init; }

    /// <summary>Share of rows with something wrong, 0 to 1; default 0.03.</summary>
    public double Dirty { get; init; } = 0.03;

    /// <summary>The contacts made with customers; default none.</summary>
    public ContactLog Contacts { get; init; } = ContactLog.Empty;

    /// <summary>How strongly contacts work, 0 to 2: 0 for not at all, default 1.</summary>
    public double Effects { get; init; } = 1;

    /// <summary>
    /// The cause of complaints that begins to grow; null for none. Nothing but the complaints depends on it, unless it drives
    /// customers away (<see cref="PlantedCause.Leaves"/>).
    /// </summary>
    public PlantedCause? RootCause { get; init; } = PlantedCause.Usual;

    /// <summary>Who falls asleep: no contacts any more. Nothing but the interactions depends on it.</summary>
    public PlantedSleepers Sleepers { get; init; } = PlantedSleepers.Usual;

    /// <summary>How customers behave besides; default <see cref="Behaviour.Plain"/>.</summary>
    public Behaviour Behaviour { get; init; } = Behaviour.Plain;

    /// <summary>
    /// Whether extracts tell how things stood <see cref="Truth.Window"/> days before, and in columns of their own what has
    /// happened since: one of them is enough to learn from. By default they tell of customers as they are, and of who has left
    /// lately; what becomes of them is learned from later ones.
    /// </summary>
    public bool Labelled { get; init; }

    /// <summary>How many days old columns are when their drop comes.</summary>
    public int Lag => Labelled ? Truth.Window : 0;

    /// <summary>The date of day 0, of which the first drop's columns are.</summary>
    public DateOnly Day0 => FirstDrop.AddDays(-Lag);

    /// <summary>Customers who arrive with every drop after the first: 2 in 1,000, at least one.</summary>
    public long ArrivalsPerDrop => Math.Max(1, Customers / 500);

    /// <summary>Customers who have been there at a drop or before, 0-based.</summary>
    public long CustomersUpTo(int drop) => Customers + drop * ArrivalsPerDrop;

    /// <summary>The drop with which a customer is first there.</summary>
    public int ArrivalOf(long number) => number < Customers ? 0 : 1 + (int)((number - Customers) / ArrivalsPerDrop);
}
