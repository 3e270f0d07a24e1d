using ReapFunctions.Contracts;

namespace ReapFunctions.Extracts.Inference;

/// <summary>A boolean that a column may be.</summary>
/// <param name="Faults">How many values are neither yes nor no.</param>
/// <param name="Others">Which texts these are.</param>
internal readonly record struct FoundFlags(Field Field, long Faults, IReadOnlyList<string> Others);

/// <summary>The spellings of yes and no that a column may have, in the languages of Europe.</summary>
internal static class FlagReading
{
    /// <summary>Where one of them alone says it: other pairs must both be seen, since <c>F</c> alone may be anything.</summary>
    private const int Certain = 3;

    private static readonly (string Yes, string No)[] Pairs =
    [
        ("true", "false"), ("yes", "no"), ("wahr", "falsch"), ("y", "n"), ("t", "f"), ("ja", "nein"), ("j", "n"), ("ja", "nee"),
        ("ja", "nej"), ("ja", "nei"), ("oui", "non"), ("vrai", "faux"), ("o", "n"), ("si", "no"), ("sí", "no"), ("sì", "no"),
        ("s", "n"), ("verdadero", "falso"), ("verdadeiro", "falso"), ("vero", "falso"), ("sim", "não"), ("sim", "nao"),
        ("da", "nu"), ("da", "ne"), ("tak", "nie"), ("prawda", "fałsz"), ("ano", "ne"), ("áno", "nie"), ("igen", "nem"),
        ("igaz", "hamis"), ("kyllä", "ei"), ("evet", "hayır"), ("evet", "hayir"),
        ("doğru", "yanlış"), ("e", "h"), ("да", "нет"), ("так", "ні"),
        ("ναι", "όχι"), ("on", "off"),
    ];

    /// <summary>The boolean whose spellings fit most texts; null when none does.</summary>
    /// <param name="texts">How often each text stands in the column.</param>
    public static FoundFlags? Of(string name, IReadOnlyDictionary<string, long> texts)
    {
        FoundFlags? best = null;
        for (var pair = 0; pair < Pairs.Length; pair++)
        {
            var yes = texts.Keys.Where(text => Is(text, Pairs[pair].Yes)).ToList();
            var no = texts.Keys.Where(text => Is(text, Pairs[pair].No)).ToList();
            if (yes.Count + no.Count == 0 || (pair >= Certain && (yes.Count == 0 || no.Count == 0)))
                continue;
            var others = texts.Keys.Except(yes).Except(no).ToList();
            var faults = others.Sum(text => texts[text]);
            if (best is null || faults < best.Value.Faults)
                best = new(Flag(name, Spellings(yes, Pairs[pair].Yes), Spellings(no, Pairs[pair].No)), faults, others);
        }
        return best;
    }

    private static Field Flag(string name, string[] yes, string[] no) =>
        new() { Name = name, Type = FieldType.Boolean, TrueValues = yes, FalseValues = no };

    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>As seen; of true and false all that a contract knows by default.</summary>
    private static string[] Spellings(List<string> seen, string word) => word switch
    {
        "true" => ["true", "True", "TRUE"],
        "false" => ["false", "False", "FALSE"],
        _ => seen.Count > 0 ? [.. seen.Order(StringComparer.Ordinal)] : [word],
    };
}
