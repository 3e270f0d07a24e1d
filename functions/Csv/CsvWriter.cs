using System.Buffers;
using System.Globalization;
using System.Text;

namespace ReapFunctions.Csv;

/// <summary>
/// Writes CSV of RFC 4180 as UTF-8: commas, lines ended by LF, values quoted only where needed, numbers in their shortest form. A
/// missing value is nothing between commas, an empty text is <c>""</c>. Not safe for use by several threads; dispose it to write
/// what is left.
/// </summary>
public sealed class CsvWriter(Stream stream, int bufferSize = 64 * 1024) : IAsyncDisposable
{
    internal static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);
    private static readonly SearchValues<byte> SpecialWithSemicolon = SearchValues.Create(";,\"\r\n"u8);

    private byte[] buffer = new byte[bufferSize];
    private int length;
    private bool inRow;
    private bool isGuarded;
    private bool hasComma;

    /// <summary>
    /// Writes for people who open it in a spreadsheet: lines end in CRLF, and a text that begins as a formula does, with
    /// <c>= + - @</c>, tab, line end or an apostrophe, is quoted behind one apostrophe. Taking one leading apostrophe off gives
    /// every text back.
    /// </summary>
    public static CsvWriter ForSpreadsheet(Stream stream) => new(stream) { isGuarded = true };

    /// <summary>
    /// The same with a byte order mark, as a spreadsheet opens it by itself where numbers are written with a point; or with a
    /// comma, when semicolons stand between cells.
    /// </summary>
    public static CsvWriter ForSpreadsheet(Stream stream, bool hasComma)
    {
        var csv = new CsvWriter(stream) { isGuarded = true, hasComma = hasComma };
        Encoding.UTF8.Preamble.CopyTo(csv.buffer);
        csv.length = Encoding.UTF8.Preamble.Length;
        return csv;
    }

    /// <summary>Writes rows of one kind below a header.</summary>
    /// <param name="write">Writes a row, up to its end.</param>
    public static async Task WriteAllAsync<T>(
        Stream stream, string[] header, IReadOnlyList<T> rows, Action<CsvWriter, T> write, CancellationToken cancellationToken)
    {
        await using var csv = new CsvWriter(stream);
        csv.Row(header);
        foreach (var row in rows)
        {
            write(csv, row);
            if (csv.IsFull)
                await csv.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Bytes written to the stream so far; those still buffered are not counted.</summary>
    public long Bytes { get; private set; }

    /// <summary>A text value; null is missing.</summary>
    public CsvWriter Text(string? text)
    {
        Separate();
        if (text is null)
            return this;
        Span<byte> utf8 = text.Length <= 256 ? stackalloc byte[768] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        Put(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
        return this;
    }

    /// <summary>A text value in UTF-8.</summary>
    public CsvWriter Text(ReadOnlySpan<byte> utf8)
    {
        Separate();
        Put(utf8);
        return this;
    }

    /// <summary>A number; NaN is missing.</summary>
    public CsvWriter Number(double number)
    {
        Separate();
        if (double.IsNaN(number))
            return this;
        Reserve(32);
        number.TryFormat(buffer.AsSpan(length), out var written, default, CultureInfo.InvariantCulture);
        length += written;
        return this;
    }

    /// <summary>A number that is written already, in its invariant form; empty is missing.</summary>
    public CsvWriter NumberText(string number)
    {
        Separate();
        Reserve(number.Length);
        length += Encoding.ASCII.GetBytes(hasComma ? number.Replace('.', ',') : number, buffer.AsSpan(length));
        return this;
    }

    /// <summary>A number of single precision, in its own shortest form; NaN is missing.</summary>
    public CsvWriter Number(float number)
    {
        Separate();
        if (float.IsNaN(number))
            return this;
        Reserve(32);
        number.TryFormat(buffer.AsSpan(length), out var written, default, CultureInfo.InvariantCulture);
        length += written;
        return this;
    }

    /// <summary>A whole number.</summary>
    public CsvWriter Number(long number)
    {
        Separate();
        Reserve(32);
        number.TryFormat(buffer.AsSpan(length), out var written, default, CultureInfo.InvariantCulture);
        length += written;
        return this;
    }

    /// <summary>A flag, <c>true</c> or <c>false</c>; null is missing.</summary>
    public CsvWriter Flag(bool? flag)
    {
        Separate();
        if (flag is { } value)
            Put(value ? "true"u8 : "false"u8);
        return this;
    }

    /// <summary>A date, <c>yyyy-MM-dd</c>; null is missing.</summary>
    public CsvWriter Date(DateOnly? date)
    {
        Separate();
        if (date is not { } value)
            return this;
        Reserve(16);
        value.TryFormat(buffer.AsSpan(length), out var written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        length += written;
        return this;
    }

    /// <summary>A moment in UTC, to the tick; null is missing.</summary>
    public CsvWriter Moment(DateTimeOffset? at) => Text(at?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        Reserve(2);
        if (isGuarded)
            buffer[length++] = (byte)'\r';
        buffer[length++] = (byte)'\n';
        inRow = false;
    }

    /// <summary>A whole row of texts.</summary>
    public void Row(params IEnumerable<string?> texts)
    {
        foreach (var text in texts)
            Text(text);
        EndRow();
    }

    /// <summary>Room for rows that somebody else writes; <see cref="Advance"/> says how much was used.</summary>
    internal Span<byte> Room(int bytes)
    {
        Reserve(bytes);
        return buffer.AsSpan(length);
    }

    /// <summary>So many bytes of the room hold whole rows now.</summary>
    internal void Advance(int bytes) => length += bytes;

    /// <summary>Bytes that wait to be written to the stream.</summary>
    internal int Buffered => length;

    /// <summary>True when so much is buffered that it should be written.</summary>
    internal bool IsFull => length >= bufferSize / 2;

    /// <summary>Writes what is buffered to the stream.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        if (length == 0)
            return;
        await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        Bytes += length;
        length = 0;
    }

    /// <summary>Writes what is left and disposes the stream.</summary>
    public async ValueTask DisposeAsync()
    {
        await FlushAsync();
        await stream.DisposeAsync();
    }

    /// <summary>Appends a value, quoted where it must be, to the bytes of a row.</summary>
    internal static int Quote(ReadOnlySpan<byte> text, Span<byte> into) => Quote(text, into, Special);

    private static int Quote(ReadOnlySpan<byte> text, Span<byte> into, SearchValues<byte> special)
    {
        if (!text.IsEmpty && text.IndexOfAny(special) < 0)
        {
            text.CopyTo(into);
            return text.Length;
        }
        return Enclose(text, "\""u8, into);
    }

    private static int Enclose(ReadOnlySpan<byte> text, ReadOnlySpan<byte> opening, Span<byte> into)
    {
        opening.CopyTo(into);
        var length = opening.Length;
        foreach (var letter in text)
        {
            if (letter == '"')
                into[length++] = (byte)'"';
            into[length++] = letter;
        }
        into[length++] = (byte)'"';
        return length;
    }

    /// <summary>A text that was written for a spreadsheet, as it was before.</summary>
    public static string WithoutGuard(string text) =>
        text.Length > 1 && text[0] == '\'' && IsRisky(text[1]) ? text[1..] : text;

    private static bool IsRisky(ReadOnlySpan<byte> text) => !text.IsEmpty && IsRisky((char)text[0]);

    private static bool IsRisky(char first) => "=+-@\t\r\n'".Contains(first);

    private void Separate()
    {
        Reserve(1);
        if (inRow)
            buffer[length++] = hasComma ? (byte)';' : (byte)',';
        inRow = true;
    }

    private void Put(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length * 2 + 3);
        var room = buffer.AsSpan(length);
        length += isGuarded && IsRisky(utf8) ? Enclose(utf8, "\"'"u8, room)
            : Quote(utf8, room, hasComma ? SpecialWithSemicolon : Special);
    }

    private void Reserve(int more)
    {
        if (buffer.Length < length + more)
            Array.Resize(ref buffer, Math.Max(length + more, buffer.Length * 2));
    }
}
