using ReapFunctions.Local.Reap.Generate.Contacts;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// The course of one life: its months, contacts and clocks, run piece by piece. Days count from the life's first. A piece ends
/// where a hazard changes: with a month, on the day of a contact, when its effect is over, and with the calendar.
/// </summary>
internal sealed class Course
{
    private static readonly (Product Product, Draw Taken, Draw GivenUp)[] Sold =
    [
        (Product.Broadband, Draw.BroadbandTime, Draw.GivesUpBroadband),
        (Product.Tv, Draw.TvTime, Draw.GivesUpTv),
        (Product.Security, Draw.SecurityTime, Draw.GivesUpSecurity),
        (Product.Roaming, Draw.RoamingTime, Draw.GivesUpRoaming),
    ];

    private static readonly int?[] NothingGivenUp = new int?[Sold.Length + 1];

    private readonly TelcoWorld world;
    private readonly CustomerRandom random;
    private readonly long number;
    private readonly int round;
    private readonly int arrival;
    private readonly int from;
    private readonly double givesUp;
    private readonly PlantedCause? planted;
    private readonly Contact[] contacts;
    private HazardClock[] takeUps = new HazardClock[Sold.Length];
    private HazardClock[] giveUps = new HazardClock[Sold.Length];
    private HazardClock churn;
    private CustomerRandom ahead;
    private List<Lasting> met = [];
    private int next;
    private int monthEnd;
    private Profile profile;
    private Month month;

    /// <param name="round">0 for a customer's first life.</param>
    /// <param name="arrival">The day on which it begins, from day 0 of the telco.</param>
    /// <param name="from">The day on which the window begins that chances are of.</param>
    /// <param name="metBefore">Contacts from this day of the life on are not made.</param>
    public Course(TelcoWorld world, long number, int round, int arrival, int from, int metBefore = int.MaxValue)
    {
        (this.world, this.number, this.round, this.arrival, this.from) = (world, number, round, arrival, from);
        random = ahead = world.RandomOf(number, round);
        planted = world.Options.RootCause;
        profile = world.ProfileOf(number, round, arrival > 0);
        contacts = world.Options.Contacts.Of(number);
        if (metBefore != int.MaxValue)
            contacts = [.. contacts.Where(contact => contact.Day - arrival < metBefore)];
        churn = new HazardClock(world.LeavesAt(number, round));
        givesUp = -Math.Log(1 - world.Behaviour.GivesUpPerYear) / 365;
        for (var i = 0; i < Sold.Length; i++)
        {
            takeUps[i] = new HazardClock(random.Exponential(Sold[i].Taken));
            giveUps[i] = new HazardClock(givesUp > 0 ? random.Exponential(Sold[i].GivenUp) : double.PositiveInfinity);
        }
        month = Month.First(random, profile);
        world.Price(ref month, arrival, arrival);
        monthEnd = profile.BillingDay;
        while (next < contacts.Length && contacts[next].Day < arrival)
            next++;
        MeetThoseOfToday();
    }

    /// <summary>The first day of the piece at hand.</summary>
    public int Day { get; private set; }

    public Profile Profile => profile;

    public HazardClock Churn => churn;

    /// <summary>The day after that on which the customer, who had left, said yes to coming back; null for never.</summary>
    public int? ReturnsOn { get; private set; }

    /// <summary>The month at hand with the products held on a day of it or after.</summary>
    public Month MonthOn(int day) => month with { Holdings = HoldingsAt(day) };

    /// <summary>The day on which the piece at hand ends.</summary>
    public int PieceEnd
    {
        get
        {
            var end = Math.Min(monthEnd, world.SeasonEnd(arrival + Day) - arrival);
            if (next < contacts.Length)
                end = Math.Min(end, contacts[next].Day - arrival);
            foreach (var contact in met)
                end = contact.End > Day ? Math.Min(end, contact.End) : end;
            if (StrikesFrom is { } from)
                end = Math.Min(end, from > Day ? from : from + Truth.Window > Day ? from + Truth.Window : end);
            return end;
        }
    }

    /// <summary>The day of the life from which the planted cause drives customers away; null where it does not.</summary>
    private int? StrikesFrom => planted is { Leaves: not 1 } ? planted.From + world.Options.Lag - arrival : null;

    /// <summary>Whether it does so today: who said yes to being put right since is struck no more.</summary>
    private bool IsStruck => StrikesFrom is { } first && Day >= first && Day < first + Truth.Window
        && planted!.Strikes(profile, month)
        && !met.Exists(contact => contact is { Offer: TelcoOffer.PutRight, Yes: true } && contact.Day >= first);

    /// <summary>The last contact before a day, whoever began it.</summary>
    public int LastContact(int day)
    {
        var last = month.LastContact < day ? month.LastContact : month.ContactBefore;
        foreach (var contact in met)
            last = contact.Day < day ? Math.Max(last, contact.Day) : last;
        return last;
    }

