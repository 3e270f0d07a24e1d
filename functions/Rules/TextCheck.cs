using System.Globalization;
using ReapFunctions.Storage;

namespace ReapFunctions.Rules;

/// <summary>Whether a text can be filled.</summary>
internal static class TextCheck
{
    /// <summary>A format that makes more of a small number is a slip, such as F400.</summary>
    private const int LongestNumber = 40;

    public static void Check(
        string path, string text, Vocabulary vocabulary, IEnumerable<string> fields, IReadOnlyList<string> extras, Faults faults)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(text))
                faults.Add(path, "The text is empty. Write a sentence, or leave it out where it is not needed.");
            var known = fields.Concat(extras).ToHashSet(StringComparer.Ordinal);
            var template = TextTemplate.Parse(text);
            foreach (var name in template.Fields.Where(name => !known.Contains(name)))
                vocabulary.AddUnknown(faults, path, "field", name, known);
            foreach (var format in template.Formats.Where(format => !IsNumberFormat(format)))
                faults.Add(path, $"':{format}' formats no number. Write one such as 0.00, or leave it out.");
        }
        catch (FormatException fault)
        {
            faults.Add(path, fault.Message);
        }
    }

    private static bool IsNumberFormat(string format)
    {
        try
        {
            return 1.5.ToString(format, CultureInfo.InvariantCulture).Length <= LongestNumber;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
