using ReapFunctions.Rules;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Offers;

/// <summary>The texts of an offer, tied to the columns of a bucket.</summary>
internal sealed class BoundTexts
{
    /// <summary>Names that texts may use beside facts: the strongest reason for the offer, and for the risk, in words.</summary>
    public static readonly IReadOnlyList<string> Extras = ["why", "risk.reason"];

    private readonly TextTemplate.Filler title, reason, sayFirst;
    private readonly TextTemplate.Filler? priceEffect, mustSay;
    private readonly (TextTemplate.Filler Says, TextTemplate.Filler Answer)[] objections;
    private readonly Objection[]? sameForAll;

    public BoundTexts(OfferTexts texts, Facts facts)
    {
        TextTemplate.Filler Bind(string text) => TextTemplate.Parse(text).Bind(name => Column(name, facts));
        title = Bind(texts.Title);
        reason = Bind(texts.Reason);
        sayFirst = Bind(texts.SayFirst);
        priceEffect = texts.PriceEffect is { } effect ? Bind(effect) : null;
        mustSay = texts.MustSay is { } must ? Bind(must) : null;
        objections = [.. texts.Objections.Select(objection => (Bind(objection.Says), Bind(objection.Answer)))];
        if (objections.All(objection => objection.Says.Constant is not null && objection.Answer.Constant is not null))
            sameForAll = Array.ConvertAll(
                objections, objection => new Objection(objection.Says.Constant!, objection.Answer.Constant!));
    }

    public string Title(int row) => title.Fill(row);

    public OfferTexts Fill(int row, Func<string, string?> extra) => new()
    {
        Title = title.Fill(row, extra),
        Reason = reason.Fill(row, extra),
        SayFirst = sayFirst.Fill(row, extra),
        PriceEffect = priceEffect?.Fill(row, extra),
        MustSay = mustSay?.Fill(row, extra),
        Objections = sameForAll
            ?? Array.ConvertAll(
                objections, objection => new Objection(objection.Says.Fill(row, extra), objection.Answer.Fill(row, extra))),
    };

    private static SnapshotColumn? Column(string name, Facts facts) => Extras.Contains(name) ? null : facts[name];
}
