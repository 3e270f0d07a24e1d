using System.Text;
using System.Text.RegularExpressions;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>
/// The path of a blob trigger: <c>container</c> or <c>container/name</c>, where the name may hold <c>{tokens}</c>. The last token
/// also matches <c>/</c>, the others do not.
/// </summary>
internal sealed partial class BlobPathPattern
{
    private readonly Regex? name;

    private BlobPathPattern(string container, string prefix, Regex? name)
    {
        Container = container;
        Prefix = prefix;
        this.name = name;
    }

    public string Container { get; }

    /// <summary>What every name that matches begins with.</summary>
    public string Prefix { get; }

    /// <summary>Reads a path.</summary>
    /// <exception cref="FormatException">The path cannot be used; the message says why.</exception>
    public static BlobPathPattern Parse(string path)
    {
        var slash = path.IndexOf('/');
        var container = slash < 0 ? path : path[..slash];
        if (!ContainerName().IsMatch(container))
            throw new FormatException($"'{container}' is no container name. Begin the path with a container, 3 to 63 of a-z, 0-9 and '-'.");
        var template = slash < 0 ? "" : path[(slash + 1)..];
        return template.Length == 0
            ? new(container, "", null)
            : new(container, template.Split('{')[0], NameOf(template));
    }

    /// <summary>The tokens of a blob's name, null when the name does not match.</summary>
    public IReadOnlyDictionary<string, string>? Match(string blob)
    {
        if (name is null)
            return new Dictionary<string, string>();
        var match = name.Match(blob);
        return match.Success
            ? match.Groups.Values.Skip(1).ToDictionary(group => group.Name, group => group.Value, StringComparer.OrdinalIgnoreCase)
            : null;
    }

    private static Regex NameOf(string template)
    {
        var tokens = Token().Matches(template);
        var pattern = new StringBuilder("^");
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (!seen.Add(token.Groups[1].Value))
                throw new FormatException($"The token {token.Value} stands twice in the path. Give each its own name.");
            pattern.Append(Literal(template[at..token.Index]));
            pattern.Append("(?<").Append(token.Groups[1].Value).Append('>').Append(i == tokens.Count - 1 ? ".+" : "[^/]+").Append(')');
            at = token.Index + token.Length;
        }

        pattern.Append(Literal(template[at..])).Append("\\z");
        return new(pattern.ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    private static string Literal(string text) => text.IndexOfAny(['{', '}']) < 0
        ? Regex.Escape(text)
        : throw new FormatException($"'{text}' has a brace that is no token. A token is a name in braces, like {{name}}.");

    [GeneratedRegex("\\{([A-Za-z_][A-Za-z0-9_]*)\\}")]
    private static partial Regex Token();

    [GeneratedRegex("^(\\$web|\\$root|[a-z0-9](-?[a-z0-9]){2,62})\\z")]
    private static partial Regex ContainerName();
}
