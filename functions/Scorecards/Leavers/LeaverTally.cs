using System.Globalization;
using ReapFunctions.Care;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Leavers;

/// <summary>Why the customers of one bucket left or leave.</summary>
internal static class LeaverTally
{
    /// <returns>None in a portfolio that asks for no reasons.</returns>
    public static IReadOnlyList<LeaverRow> Of(ScoredSnapshot scored, Decisions decisions, LeavingOptions? options)
    {
        if (options is null)
            return [];
        var told = scored.Leaving.ToDictionary(reason => reason.CustomerId, StringComparer.Ordinal);
        var rows = new List<LeaverRow>();
        foreach (var value in decisions.Values)
        {
            told.Remove(value.CustomerId, out var reason);
            if (reason is not null || !value.Active)
                rows.AddRange(OfCustomer(value, reason?.Reason ?? LeavingOptions.NotTold));
        }
        rows.AddRange(told.Values.SelectMany(OfGone));
        return [.. LeaverRow.Sum(rows).Select(row => row with { Title = options.TitleOf(row.Reason) })];
    }

    private static IEnumerable<LeaverRow> OfCustomer(ValueRecord value, string reason)
    {
        var (left, worth) = (value.Active ? 0 : 1, Money.Exact(value.Current));
        LeaverRow Row(string by, string name) => new(
            reason, by, name, left, left * worth, 1 - left, (1 - left) * worth, 0);
        yield return Row(LeaverRow.Total, LeaverRow.Total);
        yield return Row("band", EnumName.Of(value.Band));
        yield return Row("segment", value.Segment ?? ScorecardPart.NoSegment);
        yield return Row("decile", value.Decile.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<LeaverRow> OfGone(LeavingReason reason)
    {
        LeaverRow Row(string by, string name) => new(reason.Reason, by, name, 0, 0, 0, 0, 1);
        yield return Row(LeaverRow.Total, LeaverRow.Total);
        yield return Row("band", reason.ValueBand ?? ScorecardPart.NoSegment);
        yield return Row("segment", reason.Segment ?? ScorecardPart.NoSegment);
        yield return Row("decile", ScorecardPart.NoSegment);
    }
}