    /// <summary>Products taken up in the window by now, of those not held in <paramref name="before"/>.</summary>
    public int Taken(in Month before)
    {
        var taken = 0;
        for (var i = 0; i < Sold.Length; i++)
        {
            if (takeUps[i].Happened && takeUps[i].Day >= from && !before.Holds(Sold[i].Product))
                taken |= 1 << (int)Sold[i].Product;
        }
        return taken;
    }

    /// <summary>The chances that the window had, as far as it has been run.</summary>
    public TrueChances Chances(Month before)
    {
        return new TrueChances(churn.Chance, Of(0), Of(1), Of(2), Of(3));

        double Of(int i) => before.Holds(Sold[i].Product) ? double.NaN : takeUps[i].Chance;
    }

    /// <summary>Runs the clocks over the piece at hand, at most up to a day.</summary>
    public void Run(int until)
    {
        if (until <= Day)
            return;
        var (leaves, buys) = (world.LeaveFactor(arrival + Day), world.TakeUpFactor(arrival + Day));
        var struck = IsStruck ? planted!.Leaves : 1;
        churn.Run(Truth.DailyHazard(Truth.Churn(profile, month)) * leaves * Shifted(null) * struck, Day, until, from);
        for (var i = 0; i < Sold.Length; i++)
        {
            var product = Sold[i].Product;
            if ((profile.Holdings & (1 << (int)product)) == 0 && !giveUps[i].Happened)
                takeUps[i].Run(
                    Truth.DailyHazard(Truth.TakeUp(product, profile, month)) * buys * Shifted(product), Day, until, from);
            if (givesUp > 0 && month.Holds(product) && (product != Product.Broadband || month.Holds(Product.Mobile)))
                giveUps[i].Run(givesUp * Math.Exp(-0.25 * profile.Mood), Day, until, from);
        }
    }

    /// <summary>Goes on to the next piece; the clocks of this one have been run.</summary>
    public void Turn()
    {
        Day = PieceEnd;
        if (Day == monthEnd)
        {
            Renew();
            month = month.Next(ahead, profile, HoldingsAt(monthEnd - Truth.Window), monthEnd);
            world.Price(ref month, arrival, arrival + Day);
            monthEnd += 30;
        }
        MeetThoseOfToday();
    }

    /// <summary>Goes on to the piece that a day is of.</summary>
    public void RunTo(int day)
    {
        while (PieceEnd <= day)
        {
            Run(PieceEnd);
            Turn();
        }
    }

    /// <summary>Adds what a year's hazards sum up to, of leaving and of each take-up of a product not held.</summary>
    public void AddHazardsOfAYear(List<double> leaving, List<double> buying)
    {
        const int Year = 365;
        churn = new HazardClock(double.PositiveInfinity);
        RunTo(Year);
        Run(Year);
        leaving.Add(churn.Sum);
        for (var i = 0; i < Sold.Length; i++)
        {
            if ((profile.Holdings & (1 << (int)Sold[i].Product)) == 0)
                buying.Add(takeUps[i].Sum);
        }
    }

    /// <summary>A life of its own that goes the same way up to <paramref name="day"/> of the piece at hand.</summary>
    public Course ForkAt(int day)
    {
        var fork = (Course)MemberwiseClone();
        (fork.takeUps, fork.giveUps, fork.met) = ([.. takeUps], [.. giveUps], [.. met]);
        fork.Run(day);
        fork.Day = day;
        return fork;
    }

    /// <summary>
    /// Draws anew what lies ahead: months, renewals, products taken up or given up unasked. Who the customer is stays.
    /// </summary>
    /// <param name="future">1 and more; each is another.</param>
    public void Redraw(int future)
    {
        ahead = world.FutureOf(number, round, future);
        for (var i = 0; i < Sold.Length; i++)
        {
            takeUps[i].Redraw(ahead.Exponential(Sold[i].Taken));
            giveUps[i].Redraw(ahead.Exponential(Sold[i].GivenUp));
        }
    }

    /// <summary>What a contact today would do.</summary>
    public ContactEffect EffectOf(TelcoOffer offer, TelcoChannel channel, bool left = false) =>
        EffectOf(offer, channel, HoldingsAt(Day), left);

    /// <summary>The mean of what it would do over all who are as this customer in everything but the hidden traits.</summary>
    /// <inheritdoc cref="EffectOf(TelcoOffer, TelcoChannel, bool)"/>
    public ContactEffect LikelyEffectOf(TelcoOffer offer, TelcoChannel channel, bool left = false)
    {
        var (mean, moment) = (default(ContactEffect), MomentOf(offer, HoldingsAt(Day), left));
        foreach (var (traits, taste, share) in ContactTraits.Everybodys())
        {
            var effect = ContactEffect.Of(
                moment with { Traits = traits, Taste = taste }, offer, channel, world.Options.Effects);
            mean = new ContactEffect(
                mean.Yes + share * effect.Yes, mean.Churn + share * effect.Churn, mean.TakeUp + share * effect.TakeUp);
        }
        return mean;
    }

