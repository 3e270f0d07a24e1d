using System.Buffers.Binary;

namespace ReapFunctions.Csv;

/// <summary>
/// Converts UTF-16, Latin-1 and Windows-1252 to UTF-8. What is no character there (a lone surrogate, one of the five bytes that
/// Windows-1252 leaves free, half a code unit at the end) becomes bytes that are no UTF-8.
/// </summary>
internal sealed class Transcoder(TextEncoding encoding)
{
    /// <summary>Never part of UTF-8.</summary>
    private const byte Invalid = 0xC0;

    /// <summary>
    /// Bytes of UTF-8 for one code unit at max: three, and six for a pair of surrogates that meet across two reads.
    /// </summary>
    private const int LongestUnit = 6;

    /// <summary>Windows-1252, 0x80 to 0x9F; 0 where it has no character.</summary>
    private static readonly ushort[] Windows =
    [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ];

    private readonly byte[] input = new byte[64 * 1024];
    private readonly byte[] output = new byte[64 * 1024 * 3 + LongestUnit];
    private int kept;
    private int outputUsed;
    private int outputLength;
    private ushort high;
    private bool ended;

    /// <summary>Fills a buffer, at least one byte unless the source is at its end.</summary>
    public async ValueTask<int> ReadAsync(
        Func<Memory<byte>, CancellationToken, ValueTask<int>> source, Memory<byte> into, CancellationToken cancellationToken)
    {
        while (outputUsed == outputLength && !ended)
        {
            var read = await source(input.AsMemory(kept), cancellationToken);
            ended = read == 0;
            Convert(kept + read);
        }
        var length = Math.Min(into.Length, outputLength - outputUsed);
        output.AsSpan(outputUsed, length).CopyTo(into.Span);
        outputUsed += length;
        return length;
    }

    /// <summary>The bytes that converted text had before: each character tells by its first byte.</summary>
    public int LengthBefore(ReadOnlySpan<byte> converted)
    {
        var (characters, pairs, halves) = (0, 0, 0);
        foreach (var letter in converted)
        {
            characters += (letter & 0xC0) == 0x80 ? 0 : 1;
            pairs += letter >= 0xF0 ? 1 : 0;
            halves += letter == Invalid ? 1 : 0;
        }
        return encoding is TextEncoding.Latin1 or TextEncoding.Windows1252 ? characters : 2 * (characters + pairs) - halves;
    }

    private void Convert(int length)
    {
        outputUsed = outputLength = 0;
        if (encoding is TextEncoding.Latin1 or TextEncoding.Windows1252)
        {
            foreach (var letter in input.AsSpan(0, length))
                ConvertByte(letter);
            return;
        }
        for (var at = 0; at + 1 < length; at += 2)
        {
            var unit = input.AsSpan(at, 2);
            ConvertUnit(encoding == TextEncoding.Utf16LittleEndian
                ? BinaryPrimitives.ReadUInt16LittleEndian(unit) : BinaryPrimitives.ReadUInt16BigEndian(unit));
        }
        kept = length & 1;
        if (kept == 1)
            input[0] = input[length - 1];
        if (!ended)
            return;
        if (high != 0)
            PutThree(high);
        if (kept == 1)
            output[outputLength++] = Invalid;
        (high, kept) = (0, 0);
    }

    private void ConvertByte(byte letter)
    {
        if (letter < 0x80)
            output[outputLength++] = letter;
        else if (encoding == TextEncoding.Latin1 || letter >= 0xA0)
            PutTwo(letter);
        else if (Windows[letter - 0x80] is var character and not 0)
            Put(character);
        else
            output[outputLength++] = Invalid;
    }

    private void ConvertUnit(ushort unit)
    {
        if (high != 0)
        {
            var first = high;
            high = 0;
            if (char.IsLowSurrogate((char)unit))
            {
                PutFour(char.ConvertToUtf32((char)first, (char)unit));
                return;
            }
            PutThree(first);
        }
        if (char.IsHighSurrogate((char)unit))
            high = unit;
        else
            Put(unit);
    }

    private void Put(ushort character)
    {
        if (character < 0x80)
            output[outputLength++] = (byte)character;
        else if (character < 0x800)
            PutTwo(character);
        else
            PutThree(character);
    }

    private void PutTwo(int character)
    {
        output[outputLength++] = (byte)(0xC0 | (character >> 6));
        output[outputLength++] = (byte)(0x80 | (character & 0x3F));
    }

    private void PutThree(int character)
    {
        output[outputLength++] = (byte)(0xE0 | (character >> 12));
        output[outputLength++] = (byte)(0x80 | ((character >> 6) & 0x3F));
        output[outputLength++] = (byte)(0x80 | (character & 0x3F));
    }

    private void PutFour(int character)
    {
        output[outputLength++] = (byte)(0xF0 | (character >> 18));
        output[outputLength++] = (byte)(0x80 | ((character >> 12) & 0x3F));
        output[outputLength++] = (byte)(0x80 | ((character >> 6) & 0x3F));
        output[outputLength++] = (byte)(0x80 | (character & 0x3F));
    }
}
