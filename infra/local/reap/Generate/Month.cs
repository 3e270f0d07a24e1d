namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// What a billing month of a customer looks like. Figures move once a month, on the customer's own billing day, so that about
/// one customer in thirty moves from one drop to the next.
/// </summary>
internal struct Month
{
    /// <summary>0-based, since the story begins.</summary>
    public int Index;

    /// <summary>
    /// Products held, bit 1 &lt;&lt; <see cref="Product"/>: in a customer's story those held long enough to matter, in an extract
    /// all.
    /// </summary>
    public int Holdings;

    /// <summary>Drift of usage around its level: a mean-reverting walk of the logarithm.</summary>
    public double DataDrift;

    public double DataGb;
    public double CallMinutes;
    public int Calls;
    public int Shop;
    public int Web;
    public int Complaints;
    public int Late;
    public int Referrals;
    public bool OpenComplaint;

    /// <summary>How far prices have risen since the story began, as the logarithm of their ratio.</summary>
    public double PriceRise;

    /// <summary>How much of it is new to the customer, as it adds to what makes them leave.</summary>
    public double PriceShock;

    /// <summary>Day of the last contact; day 0 is 90 days before the first drop.</summary>
    public int LastContact;

    /// <summary>Day of the contact before that: the last one may still lie ahead of the drop.</summary>
    public int ContactBefore;

    /// <summary>The first month, of a customer with a past or of a new one without.</summary>
    public static Month First(in CustomerRandom random, in Profile profile)
    {
        var past = Math.Min(12, profile.Tenure) / 12.0;
        var month = new Month
        {
            Holdings = profile.Holdings,
            Complaints = random.Poisson(Draw.Complaints, 12 * ComplaintRate(profile) * past),
            Shop = random.Poisson(Draw.Shop, 12 * ShopRate(profile) * past),
            Web = random.Poisson(Draw.Web, 12 * WebRate(profile) * past),
            Late = Math.Min(12, random.Poisson(Draw.Late, 12 * LateRate(profile) * past)),
            Referrals = random.Poisson(Draw.Referrals, 12 * ReferralRate(profile) * past),
            OpenComplaint = past > 0 && random.Chance(Draw.MonthComplaint, ComplaintRate(profile) * 1.6),
            LastContact = -(int)(70 * random.Exponential(Draw.LastContact)),
        };
        month.ContactBefore = month.LastContact;
        month.Calls = random.Poisson(Draw.Calls, 12 * CallRate(profile) * past) + month.Complaints;
        if (month.OpenComplaint)
            month.Complaints++;
        month.Use(random, profile);
        return month;
    }

    /// <summary>The month after, which begins on <paramref name="day"/>.</summary>
    public Month Next(in CustomerRandom random, in Profile profile, int holdings, int day)
    {
        var next = this;
        next.Index++;
        next.Holdings = holdings;
        var opens = random.Chance(Draw.MonthComplaint, ComplaintRate(profile), next.Index);
        next.OpenComplaint = opens || (OpenComplaint && !random.Chance(Draw.MonthComplaintClosed, 0.65, next.Index));
        next.Complaints = Moved(Complaints, opens, random.Chance(Draw.MonthComplaintOld, Complaints / 12.0, next.Index));
        next.Calls = Moved(
            Calls,
            opens || random.Chance(Draw.MonthCallNew, CallRate(profile), next.Index),
            random.Chance(Draw.MonthCallOld, Calls / 12.0, next.Index));
        next.Shop = Moved(
            Shop,
            random.Chance(Draw.MonthShopNew, ShopRate(profile), next.Index),
            random.Chance(Draw.MonthShopOld, Shop / 12.0, next.Index));
        next.Late = Math.Min(12, Moved(
            Late,
            random.Chance(Draw.MonthLateNew, LateRate(profile), next.Index),
            random.Chance(Draw.MonthLateOld, Late / 12.0, next.Index)));
        next.Referrals = Moved(
            Referrals,
            random.Chance(Draw.MonthReferralNew, ReferralRate(profile), next.Index),
            random.Chance(Draw.MonthReferralOld, Referrals / 12.0, next.Index));
        next.Web = Math.Max(
            0, Web + (int)Math.Round((12 * WebRate(profile) - Web) / 12 + random.Normal(Draw.MonthWeb, next.Index)));
        if (random.Chance(Draw.MonthContact, 0.3, next.Index))
            (next.ContactBefore, next.LastContact) = (LastContact, day + random.Below(Draw.MonthContactDay, 30, next.Index));
        next.Use(random, profile);
        return next;
    }

    public readonly bool Holds(Product product) => (Holdings & (1 << (int)product)) != 0;

    /// <summary>Hidden rate of complaints a month; a bad mood and proneness to trouble raise it.</summary>
    private static double ComplaintRate(in Profile profile) =>
        Math.Min(0.4, 0.022 * profile.Frailty * Math.Exp(-0.25 * profile.Mood));

    private static double CallRate(in Profile profile) => Math.Min(0.9, 0.22 * profile.Frailty * (1.5 - profile.Digital));

    private static double ShopRate(in Profile profile) => 0.09 * (1.4 - profile.Digital);

    private static double WebRate(in Profile profile) => 0.3 + 4 * profile.Digital;

    private static double LateRate(in Profile profile) => Math.Min(0.8, profile.Frailty * profile.Payment switch
    {
        Payment.DirectDebit => 0.012,
        Payment.Card => 0.025,
        Payment.Invoice => 0.07,
        _ => 0.13,
    });

    private static double ReferralRate(in Profile profile) => 0.012 * Math.Exp(0.5 * profile.Mood);

    /// <summary>A count over twelve months: one may come in, one may be a year old and fall out.</summary>
    private static int Moved(int count, bool oneIn, bool oneOut) => count + (oneIn ? 1 : 0) - (oneOut ? 1 : 0);

    private void Use(in CustomerRandom random, in Profile profile)
    {
        DataDrift = 0.9 * DataDrift + 0.12 * random.Normal(Draw.MonthData, Index);
        DataGb = profile.DataLevel * Math.Exp(DataDrift);
        CallMinutes = profile.CallLevel * Math.Exp(0.1 * random.Normal(Draw.MonthCalls, Index));
    }
}
