using ReapFunctions.Care;
using ReapFunctions.Risk;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>
/// What those alike said who left, as the last of a customer's reasons at risk: of the same segment and value band where enough
/// of them told, else of the same segment, else of all.
/// </summary>
internal sealed class LeavingWords(LeavingOptions options, IReadOnlyList<LeavingCount> counts)
{
    private readonly Dictionary<(string? Segment, string? Band), string?> known = [];

    /// <summary>The records with what is to be said; the same where nothing is.</summary>
    public static RiskRecord[] Add(RiskRecord[] records, ValueRecord[] values, DecisionOptions config)
    {
        if (config.Risk is not { } risk || config.Care?.Leaving is not { } leaving || leaving.Explains != risk.Target
            || config.LeavingCounts.Count == 0)
            return records;
        var (words, lowest) = (new LeavingWords(leaving, config.LeavingCounts), risk.Bands[^1].Name);
        return [.. records.Select((record, row) =>
            record.Propensity is not null && record.Band != lowest
                && words.Of(values[row].Segment, EnumName.Of(values[row].Band)) is { } sentence
                ? record with { Reasons = [.. record.Reasons, sentence] }
                : record)];
    }

    /// <summary>The sentence for customers of a segment and value band; null where too few told.</summary>
    public string? Of(string? segment, string? band)
    {
        if (!known.TryGetValue((segment, band), out var sentence))
            known[(segment, band)] = sentence =
                Say(count => count.Segment == segment && count.ValueBand == band, $" of segment {segment} and value {band}")
                ?? Say(count => count.Segment == segment, $" of segment {segment}")
                ?? Say(_ => true, "");
        return sentence;
    }

    private string? Say(Func<LeavingCount, bool> alike, string who)
    {
        var told = counts.Where(alike).GroupBy(count => count.Reason)
            .Select(same => (Reason: same.Key, Customers: same.Sum(count => count.Customers))).ToArray();
        var all = told.Sum(reason => reason.Customers);
        if (all < options.Least)
            return null;
        var most = told.OrderByDescending(reason => reason.Customers).ThenBy(reason => reason.Reason, StringComparer.Ordinal)
            .First();
        return $"Of {all} customers{who} who said why they leave, {most.Customers} said: {options.TitleOf(most.Reason)}.";
    }
}
