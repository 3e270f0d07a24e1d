namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// What truly drives customers: the log-odds of leaving, and of taking a product up, within 90 days. Not linear, and with
/// interactions, so that a model has something to find: prices hurt who can leave at once, a complaint hurts more near the end of
/// a contract, television sells to families that have broadband.
/// </summary>
internal static class Truth
{
    /// <summary>Days in which what happened counts: features are as of their first day.</summary>
    public const int Window = 90;

    /// <summary>
    /// Hazard per day of an event whose log-odds over <see cref="Window"/> days are given: 1 - exp(-90 h) = sigmoid(logit).
    /// </summary>
    public static double DailyHazard(double logit) => Softplus(logit) / Window;

    /// <summary>Log-odds of leaving.</summary>
    public static double Churn(in Profile profile, in Month month)
    {
        var tenure = profile.Tenure + month.Index;
        var free = profile.Term == Term.Monthly;
        var ending = !free && MonthsToContractEnd(profile, month) <= 2;
        var dear = Math.Log(profile.PriceFactor) + month.PriceShock;
        var idle = month.DataGb < 0.35 * Profile.DataMean(profile.Segment);
        var logit = -1.95;
        logit += free ? 0.65 : ending ? 1.25 : -0.95;
        logit += dear * (free || ending ? 5.5 : 1.5);
        logit -= 0.42 * Math.Log(1 + tenure / 6.0);
        logit += month.OpenComplaint ? (ending || free ? 1.6 : 0.9) : 0;
        logit += 0.35 * Math.Min(month.Complaints, 4);
        logit += idle ? (month.Holds(Product.Broadband) ? 0.8 : 0.35) : 0;
        logit -= 0.28 * (System.Numerics.BitOperations.PopCount((uint)month.Holdings) - 1);
        logit += 0.22 * Math.Min(month.Late, 5);
        logit += profile.Payment switch { Payment.DirectDebit => -0.25, Payment.Cash => 0.4, _ => 0 };
        logit += profile.Segment switch
        {
            Segment.Student => 0.5,
            Segment.Senior => -0.5,
            Segment.Business
            when free => 0.5,
            _ => 0
        };
        logit += profile.Region == Region.East ? 0.3 : 0;
        return logit - 0.25 * profile.Mood;
    }

    /// <summary>Log-odds of taking a product up that is not held.</summary>
    public static double TakeUp(Product product, in Profile profile, in Month month) =>
        (month.OpenComplaint ? -1.2 : 0) + 0.2 * profile.Mood + product switch
        {
            Product.Broadband => Broadband(profile, month),
            Product.Tv => Tv(profile, month),
            Product.Security => Security(profile, month),
            _ => Roaming(profile, month),
        };

    /// <summary>0 is the last month; empty without a term.</summary>
    public static int? MonthsToContractEnd(in Profile profile, in Month month)
    {
        var term = profile.Term switch { Term.Annual => 12, Term.Biennial => 24, _ => 0 };
        return term == 0 ? null : term - 1 - (profile.Tenure + month.Index - profile.TermFrom) % term;
    }

    private static double Broadband(in Profile profile, in Month month)
    {
        var tenure = profile.Tenure + month.Index;
        var logit = -4.1 + 1.15 * Math.Log(month.DataGb / 14);
        logit += profile.Segment switch { Segment.Family => 1.1, Segment.Student => -0.6, Segment.Business => 0.6, _ => 0 };
        logit += tenure is >= 4 and < 36 ? 1.0 : tenure >= 120 ? -0.6 : 0;
        logit += month.Holds(Product.Tv) ? 0.9 : 0;
        logit += MonthsToContractEnd(profile, month) is <= 3 ? 1.0 : 0;
        logit += profile.Region is Region.Centre or Region.South ? 0.35 : 0;
        return logit + 1.1 * (profile.Digital - 0.5);
    }

    private static double Tv(in Profile profile, in Month month)
    {
        var family = profile.Segment == Segment.Family;
        var broadband = month.Holds(Product.Broadband);
        var logit = -4.05 + (broadband ? (family ? 1.9 : 1.1) : 0);
        logit += broadband && month.DataGb > 25 ? 0.8 : 0;
        logit += profile.Age is > 35 and < 60 ? 0.45 : 0;
        logit += profile.Segment == Segment.Business ? -1.2 : 0;
        logit += 0.025 * Math.Min(month.Web, 60);
        return logit - 2 * Math.Max(0, Math.Log(profile.PriceFactor));
    }

    private static double Security(in Profile profile, in Month month)
    {
        var business = profile.Segment == Segment.Business;
        var logit = -4.75 + (business ? 2.1 : profile.Segment == Segment.Senior ? 1.2 : 0);
        logit += month.Holds(Product.Broadband) ? (business ? 1.4 : 1.0) : 0;
        logit += profile.EBilling ? 0.7 : 0;
        logit += profile.Age > 55 && profile.Digital > 0.4 ? 1.5 : 0;
        logit -= 0.5 * Math.Min(month.Complaints, 3);
        return logit + (profile.Payment == Payment.Card ? 0.6 : 0);
    }

    private static double Roaming(in Profile profile, in Month month)
    {
        var logit = -4.6 + 1.1 * Math.Log(month.CallMinutes / 150);
        logit += profile.Segment == Segment.Business ? 1.3 : 0;
        logit += profile.Age < 32 ? 1.6 : 0;
        logit += profile.Age < 32 && month.DataGb > 30 ? 1.1 : 0;
        logit += profile.Term == Term.Biennial ? 0.35 : 0;
        logit += month.Holds(Product.Mobile) ? 0.4 : -2.5;
        return logit - 0.3 * Math.Min(month.Late, 4);
    }

    private static double Softplus(double logit) => logit > 30 ? logit : Math.Log(1 + Math.Exp(logit));
}
