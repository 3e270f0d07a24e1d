using System.Text;
using System.Text.RegularExpressions;

namespace ReapFunctions.Pages;

/// <summary>
/// The code of all pages as one file: a browser asks once, and files that say the same things in the same words pack into three
/// quarters of what they take each by itself.
/// </summary>
/// <remarks>
/// Names at the outermost level are those of all pages together, so that none stands in two files; what they import is theirs
/// together, too, and under its own name.
/// </remarks>
internal static partial class PageBundle
{
    /// <summary>The file that takes the place of all in <see cref="Folder"/>, and of <see cref="Shared"/>.</summary>
    public const string Name = "pages.js";

    private const string Folder = "pages/";

    /// <summary>What is packed with them, each before what is made of it.</summary>
    private static readonly string[] Shared = ["figures.js", "table.js", "chart.js", "desktop.js"];

    /// <summary>The files with the pages in one, and everything that imported one of them importing that.</summary>
    /// <param name="files">By path.</param>
    public static Dictionary<string, string> Join(IReadOnlyDictionary<string, string> files)
    {
        var joined = files.Where(file => !IsPage(file.Key)).ToDictionary(
            file => file.Key,
            file => Import().Replace(
                file.Value, import => IsPage(Target(file.Key, import)) ? Line(import.Groups[1].Value, Name) : import.Value),
            StringComparer.Ordinal);
        // What a page is made of comes before it: its parts must be there when it names them.
        var pages = files.Where(file => IsPage(file.Key))
            .OrderByDescending(file => Shared.Contains(file.Key)).ThenBy(file => Array.IndexOf(Shared, file.Key))
            .ThenByDescending(file => file.Key.Count(letter => letter == '/'))
            .ThenBy(file => file.Key, StringComparer.Ordinal)
            .ToArray();
        if (pages.Length > 0)
            joined[Name] = OneOf(pages);
        return joined;
    }

    private static string OneOf(KeyValuePair<string, string>[] pages)
    {
        var imported = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var code = new StringBuilder();
        foreach (var (path, content) in pages)
        {
            code.Append(Import().Replace(content, import =>
            {
                if (Target(path, import) is var target && !IsPage(target))
                    imported.GetOrAdd(target).UnionWith(NamesOf(import));
                return "";
            }));
        }
        var lines = imported.Select(file => Line($"{{ {string.Join(", ", file.Value)} }}", file.Key));
        return string.Concat(lines) + code;
    }

    private static SortedSet<string> GetOrAdd(this SortedDictionary<string, SortedSet<string>> imported, string file) =>
        imported.TryGetValue(file, out var names) ? names : imported[file] = new(StringComparer.Ordinal);

    /// <summary>Whether a file is part of it.</summary>
    internal static bool IsPage(string path) => Shared.Contains(path)
        || (path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(".js", StringComparison.Ordinal));

    private static string[] NamesOf(Match import) => import.Groups[1].Value.Trim('{', '}')
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The path of the file that is imported.</summary>
    private static string Target(string path, Match import) =>
        new Uri(new Uri($"http://app/{path}"), import.Groups[2].Value).AbsolutePath[1..];

    private static string Line(string names, string file) => $"import {names} from './{file}';\n";

    [GeneratedRegex(@"(?m)^import (.*) from '([^']+)';\r?\n")]
    private static partial Regex Import();
}
