using System.Text.RegularExpressions;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>The name of a source from that of a file.</summary>
internal static partial class SourceName
{
    private const int Longest = 40;

    /// <summary>Lower-case letters, digits and hyphens, such as <c>customer-churn</c> of Customer_Churn.csv.</summary>
    public static string OfFile(string path)
    {
        var name = NoName().Replace(Path.GetFileName(path).Split('.')[0].ToLowerInvariant(), "-").Trim('-');
        return name.Length == 0 ? "source" : name[..Math.Min(name.Length, Longest)].Trim('-');
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoName();
}
