using ReapFunctions.Contracts;
using ReapFunctions.Offers;

namespace ReapFunctions.Pages;

/// <summary>What people read for the names of a portfolio, as far as it says: pages have words of their own for others.</summary>
internal static class PeopleNames
{
    /// <returns>
    /// By kind of name (<c>offer</c>, <c>rule</c>, <c>field</c>, <c>cause</c>, <c>leaving</c>), then by name. A text that says
    /// something else of every customer is no name, and neither is what two rules of one name say each in its own way.
    /// </returns>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Of(
        DecisionOptions config, PortfolioSources sources) => new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["offer"] = Plain(config.Offering.Offers.Select(offer => (offer.Name, offer.Texts.Title))),
            ["rule"] = Plain(Rules(config.Offering).Select(rule => (rule.Name, rule.Because.TrimEnd('.')))),
            ["field"] = Plain(sources.Snapshot.Schema.Fields.Select(field => (field.Name, field.Title ?? ""))),
            ["cause"] = Plain(config.Care?.Causes.Select(cause => (cause.Key, cause.Value.Title)) ?? []),
            ["leaving"] = Plain(config.Care?.Leaving?.Reasons.Select(reason => (reason.Key, reason.Value)) ?? []),
        };

    private static IEnumerable<PolicyRule> Rules(OfferOptions options) =>
        Enum.GetValues<Layer>().SelectMany(options.Policy.Of).Concat(options.Offers.SelectMany(offer => offer.Rules));

    private static Dictionary<string, string> Plain(IEnumerable<(string Name, string Text)> texts) =>
        texts.Where(text => text.Text.Length > 0 && !text.Text.Contains('{', StringComparison.Ordinal))
            .GroupBy(text => text.Name, StringComparer.Ordinal)
            .Where(found => found.Distinct().Count() == 1)
            .ToDictionary(found => found.Key, found => found.First().Text, StringComparer.Ordinal);
}