    /// <summary>Makes a contact today whose answer is known.</summary>
    public void Meet(TelcoOffer offer, in ContactEffect effect, bool answer)
    {
        if (answer && IndexOf(offer) is >= 0 and var sold)
            takeUps[sold].Force(Day);
        else if (answer)
            Agreement.Apply(offer, ref profile, ref month);
        met.Add(new Lasting(Day, offer, effect, answer));
    }

    /// <summary>Whether a contact of a day that has come was answered with yes.</summary>
    public bool Accepted(TelcoOffer offer, int day) => met.Exists(contact => contact is { Yes: true } && contact.Offer == offer
        && contact.Day == day);

    private void MeetThoseOfToday()
    {
        for (; next < contacts.Length && contacts[next].Day - arrival == Day; next++)
            Meet(contacts[next]);
    }

    /// <summary>
    /// Every answer has a draw of its own. A sale is a blow to the product's clock, so that what is summed up stays the chance;
    /// for the same reason its chance does not hang on whether the product has been taken up of late.
    /// </summary>
    private void Meet(in Contact contact)
    {
        var gone = contact.Offer == TelcoOffer.ComeBack && churn.Day < Day;
        var effect = EffectOf(contact.Offer, contact.Channel, month.Holdings, gone);
        var yes = random.Chance(Draw.Answer, effect.Yes, contact.AnswerIndex);
        if (yes && gone)
            ReturnsOn ??= Day + 1;
        if (IndexOf(contact.Offer) is >= 0 and var sold)
        {
            takeUps[sold].Strike(effect.Yes, Day, from);
            yes &= (HoldingsAt(Day) & (1 << (int)Sold[sold].Product)) == 0;
        }
        Meet(contact.Offer, effect, yes);
    }

    private ContactEffect EffectOf(TelcoOffer offer, TelcoChannel channel, int held, bool left) =>
        ContactEffect.Of(MomentOf(offer, held, left), offer, channel, world.Options.Effects);

    private ContactMoment MomentOf(TelcoOffer offer, int held, bool left)
    {
        var recent = met.Count(contact => contact.Day > Day - Truth.Window);
        return new ContactMoment(
            profile, month, ContactTraits.Of(random), ContactTraits.Taste(random, offer), Day - LastContact(Day), recent, held,
            left, IsStruck);
    }

    /// <summary>What contacts do to a hazard today: that of a product's take-up, or that of leaving.</summary>
    private double Shifted(Product? product)
    {
        const double MaxShift = 2;
        if (met.Count == 0)
            return 1;
        var shift = 0.0;
        foreach (var contact in met)
        {
            if (contact.End > Day && (product is null || TelcoOfferFacts.ProductOf(contact.Offer) == product))
                shift += product is null ? contact.Effect.Churn : contact.Effect.TakeUp;
        }
        return Math.Exp(Math.Clamp(shift, -MaxShift, MaxShift));
    }

    /// <summary>The days on which products were given up that are not held on a day; null for the others.</summary>
    public IReadOnlyList<int?> GivenUpOn(int day)
    {
        if (givesUp == 0)
            return NothingGivenUp;
        var days = new int?[Sold.Length + 1];
        for (var i = 0; i < Sold.Length; i++)
            days[(int)Sold[i].Product] = IsGivenUp(i, day) ? giveUps[i].Day : null;
        return days;
    }

    private int HoldingsAt(int day)
    {
        var holdings = profile.Holdings;
        for (var i = 0; i < Sold.Length; i++)
        {
            if (takeUps[i].Day < day)
                holdings |= 1 << (int)Sold[i].Product;
            if (IsGivenUp(i, day))
                holdings &= ~(1 << (int)Sold[i].Product);
        }
        return holdings;
    }

    /// <summary>Who says yes to what they gave up holds it again.</summary>
    private bool IsGivenUp(int sold, int day) => giveUps[sold].Day < day
        && !(takeUps[sold].Day < day && takeUps[sold].Day > giveUps[sold].Day);

    /// <summary>A term that has ended is renewed, or the contract runs from month to month.</summary>
    private void Renew()
    {
        if (world.Behaviour.Renews < 1 && Truth.MonthsToContractEnd(profile, month) == 0
            && !ahead.Chance(Draw.Renewal, world.Behaviour.Renews, month.Index))
            profile = profile with { Term = Term.Monthly };
    }

    private static int IndexOf(TelcoOffer offer) =>
        Array.FindIndex(Sold, sold => sold.Product == TelcoOfferFacts.ProductOf(offer));

    /// <summary>A contact made, with what it does until it is over.</summary>
    private readonly record struct Lasting(int Day, TelcoOffer Offer, ContactEffect Effect, bool Yes)
    {
        public int End => Day + Truth.Window;
    }
}
