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
    private readonly BoundObjections objections;
    private readonly (string Channel, BoundChannelTexts Texts)[]? byChannel;

    public BoundTexts(OfferTexts texts, Facts facts)
    {
        TextTemplate.Filler Bind(string text) => TextTemplate.Parse(text).Bind(name => Column(name, facts));
        title = Bind(texts.Title);
        reason = Bind(texts.Reason);
        sayFirst = Bind(texts.SayFirst);
        priceEffect = texts.PriceEffect is { } effect ? Bind(effect) : null;
        mustSay = texts.MustSay is { } must ? Bind(must) : null;
        objections = new BoundObjections(texts.Objections, Bind);
        if (texts.ByChannel is { Count: > 0 } own)
            byChannel = [.. own.Select(channel => (channel.Key, new BoundChannelTexts(channel.Value, Bind)))];
    }

    public string Title(int row) => title.Fill(row);

    public OfferTexts Fill(int row, Func<string, string?> extra) => new()
    {
        Title = title.Fill(row, extra),
        Reason = reason.Fill(row, extra),
        SayFirst = sayFirst.Fill(row, extra),
        PriceEffect = priceEffect?.Fill(row, extra),
        MustSay = mustSay?.Fill(row, extra),
        Objections = objections.Fill(row, extra),
        ByChannel = byChannel?.ToDictionary(own => own.Channel, own => own.Texts.Fill(row, extra)),
    };

    private static SnapshotColumn? Column(string name, Facts facts) => Extras.Contains(name) ? null : facts[name];
}

/// <summary>What is said otherwise on a channel, tied likewise.</summary>
internal sealed class BoundChannelTexts(ChannelTexts texts, Func<string, TextTemplate.Filler> bind)
{
    private readonly TextTemplate.Filler? reason = Bind(texts.Reason, bind), sayFirst = Bind(texts.SayFirst, bind);
    private readonly TextTemplate.Filler? priceEffect = Bind(texts.PriceEffect, bind), mustSay = Bind(texts.MustSay, bind);
    private readonly BoundObjections? objections = texts.Objections is { } own ? new(own, bind) : null;
    private ChannelTexts? sameForAll;

    /// <summary>Texts without blanks are one object for all customers.</summary>
    public ChannelTexts Fill(int row, Func<string, string?> extra)
    {
        if (sameForAll is not null)
            return sameForAll;
        var filled = new ChannelTexts
        {
            Reason = reason?.Fill(row, extra),
            SayFirst = sayFirst?.Fill(row, extra),
            PriceEffect = priceEffect?.Fill(row, extra),
            MustSay = mustSay?.Fill(row, extra),
            Objections = objections?.Fill(row, extra),
        };
        if (IsSame(reason) && IsSame(sayFirst) && IsSame(priceEffect) && IsSame(mustSay) && objections?.IsSame != false)
            sameForAll = filled;
        return filled;
    }

    private static bool IsSame(TextTemplate.Filler? filler) => filler is null || filler.Constant is not null;

    private static TextTemplate.Filler? Bind(string? text, Func<string, TextTemplate.Filler> bind) =>
        text is null ? null : bind(text);
}

/// <summary>What a customer may object and what to answer, tied likewise.</summary>
internal sealed class BoundObjections
{
    private readonly (TextTemplate.Filler Says, TextTemplate.Filler Answer)[] objections;
    private readonly Objection[]? sameForAll;

    public BoundObjections(IReadOnlyList<Objection> texts, Func<string, TextTemplate.Filler> bind)
    {
        objections = [.. texts.Select(objection => (bind(objection.Says), bind(objection.Answer)))];
        if (objections.All(objection => objection.Says.Constant is not null && objection.Answer.Constant is not null))
            sameForAll = Array.ConvertAll(
                objections, objection => new Objection(objection.Says.Constant!, objection.Answer.Constant!));
    }

    /// <summary>Whether it says the same to everybody.</summary>
    public bool IsSame => sameForAll is not null;

    public Objection[] Fill(int row, Func<string, string?> extra) => sameForAll
        ?? Array.ConvertAll(
            objections, objection => new Objection(objection.Says.Fill(row, extra), objection.Answer.Fill(row, extra)));
}
