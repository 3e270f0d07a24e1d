using System.CommandLine;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary>How generated customers behave, as options of a command.</summary>
internal sealed class BehaviourOptions
{
    private readonly Option<double> effects =
        CommonOptions.Number("--effects", "How strongly contacts work; 0 for not at all.", 1.0, min: 0.0, max: 2.0);

    private readonly Option<bool> lifelike = new("--lifelike")
    {
        Description = "All of the below at rates that real telcos know: few leave, so a model needs a large portfolio.",
    };

    private readonly Share churn = new("--churn", "Share of customers who leave within a year.", 0.001, 0.99);
    private readonly Share takeUp =
        new("--take-up", "Share of those without a product who take it up within a year.", 0.001, 0.99);

    private readonly Share priceRise = new("--price-rise", "By which share list prices rise every April.", -0.5, 1);
    private readonly Share elasticity = new("--elasticity", "How much a rise makes customers leave; 1 for as they do.", 0, 5);
    private readonly Share season = new("--season", "How much the calendar matters.", 0, 2);
    private readonly Share givesUp = new("--gives-up", "Share of holders who give a product up within a year.", 0, 0.9);
    private readonly Share returns = new("--returns", "Share of those who left that come back.", 0, 1);
    private readonly Share households = new("--households", "Share of customers who live with another one.", 0, 1);
    private readonly Share consent = new("--consent-by-mood", "How much content customers consent more, in log-odds.", 0, 3);
    private readonly Share renews = new("--renews", "Share of terms that are renewed; others run from month to month.", 0, 1);

    public void AddTo(Command command)
    {
        command.Add(effects);
        command.Add(lifelike);
        foreach (var share in new[]
            { churn, takeUp, priceRise, elasticity, season, givesUp, returns, households, consent, renews })
            command.Add(share.Option);
    }

    public double Effects(ParseResult parsed) => parsed.GetValue(effects);

    public Behaviour Of(ParseResult parsed)
    {
        var basis = parsed.GetValue(lifelike) ? Behaviour.Lifelike : Behaviour.Plain;
        return new Behaviour
        {
            ChurnPerYear = churn.Of(parsed) ?? basis.ChurnPerYear,
            TakeUpPerYear = takeUp.Of(parsed) ?? basis.TakeUpPerYear,
            PriceRise = priceRise.Of(parsed) ?? basis.PriceRise,
            PriceElasticity = elasticity.Of(parsed) ?? basis.PriceElasticity,
            Season = season.Of(parsed) ?? basis.Season,
            GivesUpPerYear = givesUp.Of(parsed) ?? basis.GivesUpPerYear,
            Returns = returns.Of(parsed) ?? basis.Returns,
            Households = households.Of(parsed) ?? basis.Households,
            ConsentByMood = consent.Of(parsed) ?? basis.ConsentByMood,
            Renews = renews.Of(parsed) ?? basis.Renews,
        };
    }

    /// <summary>A number that need not be said.</summary>
    private sealed class Share(string name, string description, double min, double max)
    {
        public Option<double> Option { get; } = CommonOptions.Number(name, description, double.NaN, min, max);

        public double? Of(ParseResult parsed) =>
            parsed.GetResult(Option) is { Implicit: false } ? parsed.GetValue(Option) : null;
    }
}
