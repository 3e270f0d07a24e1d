namespace ReapFunctions.Local.Reap.Generate;

/// <summary>What a random number is for. Each purpose has numbers of its own, so a new one, put at the end,
/// changes none of the others.</summary>
internal enum Draw
{
    Segment, Region, Age, AgeMissing, Tenure, Term, Payment, EBilling, BillingDay,
    Mobile, Broadband, Tv, Security, Roaming,
    PriceFactor, DataLevel, DataMissing, CallLevel, CallMissing, Digital, Mood, CostFactor, Frailty,
    Calls, Shop, Web, Complaints, Late, Arrears, BadDebt, Referrals, SatisfactionAsked, SatisfactionNoise,
    ConsentCall, ConsentEmail, ConsentSms, Vulnerable, LastContact,
    OddId, FirstName, LastName, Phone,
    ChurnTime, BroadbandTime, TvTime, SecurityTime, RoamingTime,
    MonthData, MonthCalls, MonthComplaint, MonthComplaintOld, MonthComplaintClosed, MonthCallNew, MonthCallOld, MonthWeb,
    MonthShopNew, MonthShopOld, MonthLateNew, MonthLateOld, MonthReferralNew, MonthReferralOld, MonthContact, MonthContactDay,
    Dirty, DirtyKind, DirtyField,
    DetailDirty, DetailDirtyKind, DetailWithoutCustomer, InvoiceAmount, InvoiceLate,
    InteractionCall, InteractionShop, InteractionWeb, InteractionTopic, InteractionMinutes,
    Openness, Resentment, OfferTaste, Answer, GivesUpBroadband, GivesUpTv, GivesUpSecurity, GivesUpRoaming,
    Renewal, Returns, ReturnsAfter, Household, HouseholdRegion, HouseholdTime, SaysLater,
    Complains, ComplainsOfPlanted, ComplaintSticks, ComplaintCause, ComplaintDays, ComplaintProduct, ComplaintChannel,
    ComplaintSeverity, ComplaintCredited, ComplaintCredit, FallsAsleep, FallsAsleepOn, LeavingReason,
    ComesByReferral, ReferredBy, ReferredByAsks, AcquiredBy,
    Asks, AsksConsent, AsksWins, AsksWho, AsksFollowed,
}

/// <summary>
/// The random numbers of one customer. Each number is a hash of (seed, customer number, purpose, index) instead of the next of a
/// sequence, so any customer of any drop can be made without making those before.
/// </summary>
internal readonly struct CustomerRandom(ulong seed, long number)
{
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    private readonly ulong key = Mix(Mix(seed + Golden) ^ ((ulong)number * Golden));

    /// <summary>64 uniform bits.</summary>
    public ulong Bits(Draw purpose, int index = 0) =>
        Mix(key + (((ulong)purpose << 32) | (uint)index) * Golden);

    /// <summary>Uniform in (0, 1): never either end, so its logarithm is finite.</summary>
    public double Uniform(Draw purpose, int index = 0) => ((Bits(purpose, index) >> 12) + 0.5) * (1.0 / (1L << 52));

    public bool Chance(Draw purpose, double probability, int index = 0) => Uniform(purpose, index) < probability;

    /// <summary>0-based, below <paramref name="count"/>.</summary>
    public int Below(Draw purpose, int count, int index = 0) => (int)(Uniform(purpose, index) * count);

    /// <summary>Mean 1.</summary>
    public double Exponential(Draw purpose, int index = 0) => -Math.Log(Uniform(purpose, index));

    /// <summary>Mean 0, standard deviation 1 (Box-Muller, of the two halves of one hash).</summary>
    public double Normal(Draw purpose, int index = 0)
    {
        var bits = Bits(purpose, index);
        var radius = ((bits >> 32) + 0.5) * (1.0 / (1L << 32));
        var angle = (uint)bits * (1.0 / (1L << 32));
        return Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(2 * Math.PI * angle);
    }

    /// <summary>Counts with the given mean, by inversion; beyond 60 the normal approximation is near enough.</summary>
    public int Poisson(Draw purpose, double mean)
    {
        if (mean > 60)
            return Math.Max(0, (int)Math.Round(mean + Math.Sqrt(mean) * Normal(purpose)));
        var left = Uniform(purpose);
        var probability = Math.Exp(-mean);
        var count = 0;
        while (left > probability && count < 200)
        {
            left -= probability;
            count++;
            probability *= mean / count;
        }
        return count;
    }

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
