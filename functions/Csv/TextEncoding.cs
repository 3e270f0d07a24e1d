namespace ReapFunctions.Csv;

/// <summary>Encodings that an extract may come in.</summary>
public enum TextEncoding
{
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    Latin1,
    Windows1252,
}

/// <summary>Names of encodings.</summary>
public static class TextEncodingName
{
    /// <summary>The encoding of a name as contracts write it, null for an unknown one.</summary>
    public static TextEncoding? Of(string name) => name.ToLowerInvariant() switch
    {
        "utf-8" or "utf8" or "utf-8-sig" or "ascii" or "us-ascii" => TextEncoding.Utf8,
        "utf-16" or "utf16" or "utf-16-le" or "utf-16le" => TextEncoding.Utf16LittleEndian,
        "utf-16-be" or "utf-16be" => TextEncoding.Utf16BigEndian,
        "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1" => TextEncoding.Latin1,
        "windows-1252" or "cp1252" or "cp-1252" => TextEncoding.Windows1252,
        _ => null,
    };

    /// <summary>The name that contracts use.</summary>
    public static string Name(this TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 => "utf-8",
        TextEncoding.Utf16LittleEndian => "utf-16-le",
        TextEncoding.Utf16BigEndian => "utf-16-be",
        TextEncoding.Latin1 => "latin-1",
        _ => "windows-1252",
    };
}
