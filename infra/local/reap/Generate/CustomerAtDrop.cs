namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// The chances that the generator gave a customer at the beginning of the 90 days, 0 to 1; NaN for a product held before.
/// </summary>
internal readonly record struct TrueChances(double Churn, double Broadband, double Tv, double Security, double Roaming)
{
    public double Of(Product product) => product switch
    {
        Product.Broadband => Broadband,
        Product.Tv => Tv,
        Product.Security => Security,
        Product.Roaming => Roaming,
        _ => double.NaN,
    };
}

/// <summary>One customer as a drop tells of them: how things stand, and what happens in the 90 days that follow.</summary>
/// <param name="Number">0-based.</param>
/// <param name="Month">As of the drop; of a labelled one 90 days before it.</param>
/// <param name="Left">Left by the evening of the drop.</param>
/// <param name="Taken">Products taken up within the 90 days: bit 1 &lt;&lt; <see cref="Product"/>.</param>
/// <param name="LastContact">Days from <see cref="TelcoOptions.Day0"/> to the last contact, as known at the drop.</param>
internal readonly record struct CustomerAtDrop(
    long Number, Profile Profile, Month Month, bool Left, int Taken, int LastContact, TrueChances Truth)
{
    /// <summary>How often the customer has left and come back; 0 in the first life.</summary>
    public int Round { get; init; }

    /// <summary>The drop with which this life began; 0 for those of the first.</summary>
    public int Arrival { get; init; }

    /// <summary>By product: the day of the life on which what is not held any more was given up; null for the others.</summary>
    public IReadOnlyList<int?> GivenUpOn { get; init; } = [];

    public bool Took(Product product) => (Taken & (1 << (int)product)) != 0;
}

/// <summary>A billing month that lies ahead, or a part of it in which nothing changes.</summary>
/// <param name="Day">Its first day, counted from the day that features are as of.</param>
/// <param name="Days">How many days it has.</param>
/// <param name="Alive">The chance that the customer is one in it.</param>
/// <param name="Profile">Who the customer is in it.</param>
/// <param name="Month">What it looks like if so; its holdings are those at its end.</param>
internal readonly record struct FutureMonth(int Day, int Days, double Alive, Profile Profile, Month Month);
