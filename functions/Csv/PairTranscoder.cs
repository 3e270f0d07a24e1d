using System.Text;

namespace ReapFunctions.Csv;

/// <summary>Code pages of East Asia, in which a character has up to four bytes. Bytes that are none stay one for one.</summary>
internal sealed class PairTranscoder(TextEncoding encoding) : Transcoder
{
    /// <summary>Stands for a byte that is no character; itself in no text.</summary>
    private const char Unknown = '\uFFFF';

    private readonly Decoder decoder = encoding.ToNet(new EachByte()).GetDecoder();
    private readonly Encoding net = encoding.ToNet(new EachByte());
    private char[] decoded = [];

    /// <summary>The length is that of the usual bytes of each character.</summary>
    public override int LengthBefore(ReadOnlySpan<byte> converted)
    {
        var length = 0;
        while (!converted.IsEmpty)
        {
            var run = converted.IndexOf(Invalid) is var invalid and >= 0 ? converted[..invalid] : converted;
            length += Ascii.IsValid(run) ? run.Length : net.GetByteCount(Encoding.UTF8.GetString(run));
            length += run.Length == converted.Length ? 0 : 1;
            converted = converted[Math.Min(converted.Length, run.Length + 1)..];
        }
        return length;
    }

    protected override int Convert(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        if (decoded.Length < bytes.Length + 16)
            decoded = new char[bytes.Length + 16];
        var count = decoder.GetChars(bytes, decoded, flush: isEnd);
        for (var at = 0; at < count; at++)
        {
            if (decoded[at] == Unknown)
                PutInvalid();
            else if (char.IsHighSurrogate(decoded[at]) && at + 1 < count)
                Put(char.ConvertToUtf32(decoded[at], decoded[++at]));
            else
                Put(decoded[at]);
        }
        // The decoder keeps the first byte of a character that is not whole.
        return bytes.Length;
    }

    private sealed class EachByte : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new EachByteBuffer();
    }

    private sealed class EachByteBuffer : DecoderFallbackBuffer
    {
        private int left;
        private int given;

        public override int Remaining => left;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (left, given) = (bytesUnknown.Length, 0);
            return true;
        }

        public override char GetNextChar()
        {
            if (left == 0)
                return '\0';
            (left, given) = (left - 1, given + 1);
            return Unknown;
        }

        public override bool MovePrevious()
        {
            if (given == 0)
                return false;
            (left, given) = (left + 1, given - 1);
            return true;
        }

        public override void Reset() => (left, given) = (0, 0);
    }
}
