namespace ReapFunctions.Local.Reap.Generate;

/// <summary>How the customers of the synthetic telco behave beyond <see cref="Truth"/>.</summary>
internal sealed record Behaviour
{
    /// <summary>
    /// Nothing of it: some 40 % leave in a year, so that small portfolios have enough to learn from.
    /// </summary>
    public static readonly Behaviour Plain = new();

    /// <summary>Everything at rates that real telcos know.</summary>
    public static readonly Behaviour Lifelike = new()
    {
        ChurnPerYear = 0.15,
        TakeUpPerYear = 0.12,
        PriceRise = 0.03,
        Season = 1,
        GivesUpPerYear = 0.08,
        Returns = 0.1,
        Households = 0.4,
        ConsentByMood = 0.5,
        Renews = 0.4,
    };

    /// <summary>
    /// Share of customers who leave within a year of the first drop's features, above 0 and below 1; null for what
    /// <see cref="Truth"/> gives.
    /// </summary>
    public double? ChurnPerYear { get; init; }

    /// <summary>The same for the take-up of a product by those without it, on average over products.</summary>
    public double? TakeUpPerYear { get; init; }

    /// <summary>By which share list prices rise every April, -0.5 to 1; default 0.</summary>
    public double PriceRise { get; init; }

    /// <summary>
    /// What a rise of prices does in its first half year, as a multiple of what a customer's price does always; default 1.
    /// </summary>
    public double PriceElasticity { get; init; } = 1;

    /// <summary>How much the calendar matters, 0 to 2: 0 for not at all, 1 for <see cref="Calendar"/>; default 0.</summary>
    public double Season { get; init; }

    /// <summary>Share of holders who give a product up within a year and stay customers, 0 to 0.9; default 0.</summary>
    public double GivesUpPerYear { get; init; }

    /// <summary>Share of those who left that come back, 0 to 1; default 0.</summary>
    public double Returns { get; init; }

    /// <summary>
    /// Share of customers who live with another one, 0 to 1; default 0. They share the region and the draw of when to leave.
    /// </summary>
    public double Households { get; init; }

    /// <summary>What a standard deviation of mood adds to the log-odds of each consent; default 0.</summary>
    public double ConsentByMood { get; init; }

    /// <summary>Share of terms renewed at their end, 0 to 1; the others run from month to month. Default 1.</summary>
    public double Renews { get; init; } = 1;
}
