namespace ReapFunctions.Infra.Tests.Bicep;

internal enum TokenKind
{
    Name,
    Number,

    /// <summary>A string's literal text; what stands in <c>${ }</c> follows as tokens of its own.</summary>
    Text,
    Mark,
    NewLine,
}

/// <param name="Line">1-based.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    public bool Is(string mark) => Kind is TokenKind.Mark && Text == mark;

    public bool IsName(string name) => Kind is TokenKind.Name && Text == name;
}
