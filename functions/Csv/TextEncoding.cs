using System.Text;

namespace ReapFunctions.Csv;

/// <summary>
/// An encoding that an extract may come in: UTF-8, UTF-16, and every code page of .NET in which ASCII is ASCII and no byte
/// depends
/// on what was said long before.
/// </summary>
/// <param name="Name">As contracts write it, such as <c>utf-8</c> or <c>windows-1250</c>.</param>
/// <param name="CodePage">The number by which .NET knows it.</param>
public sealed record TextEncoding(string Name, int CodePage)
{
    private const int Latin1CodePage = 28591;

    /// <summary>ISO 2022, HZ and UTF-7.</summary>
    private static readonly int[] WithEscapes = [50220, 50221, 50222, 50225, 50227, 52936, 65000];

    private static readonly string[] Marked = ["utf-16", "utf-16be", "utf-32", "utf-32be", "utf-7"];

    /// <summary>UTF-8, with a byte order mark or without.</summary>
    public static readonly TextEncoding Utf8 = new("utf-8", 65001);

    /// <summary>UTF-16 with the low byte first.</summary>
    public static readonly TextEncoding Utf16LittleEndian = new("utf-16-le", 1200);

    /// <summary>UTF-16 with the high byte first.</summary>
    public static readonly TextEncoding Utf16BigEndian = new("utf-16-be", 1201);

    /// <summary>ISO 8859-1.</summary>
    public static readonly TextEncoding Latin1 = new("latin-1", Latin1CodePage);

    /// <summary>The code page of Windows for Western Europe.</summary>
    public static readonly TextEncoding Windows1252 = new("windows-1252", 1252);

    /// <summary>Whether a character has two bytes or four.</summary>
    public bool IsUtf16 => CodePage is 1200 or 1201;

    /// <summary>The encoding of a name as contracts write it, null for an unknown one.</summary>
    public static TextEncoding? Of(string name) => name.ToLowerInvariant() switch
    {
        "utf-8" or "utf8" or "utf-8-sig" or "ascii" or "us-ascii" => Utf8,
        "utf-16" or "utf16" or "utf-16-le" or "utf-16le" => Utf16LittleEndian,
        "utf-16-be" or "utf-16be" => Utf16BigEndian,
        "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1" => Latin1,
        "windows-1252" or "cp1252" or "cp-1252" => Windows1252,
        var other => OfCodePage(other),
    };

    /// <summary>.NET's own, which says how its bytes become characters.</summary>
    internal Encoding ToNet(DecoderFallback unknown) =>
        CodePagesEncodingProvider.Instance.GetEncoding(CodePage, EncoderFallback.ReplacementFallback, unknown)
            ?? Encoding.GetEncoding(CodePage, EncoderFallback.ReplacementFallback, unknown);

    private static TextEncoding? OfCodePage(string name)
    {
        if (name.StartsWith("cp", StringComparison.Ordinal) && int.TryParse(name[2..].TrimStart('-'), out var number))
            name = number is >= 1250 and <= 1258 ? $"windows-{number}" : $"ibm{number:D3}";
        try
        {
            var found = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return Marked.Contains(found.WebName) || !IsAscii(found) ? null : new(found.WebName, found.CodePage);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>
    /// Each ASCII byte is its character, alone and one after the other: EBCDIC and encodings with escapes are not so.
    /// </summary>
    private static bool IsAscii(Encoding encoding)
    {
        var bytes = Enumerable.Range(0, 0x80).Select(letter => (byte)letter).ToArray();
        try
        {
            return encoding.GetString(bytes) == Encoding.ASCII.GetString(bytes) && !WithEscapes.Contains(encoding.CodePage);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
