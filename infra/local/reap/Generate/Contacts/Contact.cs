namespace ReapFunctions.Local.Reap.Generate.Contacts;

/// <summary>A contact made with a customer.</summary>
/// <param name="Day">Counted from <see cref="TelcoOptions.Day0"/>.</param>
internal readonly record struct Contact(long Customer, TelcoOffer Offer, TelcoChannel Channel, int Day)
{
    /// <summary>Offers that there were at first: those that came later have draws beyond all of theirs.</summary>
    private const int FirstOffers = 16;

    private const int Later = 1 << 24;

    /// <summary>The index of the draw that answers: another one for every offer, channel and day.</summary>
    public int AnswerIndex => (int)Offer < FirstOffers
        ? (Day * FirstOffers + (int)Offer) * 4 + (int)Channel
        : Later + (Day * FirstOffers + (int)Offer - FirstOffers) * 4 + (int)Channel;
}
