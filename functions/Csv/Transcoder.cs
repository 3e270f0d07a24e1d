namespace ReapFunctions.Csv;

/// <summary>
/// Converts text of another encoding to UTF-8. What is no character there (a lone surrogate, a byte that the code page leaves
/// free, half a character at the end) becomes bytes that are no UTF-8.
/// </summary>
internal abstract class Transcoder
{
    /// <summary>Never part of UTF-8.</summary>
    protected const byte Invalid = 0xC0;

    private const int InputLength = 64 * 1024;

    /// <summary>
    /// Bytes of UTF-8 for one code unit at max: three, and six for a pair of surrogates that meet across two reads.
    /// </summary>
    private const int LongestUnit = 6;

    private readonly byte[] input = new byte[InputLength];
    private readonly byte[] output = new byte[(InputLength * 3) + LongestUnit];
    private int kept;
    private int outputUsed;
    private int outputLength;
    private bool ended;

    /// <summary>The transcoder of an encoding; null for UTF-8.</summary>
    public static Transcoder? For(TextEncoding encoding) =>
        encoding == TextEncoding.Utf8 ? null
        : encoding.IsUtf16 ? new Utf16Transcoder(encoding == TextEncoding.Utf16LittleEndian)
        : encoding.ToNet(System.Text.DecoderFallback.ReplacementFallback).IsSingleByte ? new ByteTranscoder(encoding)
        : new PairTranscoder(encoding);

    /// <summary>Fills a buffer, at least one byte unless the source is at its end.</summary>
    public async ValueTask<int> ReadAsync(
        Func<Memory<byte>, CancellationToken, ValueTask<int>> source, Memory<byte> into, CancellationToken cancellationToken)
    {
        while (outputUsed == outputLength && !ended)
        {
            var read = await source(input.AsMemory(kept), cancellationToken);
            ended = read == 0;
            outputUsed = outputLength = 0;
            var used = Convert(input.AsSpan(0, kept + read), ended);
            input.AsSpan(used, kept + read - used).CopyTo(input);
            kept += read - used;
        }
        var length = Math.Min(into.Length, outputLength - outputUsed);
        output.AsSpan(outputUsed, length).CopyTo(into.Span);
        outputUsed += length;
        return length;
    }

    /// <summary>The bytes that converted text had before: each character tells by its first byte.</summary>
    public abstract int LengthBefore(ReadOnlySpan<byte> converted);

    /// <summary>Converts what it can and gives how many bytes that were: all of them at the end.</summary>
    protected abstract int Convert(ReadOnlySpan<byte> bytes, bool isEnd);

    protected void PutInvalid() => output[outputLength++] = Invalid;

    protected void Put(int character)
    {
        if (character < 0x80)
            output[outputLength++] = (byte)character;
        else if (character < 0x800)
        {
            output[outputLength++] = (byte)(0xC0 | (character >> 6));
            output[outputLength++] = (byte)(0x80 | (character & 0x3F));
        }
        else if (character < 0x10000)
        {
            output[outputLength++] = (byte)(0xE0 | (character >> 12));
            output[outputLength++] = (byte)(0x80 | ((character >> 6) & 0x3F));
            output[outputLength++] = (byte)(0x80 | (character & 0x3F));
        }
        else
        {
            output[outputLength++] = (byte)(0xF0 | (character >> 18));
            output[outputLength++] = (byte)(0x80 | ((character >> 12) & 0x3F));
            output[outputLength++] = (byte)(0x80 | ((character >> 6) & 0x3F));
            output[outputLength++] = (byte)(0x80 | (character & 0x3F));
        }
    }
}
