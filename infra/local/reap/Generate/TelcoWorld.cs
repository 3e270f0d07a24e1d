namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// The world that customers live in: the options and what follows from them. Immutable, safe for use by several threads.
/// </summary>
internal sealed class TelcoWorld
{
    /// <summary>Customers that yearly rates are set on, and how near they are met.</summary>
    private const int SampleSize = 2_000, Halvings = 40;

    /// <summary>Lives of one customer draw from numbers of their own.</summary>
    private const long NumbersOfARound = 1L << 48;

    /// <summary>More than a customer has lives.</summary>
    private const int RoundsApart = 16;

    private readonly double churnFactor = 1, takeUpFactor = 1;

    public TelcoWorld(TelcoOptions options)
    {
        Options = options;
        if (options.Behaviour is not { ChurnPerYear: null, TakeUpPerYear: null })
            (churnFactor, takeUpFactor) = Factors(options);
    }

    public TelcoOptions Options { get; }

    public Behaviour Behaviour => Options.Behaviour;

    /// <param name="round">0 for a customer's first life, 1 for that after the first return.</param>
    public CustomerRandom RandomOf(long number, int round = 0) => new(Options.Seed, number + round * NumbersOfARound);

    /// <summary>What a future that might come as well draws from.</summary>
    /// <param name="future">1 and more; each is another.</param>
    public CustomerRandom FutureOf(long number, int round, int future) => RandomOf(number, round + future * RoundsApart);

    /// <summary>Who the customer is when a life begins.</summary>
    /// <param name="isNew">Without a past.</param>
    public Profile ProfileOf(long number, int round, bool isNew)
    {
        var first = RandomOf(number);
        var profile = Profile.Of(first, isNew, Behaviour.ConsentByMood);
        if (HomeOf(number) is { } home)
            profile = profile with { Region = Profile.RegionOf(home.Uniform(Draw.HouseholdRegion)) };
        return round == 0
            ? profile
            : Profile.Of(RandomOf(number, round), isNew: true, Behaviour.ConsentByMood) with
            {
                Segment = profile.Segment,
                Region = profile.Region,
                Age = profile.Age,
                AgeMissing = profile.AgeMissing,
                Digital = profile.Digital,
                DataLevel = profile.DataLevel,
                CallLevel = profile.CallLevel,
            };
    }

    /// <summary>
    /// The household's number of a customer; null for one who lives alone. Two who live together have neighbouring numbers.
    /// </summary>
    public long? HouseholdOf(long number) => HomeOf(number) is null ? null : number / 2;

    /// <summary>The hazard, summed up, at which the customer leaves: mean 1, exponential, and one for a household.</summary>
    public double LeavesAt(long number, int round) => round == 0 && HomeOf(number) is { } home
        ? home.Exponential(Draw.HouseholdTime)
        : RandomOf(number, round).Exponential(Draw.ChurnTime);

    /// <summary>What the hazard of leaving is multiplied with on a day.</summary>
    public double LeaveFactor(int day) => Behaviour.Season == 0
        ? churnFactor
        : churnFactor * Calendar.Leave(Options.Day0.AddDays(day), Behaviour.Season);

    /// <summary>What the hazard of taking a product up is multiplied with on a day.</summary>
    public double TakeUpFactor(int day) => Behaviour.Season == 0
        ? takeUpFactor
        : takeUpFactor * Calendar.Buy(Options.Day0.AddDays(day), Behaviour.Season);

    /// <summary>The day on which the factors of a day change; never where the calendar does not matter.</summary>
    public int SeasonEnd(int day)
    {
        if (Behaviour.Season == 0)
            return int.MaxValue;
        var date = Options.Day0.AddDays(day);
        return day + DateTime.DaysInMonth(date.Year, date.Month) - date.Day + 1;
    }

    /// <summary>Sets a month's prices, which rise every April.</summary>
    /// <param name="arrival">The day on which the customer's story began.</param>
    /// <param name="day">The month's first, counted as <paramref name="arrival"/> is.</param>
    public void Price(ref Month month, int arrival, int day)
    {
        if (Behaviour.PriceRise == 0)
            return;
        const int HalfAYear = 182;
        var date = Options.Day0.AddDays(day);
        var rise = Math.Log(1 + Behaviour.PriceRise);
        month.PriceRise = rise * Calendar.Rises(Options.Day0, date);
        month.PriceShock = rise * Behaviour.PriceElasticity
            * Calendar.Rises(Options.Day0.AddDays(Math.Max(arrival, day - HalfAYear)), date);
    }

    private CustomerRandom? HomeOf(long number)
    {
        if (Behaviour.Households == 0)
            return null;
        var home = new CustomerRandom(Options.Seed, -1 - number / 2);
        return home.Chance(Draw.Household, Behaviour.Households) ? home : null;
    }

    /// <summary>The factors that give the yearly rates on customers of the same seed, by halving.</summary>
    private static (double Churn, double TakeUp) Factors(TelcoOptions options)
    {
        var behaviour = options.Behaviour;
        var usual = new TelcoWorld(options with
        {
            Contacts = Contacts.ContactLog.Empty,
            Behaviour = behaviour with { ChurnPerYear = null, TakeUpPerYear = null },
        });
        var churn = new List<double>();
        var takeUps = new List<double>();
        for (var number = 0; number < SampleSize; number++)
            new Course(usual, number, round: 0, arrival: 0, from: 0).AddHazardsOfAYear(churn, takeUps);
        return (FactorOf(churn, behaviour.ChurnPerYear), FactorOf(takeUps, behaviour.TakeUpPerYear));
    }

    private static double FactorOf(List<double> hazards, double? rate)
    {
        if (rate is not { } wanted)
            return 1;
        var (low, high) = (-12.0, 12.0);
        for (var i = 0; i < Halvings; i++)
        {
            var factor = Math.Exp((low + high) / 2);
            if (hazards.Average(hazard => 1 - Math.Exp(-factor * hazard)) < wanted)
                low = Math.Log(factor);
            else
                high = Math.Log(factor);
        }
        return Math.Exp((low + high) / 2);
    }
}
