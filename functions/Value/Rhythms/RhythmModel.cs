using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;
using ReapFunctions.Value.Buying;

namespace ReapFunctions.Value.Rhythms;

/// <summary>Who is asleep, judged by each customer's own rhythm. Pure: the same input gives the same states.</summary>
internal sealed class RhythmModel
{
    private readonly RhythmOptions options;
    private readonly DateOnly asOf;
    private readonly Func<int, RhythmState?> judge;

    /// <param name="points">Those of the base period, with the fit of rhythms or purchases.</param>
    public RhythmModel(
        ValueOptions value, Roles roles, Snapshot customers, DateOnly asOf, ValueCutPoints points)
    {
        options = value.Rhythm!;
        this.asOf = asOf;
        if (value.Lifetime.Model == LifetimeModel.Buying)
        {
            var bought = new BuyingColumns(value, new RoleColumns(customers, roles), asOf);
            judge = points.Buying is { } buying
                ? row => bought.Of(row) is { } found ? OfBuying(buying.Buying, found.Purchases, value.Lifetime.Buying) : null
                : _ => null;
            return;
        }
        var columns = new RhythmColumns(options, customers, asOf);
        judge = points.Rhythm is { } fit ? row => columns.Of(row) is { } found ? OfRhythm(fit, found) : null : _ => null;
    }

    /// <summary>Null for who has no rhythm, and where it is not known.</summary>
    public RhythmState? Of(int row) => judge(row);

    private RhythmState OfRhythm(RhythmFit fit, Purchases found)
    {
        var quiet = found.Age - found.Recency;
        return State(
            found, 1, fit.Silence(found.Repeats, found.Recency, quiet),
            fit.QuietAt(found.Repeats, found.Recency, options.AsleepBelow));
    }

    /// <remarks>
    /// The chance to be alive of BG/NBD, 1 / (1 + a / (b + x - 1) ((alpha + T) / (alpha + t))^(r + x)), solved for T.
    /// </remarks>
    private RhythmState? OfBuying(BgNbd fit, Purchases found, BuyingOptions unit)
    {
        if (found.Repeats + 1 < options.Least || found.Recency <= 0)
            return null;
        var odds = (1 - options.AsleepBelow) / options.AsleepBelow * (fit.B + found.Repeats - 1) / fit.A;
        var until = (fit.Alpha + found.Recency) * Math.Pow(Math.Max(0, odds), 1 / (fit.R + found.Repeats)) - fit.Alpha;
        return State(
            found, unit.DaysPerUnit, fit.Alive(found), Math.Max(0, until - found.Recency) * unit.DaysPerUnit);
    }

    /// <param name="asleepAfter">Days of silence after which the customer is asleep.</param>
    private RhythmState State(Purchases found, double daysPerUnit, double chance, double asleepAfter)
    {
        var quiet = (int)Math.Round((found.Age - found.Recency) * daysPerUnit);
        var lastOn = asOf.AddDays(-quiet);
        var asleep = quiet > asleepAfter;
        return new RhythmState(
            options.Of, (int)found.Repeats + 1, Math.Round(found.Recency / found.Repeats * daysPerUnit, 1), lastOn, quiet,
            Math.Round(chance, 6), asleep, asleep ? lastOn.AddDays((int)Math.Floor(asleepAfter) + 1) : null);
    }
}
