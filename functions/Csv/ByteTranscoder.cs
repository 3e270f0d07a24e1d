using System.Text;

namespace ReapFunctions.Csv;

/// <summary>Code pages in which each byte is a character, or none.</summary>
internal sealed class ByteTranscoder : Transcoder
{
    private readonly ushort[] characters;

    public ByteTranscoder(TextEncoding encoding) => characters = CharactersOf(encoding);

    public override int LengthBefore(ReadOnlySpan<byte> converted)
    {
        var count = 0;
        foreach (var letter in converted)
            count += (letter & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }

    /// <summary>By byte: its character; 0 where the code page has none, but for the byte 0 itself.</summary>
    private static ushort[] CharactersOf(TextEncoding encoding)
    {
        var net = encoding.ToNet(new DecoderReplacementFallback("\uFFFF"));
        var characters = new ushort[256];
        for (var letter = 0; letter < characters.Length; letter++)
        {
            var character = net.GetString([(byte)letter]) is [var found] ? found : '\uFFFF';
            // .NET gives free bytes a control character, or one for private use.
            var isFree = character is '\uFFFF' or (>= '\uE000' and <= '\uF8FF')
                || (character is >= '\u0080' and < '\u00A0' && encoding != TextEncoding.Latin1);
            characters[letter] = isFree ? (ushort)0 : character;
        }
        return characters;
    }

    protected override int Convert(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        foreach (var letter in bytes)
        {
            if (characters[letter] != 0 || letter == 0)
                Put(characters[letter]);
            else
                PutInvalid();
        }
        return bytes.Length;
    }
}
