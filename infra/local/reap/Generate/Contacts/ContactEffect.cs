namespace ReapFunctions.Local.Reap.Generate.Contacts;

/// <summary>What a contact truly does.</summary>
/// <param name="Yes">Chance that the customer says yes to it, 0 to 0.95; 0 where there is nothing to say yes to.</param>
/// <param name="Churn">
/// Added to the logarithm of the hazard of leaving for <see cref="Truth.Window"/> days, whatever the answer; below 0 keeps.
/// </param>
/// <param name="TakeUp">The same for the hazard of taking the offered product up by oneself.</param>
internal readonly record struct ContactEffect(double Yes, double Churn, double TakeUp)
{
    private const double MaxYes = 0.95;

    /// <summary>The effect of a contact about an offer.</summary>
    /// <param name="strength">
    /// 0 for contacts that do nothing, 1 for the usual; chances and shifts are in proportion to it.
    /// </param>
    public static ContactEffect Of(in ContactMoment moment, TelcoOffer offer, TelcoChannel channel, double strength)
    {
        if (offer == TelcoOffer.GoodService || strength == 0 || moment.Left != (offer == TelcoOffer.ComeBack))
            return default;
        var loudness = Loudness(channel);
        var yes = CanSayYes(moment, offer)
            ? Math.Min(MaxYes, strength / (1 + Math.Exp(-YesLogit(moment, offer, channel))))
            : 0;
        var takeUp = TelcoOfferFacts.ProductOf(offer) is null || moment.Month.OpenComplaint ? 0 : 0.25 - 0.1 * moment.Recent;
        return new ContactEffect(yes, strength * loudness * ChurnShift(moment, offer), strength * loudness * takeUp);
    }

    /// <summary>Log-odds of a yes at strength 1.</summary>
    private static double YesLogit(in ContactMoment moment, TelcoOffer offer, TelcoChannel channel)
    {
        var (profile, month) = (moment.Profile, moment.Month);
        var logit = offer switch
        {
            TelcoOffer.StayAnnual => -1.3 + Keeping(moment),
            TelcoOffer.RenewEarly => -0.9 + Keeping(moment),
            TelcoOffer.PlanCheck => -0.4 + Keeping(moment),
            TelcoOffer.MoreData => -2.1 + 0.9 * Math.Log(Math.Max(1, month.DataGb) / 20),
            TelcoOffer.EBilling => -0.9 + 2.4 * (profile.Digital - 0.5),
            TelcoOffer.DirectDebit => -1.2 + 0.15 * Math.Min(month.Late, 4),
            TelcoOffer.SelfService => -1 + 2 * (profile.Digital - 0.5),
            TelcoOffer.ReferFriend => -2.7 + 0.6 * profile.Mood + 0.4 * Math.Min(month.Referrals, 2),
            TelcoOffer.ComeBack => -2.9 + 0.5 * profile.Mood - 0.4 * Math.Min(month.Complaints, 3),
            TelcoOffer.PutRight => 0.6,
            TelcoOffer.AskConsent => -0.8 + 0.4 * profile.Mood,
            TelcoOffer.WakeUp => -0.9 + 1.2 * (profile.Digital - 0.5),
            _ => Selling(moment, TelcoOfferFacts.ProductOf(offer)!.Value),
        };
        logit += 0.6 * moment.Traits.Openness + 0.5 * moment.Taste + 0.25 * profile.Mood;
        logit += channel switch
        {
            TelcoChannel.Call => 0,
            TelcoChannel.Email => -1.5 + 1.2 * (profile.Digital - 0.5),
            _ => -1.8,
        };
        return logit - 0.5 * moment.Recent;
    }

    /// <summary>
    /// Who would come anyway says yes the sooner (sure things), but so does who likes it and does not look for it: few of the
    /// digital, many of those who have been here a while (persuadable). A complaint or bills unpaid stand in the way.
    /// </summary>
    private static double Selling(in ContactMoment moment, Product product)
    {
        var (profile, month) = (moment.Profile, moment.Month);
        var natural = Truth.TakeUp(product, profile, month);
        var logit = -2.3 + 0.45 * Math.Clamp(natural + 3, -2, 3);
        logit += 2.2 * (0.5 - profile.Digital);
        logit += moment.Tenure is >= 12 and < 72 ? 0.5 : 0;
        logit += month.OpenComplaint ? -1.5 : 0;
        logit += month.Late > 2 ? -0.8 : 0;
        return logit - 1.5 * Math.Max(0, Math.Log(profile.PriceFactor));
    }

    /// <summary>Who pays much and is free to go listens; the lost and the sleeping do not.</summary>
    private static double Keeping(in ContactMoment moment) =>
        3 * Math.Log(moment.Profile.PriceFactor) + (moment.Lost ? -1.8 : 0) + (moment.Sleeping ? -0.7 : 0);

    /// <summary>Shift of the logarithm of the hazard of leaving at strength 1, by call.</summary>
    private static double ChurnShift(in ContactMoment moment, TelcoOffer offer)
    {
        if (offer == TelcoOffer.ComeBack)
            return 0;
        if (offer == TelcoOffer.PutRight)
            return moment.Month.OpenComplaint ? -0.7 : moment.Struck ? 0 : 0.1;
        var fatigue = 0.12 * moment.Recent;
        var minds = Math.Max(0, 1 + 0.6 * moment.Traits.Resentment);
        if (offer is not (TelcoOffer.StayAnnual or TelcoOffer.RenewEarly or TelcoOffer.PlanCheck))
            return fatigue + minds * (0.03 + (moment.Month.OpenComplaint ? 0.25 : 0) + (moment.Sleeping ? 0.25 : 0));
        if (moment.Sleeping)
            return fatigue + minds * (0.6 + 1.2 * Math.Max(0, Math.Log(moment.Profile.PriceFactor)));
        if (moment.Lost || !moment.Free)
            return fatigue;
        var idle = moment.Month.DataGb < 0.35 * Profile.DataMean(moment.Profile.Segment);
        var kept = 0.35 + 1.5 * Math.Max(0, Math.Log(moment.Profile.PriceFactor)) + (idle ? 0.25 : 0);
        return fatigue - kept * Math.Max(0, 1 + 0.4 * moment.Traits.Openness);
    }

    private static bool CanSayYes(in ContactMoment moment, TelcoOffer offer) => offer switch
    {
        TelcoOffer.StayAnnual => moment.Profile.Term == Term.Monthly,
        TelcoOffer.RenewEarly => Truth.MonthsToContractEnd(moment.Profile, moment.Month) is <= 3,
        TelcoOffer.MoreData => moment.Month.Holds(Product.Mobile) && !moment.Profile.LargerPlan,
        TelcoOffer.EBilling => !moment.Profile.EBilling,
        TelcoOffer.DirectDebit => moment.Profile.Payment is Payment.Invoice or Payment.Cash,
        TelcoOffer.PutRight => moment.Month.OpenComplaint || moment.Struck,
        TelcoOffer.AskConsent => !moment.Profile.Consents.Any,
        TelcoOffer.ComeBack => moment.Left,
        _ => TelcoOfferFacts.ProductOf(offer) is not { } product || (moment.Held & (1 << (int)product)) == 0,
    };

    /// <summary>A message is noticed less than a call.</summary>
    private static double Loudness(TelcoChannel channel) => channel switch
    {
        TelcoChannel.Call => 1,
        TelcoChannel.Email => 0.35,
        _ => 0.4,
    };
}
