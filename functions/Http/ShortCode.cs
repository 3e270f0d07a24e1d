namespace ReapFunctions.Http;

/// <summary>A code or name that callers choose: longer ones are a mistake, or personal data.</summary>
internal static class ShortCode
{
    public const int Longest = 64;

    /// <summary>Whether it has 1 to <see cref="Longest"/> letters, digits, dots, dashes and underscores.</summary>
    public static bool Is(string text) =>
        text.Length is > 0 and <= Longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
