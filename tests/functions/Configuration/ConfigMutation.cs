namespace ReapFunctions.Tests.Configuration;

/// <summary>One change of one node of a configuration file.</summary>
/// <param name="Json">The whole file after it.</param>
/// <param name="Means">Whether it may change what the file means.</param>
internal sealed record ConfigMutation(string File, string Path, string Change, string Json, bool Means = true)
{
    public override string ToString() => $"{File} ${Path}: {Change}";

    /// <summary>What takes the place of a node, whatever it is.</summary>
    private static readonly (string Change, ConfigNode Node)[] Others =
    [
        ("null", new("null")),
        ("a flag", new("true")),
        ("a text", new("\"unicorn\"")),
        ("an empty text", new("\"\"")),
        ("a text with a brace", new("\"{nobody:D9\"")),
        ("NaN in quotes", new("\"NaN\"")),
        ("a number, as an enum's", new("1")),
        ("zero", new("0")),
        ("below zero", new("-3")),
        ("a fraction", new("0.37")),
        ("next to nothing", new("1e-300")),
        ("a trillion", new("1e12")),
        ("more than a decimal holds", new("1e30")),
        ("more than a double holds", new("1e400")),
        ("an empty object", new("", Members: [])),
        ("an empty list", new("", Items: [])),
        ("a list of null", new("", Items: [new("null")])),
    ];

    /// <summary>Every mutation of every node of a file.</summary>
    public static IEnumerable<ConfigMutation> All(string file, string json)
    {
        var root = ConfigNode.Parse(json);
        yield return new(file, "", "a byte order mark", "\uFEFF" + json, Means: false);
        yield return new(file, "", "nothing", "");
        foreach (var (path, change, node, means) in Of(root, ""))
            yield return new(file, path, change, node.ToString(), means);
    }

    private static IEnumerable<(string Path, string Change, ConfigNode Node, bool Means)> Of(ConfigNode node, string path)
    {
        foreach (var (change, other) in Others.Where(change => change.Node.ToString() != node.ToString()))
            yield return (path, change, other, true);
        if (node.IsNumber)
            yield return (path, "in quotes", new($"\"{node.Raw}\""), true);
        if (node is { IsNumber: true, Raw: not ['-', ..] })
            yield return (path, "its negative", new($"-{node.Raw}"), true);
        if (node.Members is { Count: > 1 } members)
            yield return (path, "its members turned round", node with { Members = [.. members.Reverse()] }, false);
        if (node.Items is { } items)
            yield return (path, "null at its end", node with { Items = [.. items, new("null")] }, true);
        for (var i = 0; i < node.Children; i++)
        {
            var (index, name, child) = (i, node.Members?[i].Name ?? "", node.Child(i));
            yield return (path + node.NameOf(i), "removed", node.With(i), true);
            yield return (path + node.NameOf(i), "twice", node.With(i, (name, child), (name, child)), true);
            if (node.Members is not null)
                yield return (path + node.NameOf(i), "renamed", node.With(i, (name + "X", child)), true);
            foreach (var (below, change, mutated, means) in Of(child, path + node.NameOf(i)))
                yield return (below, change, node.With(index, (name, mutated)), means);
        }
    }
}
