using ReapFunctions.Lists.Selections;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Proof;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>What has come of a kept selection by a later run.</summary>
/// <param name="Until">The run by which it is judged.</param>
/// <param name="Value">What is compared: <c>lifetime</c>, or <c>current</c> where the portfolio has no lifetime value.</param>
/// <param name="Lines">Promised, due and realised by total, lever and decile; none where the run is not later.</param>
/// <param name="Arms">All whom it would have chosen, by the draw; null where the run is not later.</param>
/// <param name="Contacted">
/// Of them those treated with a reply after the selection was kept, and those of the control group without.
/// </param>
/// <param name="Replies">Customers with such a reply by then, when this was worked out.</param>
internal sealed record SelectionOutcome(
    string Name, string Until, string Value, IReadOnlyList<PlanLine> Lines, ArmPair? Arms, ArmPair? Contacted,
    int Replies = 0)
{
    /// <summary>The median and the tails of what each arm's customers are worth.</summary>
    public IReadOnlyList<QuantileDifference> Quantiles { get; init; } = [];

    /// <summary>The share drawn into the control group of the selection's run; null where it was not kept.</summary>
    public double? ControlShare { get; init; }

    /// <param name="gains">By customer whom it would have chosen: what contacting promised.</param>
    /// <param name="contacted">Customers with a reply.</param>
    /// <param name="product">That the list is for; null where it is for staying.</param>
    /// <param name="time">When what it promised shows.</param>
    public static SelectionOutcome Of(
        KeptSelection selection, string until, IReadOnlyDictionary<ulong, float> gains, IReadOnlySet<ulong> contacted,
        IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, string? product, PromiseTime time,
        PlanMeasure measure)
    {
        var lines = PlanOutcome.Of(
            row => gains.TryGetValue(row.Key, out var gain) ? new DigestWay(0, selection.Lever, time, gain) : null, before, now,
            measure);
        var later = new KeyedRows(now);
        var (all, perProtocol) = (ArmPair.Empty, ArmPair.Empty);
        var (treated, control) = (new List<long>(), new List<long>());
        foreach (var (digest, row, place) in new KeyedRows(before).All)
        {
            if (!gains.ContainsKey(row.Key) || digest.CareOf(place).IsRecovering || !later.Knows(row.Key))
                continue;
            var (isNow, products) = later.Take(row.Key);
            var success = product is null ? isNow.Active : ArmSums.Gained(digest, row, isNow, products, product);
            all = all.With(row, isNow, success);
            (row.Control ? control : treated).Add(isNow.Active ? isNow.Cents : 0);
            if (contacted.Contains(row.Key) != row.Control)
                perProtocol = perProtocol.With(row, isNow, success);
        }
        return new SelectionOutcome(selection.Name, until, measure.Name, lines, all, perProtocol, contacted.Count)
        {
            Quantiles = QuantileDifference.Of(treated, control, measure.Look),
            ControlShare = before.Count > 0 ? before[0].ControlShare : null,
        };
    }
}
