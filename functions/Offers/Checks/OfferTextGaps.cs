using ReapFunctions.Rules;
using ReapFunctions.Storage;

namespace ReapFunctions.Offers.Checks;

/// <summary>
/// What would sound wrong in the texts of <c>offers.json</c>. Of who hears an offer its rules hold; of who does not, those asked
/// before the one that removed it.
/// </summary>
internal static class OfferTextGaps
{
    /// <param name="stops">Names of the contract's own stops.</param>
    public static void Find(
        OfferOptions options, IEnumerable<string> stops, IReadOnlyDictionary<string, FactShape> shapes, List<ConfigFault> gaps)
    {
        var texts = new TextGaps(OfferOptions.File, shapes, gaps);
        foreach (var layer in Enum.GetValues<Layer>())
        {
            var rules = options.Policy.Of(layer);
            for (var i = 0; i < rules.Count; i++)
                texts.Find($"policy.{EnumName.Of(layer)}[{i}].because", rules[i].Because, [Fails(rules[i])], []);
        }
        for (var i = 0; i < options.Offers.Count; i++)
        {
            var offer = options.Offers[i];
            var rules = OfferRules.For(offer, options.Policy, stops).Select(rule => rule.Asked).ToArray();
            FindTexts(texts, offer.Texts, [.. rules.Select(rule => rule.Must)], $"offers[{i}].texts");
            FindRules(texts, offer.Eligibility, rules, $"offers[{i}].eligibility");
            FindRules(texts, offer.Applicability, rules, $"offers[{i}].applicability");
            FindRules(texts, offer.Suitability, rules, $"offers[{i}].suitability");
        }
    }

    private static Condition Fails(PolicyRule rule) => new() { Not = rule.Must };

    private static void FindRules(TextGaps texts, IReadOnlyList<PolicyRule> own, PolicyRule[] all, string path)
    {
        for (var i = 0; i < own.Count; i++)
        {
            var before = all.TakeWhile(rule => rule != own[i]).Select(rule => rule.Must);
            texts.Find($"{path}[{i}].because", own[i].Because, [.. before, Fails(own[i])], []);
        }
    }

    private static void FindTexts(TextGaps texts, OfferTexts said, Condition[] holds, string path)
    {
        // The title also names an offer to who does not get it.
        texts.Find($"{path}.title", said.Title, [], []);
        texts.Find($"{path}.reason", said.Reason, holds, BoundTexts.Extras);
        foreach (var (name, text) in said.Said())
            texts.Find($"{path}.{name}", text, holds, BoundTexts.Extras);
    }
}
