namespace ReapFunctions.Local.Reap.Generate.Contacts;

/// <summary>What a yes changes about a customer from its day on; a product is taken up by its clock instead.</summary>
internal static class Agreement
{
    /// <summary>What a checked plan costs of what it cost before.</summary>
    private const double CheckedPrice = 0.95;

    public static void Apply(TelcoOffer offer, ref Profile profile, ref Month month)
    {
        switch (offer)
        {
            case TelcoOffer.StayAnnual:
            case TelcoOffer.RenewEarly:
                profile = profile with { Term = Term.Annual, TermFrom = profile.Tenure + month.Index };
                break;
            case TelcoOffer.PlanCheck:
                profile = profile with { PriceFactor = profile.PriceFactor * CheckedPrice };
                break;
            case TelcoOffer.MoreData:
                profile = profile with { LargerPlan = true };
                break;
            case TelcoOffer.EBilling:
                profile = profile with { EBilling = true };
                break;
            case TelcoOffer.DirectDebit:
                profile = profile with { Payment = Payment.DirectDebit };
                break;
            case TelcoOffer.SelfService:
                profile = profile with { Digital = Math.Min(1, profile.Digital + 0.25) };
                break;
            case TelcoOffer.AskConsent:
                profile = profile with { Consents = new Consents(true, true, true) };
                break;
            case TelcoOffer.ReferFriend:
                month.Referrals++;
                break;
            case TelcoOffer.PutRight:
                month.OpenComplaint = false;
                break;
            default:
                break;
        }
    }
}
