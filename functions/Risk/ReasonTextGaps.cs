using ReapFunctions.Rules;
using ReapFunctions.Storage;

namespace ReapFunctions.Risk;

/// <summary>
/// What would sound wrong in <c>reasons.json</c>. A reason is said of a feature that is known, and of one that is 0 only where it
/// has words for that; the one for a missing value where it is missing.
/// </summary>
internal static class ReasonTextGaps
{
    /// <summary>What texts call the feature's own value.</summary>
    private const string Value = "value";

    public static void Find(ReasonTexts texts, IReadOnlyDictionary<string, FactShape> shapes, List<ConfigFault> gaps)
    {
        foreach (var (target, features) in texts.Targets)
        {
            foreach (var (feature, reason) in features)
                Find(reason, feature, $"targets.{target}.{feature}", shapes, gaps);
        }
    }

    private static void Find(
        FeatureReason reason, string feature, string path, IReadOnlyDictionary<string, FactShape> shapes, List<ConfigFault> gaps)
    {
        var own = new Dictionary<string, FactShape>(shapes, StringComparer.Ordinal) { [Value] = shapes[feature] };
        var texts = new TextGaps(ReasonTexts.File, own, gaps);
        void Said(string name, string? text) => texts.Find(
            $"{path}.{name}", text, [.. new[] { feature, Value }.SelectMany(Known)], ["feature"]);

        Said("up", reason.Up);
        Said("down", reason.Down);
        foreach (var (value, words) in reason.Values)
        {
            Said($"values.{value}.up", words.Up);
            Said($"values.{value}.down", words.Down);
        }
        texts.Find($"{path}.missing", reason.Missing, [], ["feature"]);
    }

    private static Condition[] Known(string field) =>
    [
        new Condition { Field = field, Missing = false },
        new Condition { Not = new Condition { Field = field, Is = "0" } },
    ];
}
