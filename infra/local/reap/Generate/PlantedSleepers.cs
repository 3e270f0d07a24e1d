namespace ReapFunctions.Local.Reap.Generate;

/// <summary>Customers who fall asleep on a day of their own and are not heard of again: whom a rhythm is to find.</summary>
/// <param name="Share">Of all customers, 0 to 1.</param>
/// <param name="From">The first day on which one may, counted from the first drop's.</param>
/// <param name="Days">The days within which all do.</param>
internal sealed record PlantedSleepers(double Share, int From, int Days)
{
    /// <summary>Three in a hundred, within the 60 days after the first drop.</summary>
    public static readonly PlantedSleepers Usual = new(0.03, 1, 60);

    public static readonly PlantedSleepers None = new(0, 0, 1);

    /// <summary>The first day without a contact; <see cref="int.MaxValue"/> for who stays awake.</summary>
    public int FallsAsleepOn(in CustomerRandom random) => random.Chance(Draw.FallsAsleep, Share)
        ? From + random.Below(Draw.FallsAsleepOn, Days)
        : int.MaxValue;
}
