using ReapFunctions.Storage;

namespace ReapFunctions.Rules;

/// <summary>Whether a text can be filled.</summary>
internal static class TextCheck
{
    public static void Check(
        string path, string text, IEnumerable<string> fields, IReadOnlyList<string> extras, Faults faults)
    {
        try
        {
            var vocabulary = fields.Concat(extras).ToHashSet(StringComparer.Ordinal);
            foreach (var name in TextTemplate.Parse(text).Fields.Where(name => !vocabulary.Contains(name)))
                faults.AddUnknown(path, "field", name, vocabulary);
        }
        catch (FormatException fault)
        {
            faults.Add(path, fault.Message);
        }
    }
}
