using ReapFunctions.Rules;

namespace ReapFunctions.Offers;

/// <summary>One rule of an offer, tied to the columns of a bucket.</summary>
internal sealed class BoundRule
{
    private readonly Layer layer;
    private readonly PolicyRule rule;
    private readonly TextTemplate.Filler because;
    private readonly BoundCondition? facts;
    private readonly PartCondition? history;

    public BoundRule(Layer layer, PolicyRule rule, Facts facts, DateOnly asOf)
    {
        (this.layer, this.rule) = (layer, rule);
        because = TextTemplate.Parse(rule.Because).Bind(name => facts[name]);
        if (PartCondition.AsksHistory(rule.Must))
            history = PartCondition.Bind(rule.Must, facts, asOf);
        else
            this.facts = BoundCondition.Bind(rule.Must, facts, asOf);
    }

    /// <param name="pending">What is left to ask of the history; null when the facts settle the rule.</param>
    public bool Holds(int row, out PendingRule? pending)
    {
        pending = null;
        if (history is null)
            return facts!.Holds(row);
        var (holds, left) = history.Of(row);
        if (left is not null)
            pending = new PendingRule(rule.Name, because.Fill(row), left);
        return holds != false;
    }

    public RemovedOffer Removed(int row, Offer offer, string title) => new(
        offer.Name, title, layer, rule.Name, because.Fill(row), facts?.Why(row) ?? $"must be: {ConditionWords.Of(rule.Must)}");
}
