namespace ReapFunctions.Offers;

/// <summary>One rule of an offer, tied to the columns of a bucket.</summary>
internal sealed class BoundRule(Layer layer, string name, BoundCondition must, TextTemplate.Filler because)
{
    public bool Holds(int row) => must.Holds(row);

    public RemovedOffer Removed(int row, Offer offer, string title) =>
        new(offer.Name, title, layer, name, because.Fill(row), must.Why(row));
}
