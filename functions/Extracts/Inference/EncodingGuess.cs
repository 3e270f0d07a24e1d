using System.Text;
using System.Text.Unicode;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Inference;

/// <summary>
/// What encoding a file without a byte order mark is in, by all of its bytes. UTF-8 is certain when all of it is; anything else
/// is a
/// guess: the code page that decodes every word without a loss into the letters that its languages use most.
/// </summary>
internal sealed class EncodingGuess
{
    private const int MaxWords = 20_000;

    /// <summary>Of words in code pages of East Asia so many at most are UTF-8 as well.</summary>
    private const double ByChance = 0.4;

    /// <summary>Words by the bytes that they stand for, as Latin-1 text.</summary>
    private readonly HashSet<string> words = [];
    private readonly StringBuilder word = new();
    private readonly byte[] partial = new byte[3];
    private int partialLength;
    private bool isUtf8 = true;
    private bool hasHigh;
    private bool hasHighInWord;
    private long line = 1;

    /// <summary>The line of the first byte that is no ASCII, 1-based; 0 when all is ASCII.</summary>
    public long FirstLine { get; private set; }

    /// <summary>Takes the next bytes of the file.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes) && partialLength == 0)
        {
            line += bytes.Count((byte)'\n');
            EndWord();
            return;
        }
        Check(bytes);
        foreach (var letter in bytes)
        {
            if (letter >= 0x80 && !hasHigh)
                (hasHigh, FirstLine) = (true, line);
            line += letter == '\n' ? 1 : 0;
            Add(letter);
        }
    }

    /// <summary>The encoding, and what else to say when it is a guess: null for UTF-8.</summary>
    public (TextEncoding Encoding, string? Note) Result()
    {
        EndWord();
        if (isUtf8 && partialLength == 0)
            return (TextEncoding.Utf8, null);
        if (IsMixed())
            return (TextEncoding.Utf8, MixedNote());
        var best = CodePageScore.Best(words);
        var second = best.Second is null ? "" : $" Next best is {best.Second}.";
        return (best.Encoding, $"The file is no UTF-8: line {FirstLine} has the first byte that is no ASCII. "
            + $"{best.Encoding.Name} is a "
            + $"guess, by its letters: {string.Join(", ", best.Examples.Select(example => $"'{example}'"))}.{second} Check "
            + "them, or name the right dialect.encoding.");
    }

    /// <summary>Whether words are UTF-8 that by chance hardly any would be.</summary>
    private bool IsMixed() => words.Count(IsUtf8Word) > words.Count * ByChance;

    private string MixedNote() =>
        "The file is UTF-8, but for words such as "
        + string.Join(", ", words.Where(text => !IsUtf8Word(text)).Take(3)
            .Select(text => $"'{TextEncoding.Windows1252.ToNet(DecoderFallback.ReplacementFallback).GetString(
                Encoding.Latin1.GetBytes(text))}'"))
        + ": files of two encodings were joined. Their rows are rejected; write all of it as UTF-8.";

    private static bool IsUtf8Word(string text) => Utf8.IsValid(Encoding.Latin1.GetBytes(text));

    /// <summary>Whether the bytes go on as UTF-8.</summary>
    private void Check(ReadOnlySpan<byte> bytes)
    {
        if (!isUtf8)
            return;
        byte[] whole = [.. partial.AsSpan(0, partialLength), .. bytes];
        var end = whole.Length;
        // The last character may go on in the next bytes.
        for (var back = 1; back <= 3 && back <= whole.Length; back++)
        {
            var letter = whole[^back];
            if (letter < 0x80)
                break;
            if (letter >= 0xC0)
            {
                end = (letter >= 0xF0 ? 4 : letter >= 0xE0 ? 3 : 2) > back ? whole.Length - back : end;
                break;
            }
        }
        isUtf8 = Utf8.IsValid(whole.AsSpan(0, end));
        partialLength = Math.Min(3, whole.Length - end);
        whole.AsSpan(end, partialLength).CopyTo(partial);
    }

    private void Add(byte letter)
    {
        // The second byte of a character of East Asia may be an ASCII one.
        var mayBeSecond = hasHighInWord && letter >= 0x40;
        var isPart = letter >= 0x80 || char.IsAsciiLetterOrDigit((char)letter) || mayBeSecond;
        if (!isPart || word.Length > 100)
            EndWord();
        if (!isPart)
            return;
        word.Append((char)letter);
        hasHighInWord |= letter >= 0x80;
    }

    private void EndWord()
    {
        if (hasHighInWord && words.Count < MaxWords)
            words.Add(word.ToString());
        word.Clear();
        hasHighInWord = false;
    }
}
