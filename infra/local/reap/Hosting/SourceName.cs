using System.Text.RegularExpressions;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>The name of a source from that of a file.</summary>
internal static partial class SourceName
{
    private const int Longest = 40;

    /// <summary>Lower-case letters, digits and hyphens, such as <c>customer-churn</c> of Customer_Churn.csv.</summary>
    public static string OfFile(string path)
    {
        // A file that is named for a date alone is of what its folder is of.
        string?[] names = [Path.GetFileName(path).Split('.')[0], Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))];
        var name = names.Select(name => NoName().Replace((name ?? "").ToLowerInvariant(), "-").Trim('-'))
            .FirstOrDefault(name => name.Any(char.IsAsciiLetter));
        return name is null ? "source" : name[..Math.Min(name.Length, Longest)].Trim('-');
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoName();
}
