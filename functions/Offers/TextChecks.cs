using ReapFunctions.Storage;

namespace ReapFunctions.Offers;

/// <summary>Whether a text can be filled.</summary>
internal static class TextChecks
{
    public static void Check(
        string file, string path, string text, IEnumerable<string> fields, IReadOnlyList<string> extras, List<ConfigFault> faults)
    {
        try
        {
            var known = fields.Concat(extras).ToHashSet(StringComparer.Ordinal);
            foreach (var name in TextTemplate.Parse(text).Fields.Where(name => !known.Contains(name)))
                faults.Add(Portfolio.Unknown(file, path, "field", name, known));
        }
        catch (FormatException fault)
        {
            faults.Add(new(file, path, fault.Message));
        }
    }
}
