using System.Text.RegularExpressions;

namespace ReapFunctions.Infra.Tests;

/// <summary>What the code of the app names, read from its source: storage, settings and log messages.</summary>
internal static partial class CodeFacts
{
    public static IReadOnlyDictionary<string, string> Sources { get; } =
        DeployedFiles.Files("functions", "*.cs").ToDictionary(path => path, DeployedFiles.Read);

    /// <summary>Constants of a class in Names.cs, value by name.</summary>
    public static IReadOnlyDictionary<string, string> Constants(string className)
    {
        var names = Sources["functions/Storage/Names.cs"];
        var body = names[names.IndexOf($"class {className}", StringComparison.Ordinal)..];
        return Constant().Matches(body[..body.IndexOf("\n}", StringComparison.Ordinal)])
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    /// <summary>Whether code outside of Names.cs refers to a constant there.</summary>
    public static bool Refers(string className, string constant) =>
        Sources.Any(
            source => source.Key != "functions/Storage/Names.cs" && Regex.IsMatch(source.Value, $@"\b{className}\.{constant}\b"));

    /// <summary>The message templates of all log messages.</summary>
    public static IReadOnlySet<string> LogMessages { get; } =
        Sources.Values.SelectMany(text => LoggerMessage().Matches(text))
            .Select(match => match.Groups[1].Value.Replace("\\\"", "\"")).ToHashSet();

    /// <summary>Settings of the options records (<c>Reap__Buckets</c>) with their defaults.</summary>
    public static IReadOnlyDictionary<string, string> Options { get; } =
        Sources.Values.Where(text => Section().IsMatch(text))
            .SelectMany(
                text => Option().Matches(text)
                .Select(match => (
                Name: $"{Section().Match(text).Groups[1].Value}__{match.Groups[1].Value}", Default: match.Groups[2].Value)))
            .ToDictionary(option => option.Name, option => option.Default.Trim('"').Replace("_", ""));

    /// <summary>Settings that are read by name, such as those of the storage clients.</summary>
    public static IReadOnlySet<string> Named { get; } = NamedSettings().ToHashSet();

    /// <summary>A log message as a regular expression that matches it with and without its values put in.</summary>
    public static string Pattern(string template) =>
        "^" + string.Join(".*", Placeholder().Split(template).Select(Escape)) + "$";

    public static IEnumerable<string> Placeholders(string template) =>
        Placeholder().Matches(template).Select(match => match.Value.Trim('{', '}'));

    // Regex.Escape would also escape the spaces.
    private static string Escape(string literal) => Special().Replace(literal, @"\$0");

    private static IEnumerable<string> NamedSettings()
    {
        foreach (var text in Sources.Values)
            foreach (Match match in Lookup().Matches(text))
                yield return match.Groups[1].Value.Replace(":", "__");
        var clients = Sources["functions/Storage/StorageClients.cs"];
        var prefix = Regex.Match(clients, "Setting = \"(\\w+)\"").Groups[1].Value;
        yield return prefix;
        foreach (Match match in Regex.Matches(clients, "section\\[\"(\\w+)\"\\]"))
            yield return $"{prefix}__{match.Groups[1].Value}";
        foreach (Match match in Regex.Matches(clients, "Endpoint\\(section, \"(\\w+)\"\\)"))
            yield return $"{prefix}__{match.Groups[1].Value}ServiceUri";
    }

    [GeneratedRegex("const string (\\w+) = \"([^\"]*)\"")]
    private static partial Regex Constant();

    [GeneratedRegex("\\[LoggerMessage\\([^\\]]*?Message\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex LoggerMessage();

    [GeneratedRegex("const string Section = \"(\\w+)\"")]
    private static partial Regex Section();

    [GeneratedRegex("public [\\w?]+ (\\w+) \\{ get; init; \\} = ([^;]+);")]
    private static partial Regex Option();

    [GeneratedRegex("(?:[cC]onfiguration|GetEnvironmentVariable)[\\[(]\"([\\w:]+)\"[\\])]")]
    private static partial Regex Lookup();

    [GeneratedRegex("\\{\\w+\\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\\^$.|?*+()\[\]{}]")]
    private static partial Regex Special();
}
