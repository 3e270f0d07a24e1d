namespace ReapFunctions.Infra.Tests.Bicep;

/// <summary>
/// Splits Bicep into tokens. Comments go; a string becomes its literal pieces, each interpolation the marks <c>${</c> and <c>}</c> around its
/// tokens, so that names inside are seen like all others.
/// </summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Marks = ["::", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", ".?", "!."];
    private readonly List<Token> tokens = [];
    private int at;
    private int line = 1;

    public static IReadOnlyList<Token> Tokens(string text)
    {
        var lexer = new Lexer(text);
        lexer.ReadCode(insideString: false);
        return lexer.tokens;
    }

    private char Current => at < text.Length ? text[at] : '\0';

    // Inside a string it ends at the brace that closes the interpolation, and leaves it.
    private void ReadCode(bool insideString)
    {
        var depth = 0;
        while (at < text.Length)
        {
            if (insideString && Current == '}' && depth == 0)
                return;
            if (Current == '{')
                depth++;
            else if (Current == '}')
                depth--;
            ReadToken();
        }
        if (insideString)
            throw new BicepException(line, "A ${ is never closed.");
    }

    private void ReadToken()
    {
        if (Current == '\n')
        {
            Add(TokenKind.NewLine, "\n", 1);
            line++;
        }
        else if (char.IsWhiteSpace(Current))
            at++;
        else if (Sees("//"))
            at = text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;
        else if (Sees("/*"))
            SkipComment();
        else if (Sees("'''"))
            ReadVerbatim();
        else if (Current == '\'')
            ReadString();
        else if (char.IsAsciiLetter(Current) || Current == '_')
            Add(TokenKind.Name, text[at..], Length(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        else if (char.IsAsciiDigit(Current))
            Add(TokenKind.Number, text[at..], Length(char.IsAsciiDigit));
        else
            Add(TokenKind.Mark, text[at..], Array.Find(Marks, Sees)?.Length ?? 1);
    }

    private bool Sees(string mark) => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

    private int Length(Func<char, bool> belongs)
    {
        var end = at;
        while (end < text.Length && belongs(text[end]))
            end++;
        return end - at;
    }

    private void Add(TokenKind kind, string from, int length)
    {
        tokens.Add(new Token(kind, from[..length], line));
        at += length;
    }

    private void SkipComment()
    {
        var end = text.IndexOf("*/", at, StringComparison.Ordinal);
        if (end < 0)
            throw new BicepException(line, "A /* is never closed.");
        line += text.AsSpan(at, end - at).Count('\n');
        at = end + 2;
    }

    private void ReadVerbatim()
    {
        var end = text.IndexOf("'''", at + 3, StringComparison.Ordinal);
        if (end < 0)
            throw new BicepException(line, "A ''' is never closed.");
        tokens.Add(new Token(TokenKind.Text, text[(at + 3)..end], line));
        line += text.AsSpan(at, end - at).Count('\n');
        at = end + 3;
    }

    private void ReadString()
    {
        var piece = new System.Text.StringBuilder();
        for (at++; Current != '\''; at++)
        {
            if (Current is '\0' or '\n')
                throw new BicepException(line, "A string is not closed on its line.");
            if (Sees("${"))
            {
                Add(TokenKind.Mark, "${", 2);
                ReadCode(insideString: true);
                tokens.Add(new Token(TokenKind.Mark, "}", line));
                piece.Append('*');
                continue;
            }
            if (Current == '\\')
                at++;
            piece.Append(Current);
        }
        at++;
        tokens.Add(new Token(TokenKind.Text, piece.ToString(), line));
    }
}

/// <summary>A file that no compiler would take.</summary>
internal sealed class BicepException(int line, string message) : Exception($"line {line}: {message}");
