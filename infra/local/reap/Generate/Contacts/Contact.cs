namespace ReapFunctions.Local.Reap.Generate.Contacts;

/// <summary>A contact made with a customer.</summary>
/// <param name="Day">Counted from <see cref="TelcoOptions.Day0"/>.</param>
internal readonly record struct Contact(long Customer, TelcoOffer Offer, TelcoChannel Channel, int Day)
{
    /// <summary>The index of the draw that answers: another one for every offer, channel and day.</summary>
    public int AnswerIndex => (Day * TelcoOfferFacts.All.Count + (int)Offer) * 4 + (int)Channel;
}
