namespace ReapFunctions.Contracts.Finding;

/// <summary>What people are found by.</summary>
public enum FinderKind
{
    Phone,
    Email,
}

/// <summary>
/// How customers are found by a column of personal data, of which nothing but a salted hash is kept: see
/// <see cref="Roles.FindBy"/>.
/// </summary>
public sealed record FindBy
{
    private const int MinDigits = 6;

    /// <summary>The most digits of a number with its country (ITU-T E.164).</summary>
    private const int MaxDigits = 15;

    /// <summary>What the column holds.</summary>
    public required FinderKind Kind { get; init; }

    /// <summary>Of a phone: the country code of a number that is written without one, such as 49; 1 to 3 digits.</summary>
    public string Country { get; init; } = "";

    /// <summary>Of a phone: what stands before a number within the country, and not behind its code; default 0.</summary>
    public string Trunk { get; init; } = "0";

    /// <summary>
    /// The text as it is hashed, the same however it is written: an e-mail trimmed and in lower case, a phone as its digits with
    /// the country's code.
    /// </summary>
    /// <returns>Null for what is no phone, or no e-mail.</returns>
    internal string? Normal(string text) => Kind == FinderKind.Email ? Email(text) : Phone(text);

    private static string? Email(string text)
    {
        var trimmed = text.Trim().ToLowerInvariant();
        return trimmed.IndexOf('@') is var at and > 0 && at == trimmed.LastIndexOf('@') && at < trimmed.Length - 1
            && !trimmed.Any(char.IsWhiteSpace)
            ? trimmed
            : null;
    }

    /// <summary>
    /// <c>+49 151 2</c>, <c>0049 151 2</c>, <c>0151 2</c> and <c>+49 (0)151 2</c> are one number. A number without any of these
    /// marks has its code when it begins with it and is longer than numbers within a country are.
    /// </summary>
    private string? Phone(string text)
    {
        const int LongestWithin = 10;
        var written = text.Trim().Replace("(0)", "", StringComparison.Ordinal);
        if (written.Any(mark => !char.IsAsciiDigit(mark) && !char.IsWhiteSpace(mark) && !"+-/.()".Contains(mark))
            || written.LastIndexOf('+') > 0)
            return null;
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        var whole = written.StartsWith('+') ? digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..]
            : Trunk.Length > 0 && digits.StartsWith(Trunk, StringComparison.Ordinal) ? Country + digits[Trunk.Length..]
            : digits.StartsWith(Country, StringComparison.Ordinal) && digits.Length > LongestWithin ? digits
            : Country + digits;
        return whole.Length is >= MinDigits and <= MaxDigits ? whole : null;
    }
}
