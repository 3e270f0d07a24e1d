namespace ReapFunctions.Infra.Tests.Bicep;

internal static class Brackets
{
    /// <exception cref="BicepException">One is not closed, or closes another.</exception>
    public static void Check(IEnumerable<Token> tokens)
    {
        var open = new Stack<Token>();
        foreach (var token in tokens)
        {
            if (Closing(token) is not null)
                open.Push(token);
            else if (token.Is(")") || token.Is("]") || token.Is("}"))
            {
                if (!open.TryPop(out var opening) || Closing(opening) != token.Text)
                    throw new BicepException(token.Line, $"'{token.Text}' closes nothing.");
            }
        }
        if (open.TryPop(out var left))
            throw new BicepException(left.Line, $"'{left.Text}' is never closed.");
    }

    public static string? Closing(Token token) => token.Kind is not TokenKind.Mark ? null : token.Text switch
    {
        "(" => ")",
        "[" => "]",
        "{" or "${" => "}",
        _ => null,
    };

    /// <summary>Depth of every token; a bracket counts to the outside.</summary>
    public static int[] Depths(IReadOnlyList<Token> tokens)
    {
        var depths = new int[tokens.Count];
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Is(")") || tokens[i].Is("]") || tokens[i].Is("}"))
                depth--;
            depths[i] = depth;
            if (Closing(tokens[i]) is not null)
                depth++;
        }
        return depths;
    }
}
