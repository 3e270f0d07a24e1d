using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// One line of CSV in the making: fields as UTF-8 in one buffer, reused for every row. A field may be replaced, also by text that
/// is written as it stands, quotes missing or all.
/// </summary>
internal sealed class CsvLine
{
    private static readonly System.Buffers.SearchValues<byte> NeedQuotes = System.Buffers.SearchValues.Create(",\"\r\n"u8);

    private readonly int[] ends = new int[128];
    private byte[] text = new byte[4096];
    private int length;
    private byte[]? replacement;
    private int replacedField;
    private bool replacedAsItStands;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int field] => text.AsSpan((field == 0 ? 0 : ends[field - 1])..ends[field]);

    public void Clear()
    {
        length = 0;
        Count = 0;
        replacement = null;
    }

    public void Missing() => ends[Count++] = length;

    public void Add(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        End(utf8.Length);
    }

    public void Add(bool value) => Add(value ? "true"u8 : "false"u8);

    public void Add(int value)
    {
        Utf8Formatter.TryFormat(value, Room(12), out var written);
        End(written);
    }

    /// <summary>An amount with two decimals; also used for other quantities.</summary>
    public void Add(double value)
    {
        var hundredths = (long)Math.Round(value * 100);
        var room = Room(24);
        var start = 0;
        if (hundredths < 0)
        {
            room[start++] = (byte)'-';
            hundredths = -hundredths;
        }
        Utf8Formatter.TryFormat(hundredths / 100, room[start..], out var written);
        var cents = (int)(hundredths % 100);
        written += start;
        room[written] = (byte)'.';
        room[written + 1] = (byte)('0' + cents / 10);
        room[written + 2] = (byte)('0' + cents % 10);
        End(written + 3);
    }

    public void Add(DateOnly value)
    {
        value.TryFormat(Room(10), out var written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        End(written);
    }

    /// <summary>Puts other text in place of a field.</summary>
    /// <param name="asItStands">True to write it without the quotes it would need.</param>
    public void Replace(int field, byte[] utf8, bool asItStands = false)
    {
        replacedField = field;
        replacement = utf8;
        replacedAsItStands = asItStands;
    }

    public void Replace(int field, string value) => Replace(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Appends the whole line to <paramref name="block"/>.</summary>
    public void WriteTo(Utf8Block block) => WriteTo(block, Count);

    /// <summary>Appends the line to <paramref name="block"/>.</summary>
    /// <param name="fields">How many fields: fewer than <see cref="Count"/> cut the line short.</param>
    public void WriteTo(Utf8Block block, int fields)
    {
        for (var field = 0; field < fields; field++)
        {
            if (field > 0)
                block.Add((byte)',');
            if (replacement is null || field != replacedField)
                Write(block, this[field]);
            else if (replacedAsItStands)
                block.Add(replacement);
            else
                Write(block, replacement);
        }
        block.Add((byte)'\n');
    }

    private static void Write(Utf8Block block, ReadOnlySpan<byte> value)
    {
        if (value.IndexOfAny(NeedQuotes) < 0)
        {
            block.Add(value);
            return;
        }
        block.Add((byte)'"');
        foreach (var octet in value)
        {
            if (octet == '"')
                block.Add((byte)'"');
            block.Add(octet);
        }
        block.Add((byte)'"');
    }

    private Span<byte> Room(int count)
    {
        if (length + count > text.Length)
            Array.Resize(ref text, Math.Max(text.Length * 2, length + count));
        return text.AsSpan(length);
    }

    private void End(int count)
    {
        length += count;
        ends[Count++] = length;
    }
}
