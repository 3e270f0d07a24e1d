namespace ReapFunctions.Http;

/// <summary>A code or name that callers choose: longer ones are a mistake, or personal data.</summary>
internal static class ShortCode
{
    public const int Longest = 64;

    /// <summary>Whether it has 1 to <see cref="Longest"/> letters, digits, dots, dashes and underscores.</summary>
    public static bool Is(string text) =>
        text.Length is > 0 and <= Longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>What a name must be that something is kept under.</summary>
    public static readonly string NameSays =
        $"Write a name of at most {Longest} letters, digits, dots, dashes and underscores.";

    /// <summary>Whether something can be kept under it: dots alone are no name in storage.</summary>
    public static bool IsName(string text) => Is(text) && !text.All(c => c == '.');
}
