using ReapFunctions.Rules;
using ReapFunctions.Storage;

namespace ReapFunctions.Risk;

/// <summary>What must hold in <c>risk.json</c> and <c>reasons.json</c> beyond their shape.</summary>
internal static class RiskCheck
{
    private const string Reserved =
        $"'{RiskOptions.Unknown}' is the band of customers while there is no model. Choose another name.";

    private static readonly string[] ReasonExtras = ["feature", "value"];

    public static void Check(RiskOptions options, Vocabulary vocabulary, Faults faults)
    {
        if (vocabulary.Churn is null)
        {
            faults.Add("", "No target has the kind churn, so nobody is at risk. Remove the file, or add the target.");
            return;
        }
        if (options.Target is { } target && !vocabulary.Targets.ContainsKey(target))
            faults.AddUnknown("target", "target", target, vocabulary.Targets.Keys);
        if (options.Bands.Count == 0 || options.Bands[^1].From != 0)
            faults.Add("bands", "The last band must start at 0, so that everybody is in one.");
        for (var i = 1; i < options.Bands.Count; i++)
        {
            if (options.Bands[i].From >= options.Bands[i - 1].From)
                faults.Add($"bands[{i}].from", "Bands must fall: start each below the one before.");
        }
        if (options.Bands.Select(band => band.Name).Append(options.Lapsed).GroupBy(name => name).Any(group => group.Count() > 1))
            faults.Add("bands", "Name each band once, and none like 'lapsed'.");
        for (var i = 0; i < options.Bands.Count; i++)
        {
            faults.Unless(options.Bands[i].From is >= 0 and <= 1, $"bands[{i}].from", "Write a propensity from 0 to 1.");
            faults.Unless(!string.IsNullOrWhiteSpace(options.Bands[i].Name), $"bands[{i}].name", "Write a name.");
            faults.Unless(options.Bands[i].Name != RiskOptions.Unknown, $"bands[{i}].name", Reserved);
        }
        faults.Unless(options.Lapsed != RiskOptions.Unknown, "lapsed", Reserved);
        if (options.SavedShare is not (>= 0 and <= 1))
            faults.Add("savedShare", "Write a share from 0 to 1.");
        if (options.MovedBy is not (>= 0 and <= 1))
            faults.Add("movedBy", "Write a change of propensity from 0 to 1.");
        if (options.Reasons is < 0 or > 10)
            faults.Add("reasons", "Write 0 to 10.");
    }

    public static void Check(ReasonTexts texts, Vocabulary vocabulary, Faults faults)
    {
        Check(texts.Otherwise, "otherwise", vocabulary, faults);
        foreach (var (target, features) in texts.Targets)
        {
            if (target is not ("*" or ReasonTexts.Likeness) && !vocabulary.Targets.ContainsKey(target))
                faults.AddUnknown($"targets.{target}", "target", target, vocabulary.Targets.Keys.Append("*"));
            foreach (var (feature, reason) in features)
            {
                var path = $"targets.{target}.{feature}";
                if (!vocabulary.Fields.ContainsKey(feature))
                    faults.AddUnknown(path, "field", feature, vocabulary.Fields.Keys);
                Check(reason, path, vocabulary, faults);
            }
        }
    }

    private static void Check(FeatureReason reason, string path, Vocabulary vocabulary, Faults faults)
    {
        var texts = new[] { ("up", reason.Up), ("down", reason.Down), ("missing", reason.Missing) }
            .Concat(reason.Values.SelectMany(value => new[]
            {
                ($"values.{value.Key}.up", value.Value.Up), ($"values.{value.Key}.down", value.Value.Down),
            }));
        foreach (var (name, text) in texts)
        {
            if (text is not null)
                TextCheck.Check($"{path}.{name}", text, vocabulary, vocabulary.Fields.Keys, ReasonExtras, faults);
        }
    }
}
