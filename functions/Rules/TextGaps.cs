using ReapFunctions.Storage;

namespace ReapFunctions.Rules;

/// <summary>
/// What would sound wrong when a text is read to a customer: a field that may be 0, 1 or missing without words for that, and a
/// beginning in lower case. Nothing that a night cannot run with, so that it is said and stops nobody.
/// </summary>
internal sealed class TextGaps(string file, IReadOnlyDictionary<string, FactShape> shapes, List<ConfigFault> gaps)
{
    /// <param name="path">Where the text stands.</param>
    /// <param name="holds">What holds whenever the text is said.</param>
    /// <param name="extras">Names beside facts, whose clause is left out when they are not known.</param>
    public void Find(string path, string? text, IReadOnlyList<Condition> holds, IReadOnlyList<string> extras)
    {
        if (text is null)
            return;
        var template = TextTemplate.Parse(text);
        FindBeginning(path, template, extras);
        foreach (var blank in template.Blanks.Where(blank => !extras.Contains(blank.Field)).Distinct())
            FindBlank(path, blank, holds);
        if (extras.Count > 0 && template.Bind(_ => null).Fill(0, name => extras.Contains(name) ? null : "x").Length == 0)
            Add(path, "The text says nothing when what it stands on is not known. Begin with a clause that always holds, such as "
                + "'It fits the plan, and {why}.'");
    }

    private void FindBeginning(string path, TextTemplate template, IReadOnlyList<string> extras)
    {
        if (template.Beginnings.Any(words => words.Length > 0 && char.IsLower(words[0])))
            Add(path, "The text begins in lower case. Write a sentence, with a capital.");
        else if (template.Beginnings.Count == 0 && template.Blanks.FirstOrDefault() is { Field: { } first }
            && (extras.Contains(first) || shapes[first].IsText))
            Add(path, $"The text begins with '{{{first}}}', whose values may be in lower case. Begin with a word.");
    }

    private void FindBlank(string path, TextTemplate.Blank blank, IReadOnlyList<Condition> holds)
    {
        var shape = shapes[blank.Field];
        bool MayBe(Condition value) => Satisfiable.Together([.. holds, value]);
        if (shape.MayBeMissing && !blank.HasMissing && MayBe(new Condition { Field = blank.Field, Missing = true }))
            Add(path, $"'{blank.Field}' may be missing, and the text then says '{FactText.Missing}'. Write "
                + $"{{{blank.Field}|and words for that}}, or {{{blank.Field}|}}, which leaves its clause out.");
        var lacks = new List<string>();
        if (shape.MayBeNone && !blank.HasNone && MayBe(new Condition { Field = blank.Field, Is = "0" }))
            lacks.Add("0");
        if (shape.MayBeOne && !blank.HasOne && MayBe(new Condition { Field = blank.Field, Is = "1" }))
            lacks.Add("1");
        if (lacks.Count > 0)
            Add(path, $"'{blank.Field}' may be {string.Join(" and ", lacks)}, for which the text has no words. Write those for "
                + $"none, one and more, such as {{{blank.Field}/never/once/# times}}, and of a figure that counts nothing "
                + $"{{{blank.Field}/0/1/#}}.");
    }

    private void Add(string path, string message) => gaps.Add(new ConfigFault(file, $"$.{path}", message));
}
