namespace ReapFunctions.Infra.Tests.Bicep;

/// <summary>Which names an expression refers to: not the keys of objects, not members after a dot, not what a loop or lambda brings itself.</summary>
internal static class Names
{
    private static readonly HashSet<string> Words = ["for", "in", "if", "existing", "true", "false", "null"];

    private static readonly HashSet<string> Functions =
    [
        "any", "array", "base64", "base64ToString", "bool", "cidrHost", "cidrSubnet", "coalesce", "concat", "contains", "dateTimeAdd", "deployment",
        "empty", "endsWith", "environment", "extensionResourceId", "filter", "first", "flatten", "format", "guid", "indexOf", "int", "items", "join",
        "json", "last", "length", "loadFileAsBase64", "loadJsonContent", "loadTextContent", "loadYamlContent", "map", "mapValues", "max", "min",
        "objectKeys", "padLeft", "range", "reduce", "replace", "resourceGroup", "resourceId", "skip", "sort", "split", "startsWith", "string", "subscription",
        "subscriptionResourceId", "substring", "take", "tenant", "tenantResourceId", "toLower", "toObject", "toUpper", "trim", "union", "uniqueString",
        "uri", "utcNow",
    ];

    /// <summary>Names used by <paramref name="tokens"/> that the file must declare.</summary>
    public static IEnumerable<Token> Used(IReadOnlyList<Token> tokens)
    {
        var local = Local(tokens);
        for (var i = 0; i < tokens.Count; i++)
            if (tokens[i].Kind is TokenKind.Name
                && !Words.Contains(tokens[i].Text)
                && !local.Contains(tokens[i].Text)
                && !IsMember(tokens, i)
                && !IsKey(tokens, i)
                && !(Functions.Contains(tokens[i].Text) && i + 1 < tokens.Count && tokens[i + 1].Is("(")))
                yield return tokens[i];
    }

    /// <summary>The properties of the object that begins at <paramref name="tokens"/>' first brace, <paramref name="depth"/> braces down (1: its own).</summary>
    public static IEnumerable<string> Keys(IReadOnlyList<Token> tokens, int depth)
    {
        var depths = Brackets.Depths(tokens);
        return Enumerable.Range(0, tokens.Count).Where(i => depths[i] == depth && IsKey(tokens, i)).Select(i => tokens[i].Text);
    }

    private static bool IsMember(IReadOnlyList<Token> tokens, int i) =>
        i > 0 && (tokens[i - 1].Is(".") || tokens[i - 1].Is(".?") || tokens[i - 1].Is("!.") || tokens[i - 1].Is("::"));

    /// <summary>Whether the token is the name of an object's property.</summary>
    public static bool IsKey(IReadOnlyList<Token> tokens, int i) =>
        tokens[i].Kind is TokenKind.Name
        && i + 1 < tokens.Count && tokens[i + 1].Is(":")
        && i > 0 && (tokens[i - 1].Kind is TokenKind.NewLine || tokens[i - 1].Is("{") || tokens[i - 1].Is(","));

    // `for x in`, `for (x, i) in`, `x =>` and `(x, y) =>`.
    private static HashSet<string> Local(IReadOnlyList<Token> tokens)
    {
        var local = new HashSet<string>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].IsName("for"))
                local.UnionWith(tokens.Skip(i + 1).TakeWhile(token => !token.IsName("in")).Where(token => token.Kind is TokenKind.Name).Select(token => token.Text));
            else if (tokens[i].Is("=>") && tokens[i - 1].Kind is TokenKind.Name)
                local.Add(tokens[i - 1].Text);
            else if (tokens[i].Is("=>"))
                local.UnionWith(tokens.Take(i).Reverse().TakeWhile(token => !token.Is("(")).Where(token => token.Kind is TokenKind.Name).Select(token => token.Text));
        }
        return local;
    }
}
