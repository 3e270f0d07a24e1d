using System.Globalization;
using System.Numerics;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace ReapFunctions.Csv.Packed;

/// <summary>
/// The cells of one column of a group of rows as texts of delimited text with commas: numbers with a point, dates and times as
/// ISO 8601, a moment in UTC with Z, a missing value as nothing.
/// </summary>
internal sealed class ParquetCells(DataField column, int rows, long maxBytes)
{
    /// <summary>Above it a double does not hold every whole number.</summary>
    private const double MaxWhole = 1L << 53;

    private readonly int[] ends = new int[rows];
    private byte[] bytes = new byte[Math.Min(Math.Max(16L, rows * 8L), maxBytes)];
    private int row;

    /// <summary>Bytes of all cells.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> this[int index] => bytes.AsSpan()[(index == 0 ? 0 : ends[index - 1])..ends[index]];

    /// <summary>Whether the column holds dates without a time.</summary>
    public static bool IsDate(DataField field) =>
        field.ClrType == typeof(DateOnly) || field is DateTimeDataField { DateTimeFormat: DateTimeFormat.Date };

    /// <summary>Whether the column holds moments in UTC.</summary>
    public static bool IsUtc(DataField field) =>
        field is DateTimeDataField { IsAdjustedToUTC: true, DateTimeFormat: not DateTimeFormat.Impala };

    /// <summary>Whether columns of the type are read.</summary>
    public static bool IsRead(DataField field) => Reader(field) is not null;

    /// <exception cref="UnreadableFileException">The texts have more bytes than allowed.</exception>
    public async Task ReadAsync(ParquetRowGroupReader group, CancellationToken cancellationToken) =>
        await Reader(column)!(this, group, cancellationToken);

    private delegate Task ColumnReader(ParquetCells cells, ParquetRowGroupReader group, CancellationToken cancellationToken);

    private static ColumnReader? Reader(DataField field)
    {
        var type = field.ClrType;
        if (type == typeof(ReadOnlyMemory<char>) || type == typeof(string))
            return (cells, group, cancellationToken) => cells.ReadTextsAsync(group, cancellationToken);
        if (type == typeof(ReadOnlyMemory<byte>) || type == typeof(byte[]))
            return (cells, group, cancellationToken) => cells.ReadBytesAsync(group, cancellationToken);
        return type == typeof(bool) ? Of<bool>(value => value ? "true" : "false")
            : type == typeof(sbyte) ? Number<sbyte>() : type == typeof(byte) ? Number<byte>()
            : type == typeof(short) ? Number<short>() : type == typeof(ushort) ? Number<ushort>()
            : type == typeof(int) ? Number<int>() : type == typeof(uint) ? Number<uint>()
            : type == typeof(long) ? Number<long>() : type == typeof(ulong) ? Number<ulong>()
            : type == typeof(float) ? Of<float>(value => Text(value, value.ToString(Invariant)))
            : type == typeof(double) ? Of<double>(value => Text(value, value.ToString(Invariant)))
            : type == typeof(decimal) ? Number<decimal>()
            : type == typeof(Guid) ? Of<Guid>(value => value.ToString())
            : type == typeof(DateOnly) ? Of<DateOnly>(Text)
            : type == typeof(DateTime) ? Moments(field)
            : null;
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static ColumnReader Number<T>()
        where T : struct, INumber<T> => Of<T>(value => value.ToString(null, Invariant));

    private static ColumnReader Moments(DataField field)
    {
        if (IsDate(field))
            return Of<DateTime>(value => Text(DateOnly.FromDateTime(value)));
        var end = IsUtc(field) ? "Z" : "";
        return Of<DateTime>(value => value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", Invariant) + end);
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", Invariant);

    /// <summary>A whole number as it is meant, such as an id that a column with missing values has as 12680.0.</summary>
    private static string Text(double value, string otherwise) =>
        Math.Abs(value) < MaxWhole && Math.Floor(value) == value ? ((long)value).ToString(Invariant) : otherwise;

    private static ColumnReader Of<T>(Func<T, string> text)
        where T : struct => async (cells, group, cancellationToken) =>
        {
            foreach (var value in await ValuesAsync<T>(group, cells.Column, cells.ends.Length, cancellationToken))
                cells.Add(value is { } known ? text(known) : "");
        };

    /// <summary>The values of a column that holds no texts.</summary>
    public static async Task<T?[]> ValuesAsync<T>(
        ParquetRowGroupReader group, DataField column, int rows, CancellationToken cancellationToken)
        where T : struct
    {
        var values = new T?[rows];
        if (column.IsNullable)
            await group.ReadAsync<T>(column, values.AsMemory(), null, cancellationToken);
        else
        {
            var whole = new T[rows];
            await group.ReadAsync<T>(column, whole.AsMemory(), null, cancellationToken);
            for (var index = 0; index < whole.Length; index++)
                values[index] = whole[index];
        }
        return values;
    }

    private DataField Column => column;

    private async Task ReadTextsAsync(ParquetRowGroupReader group, CancellationToken cancellationToken)
    {
        var values = new string?[ends.Length];
        await group.ReadAsync(column, values.AsMemory()!, null, cancellationToken);
        foreach (var value in values)
            Add(value ?? "");
    }

    private async Task ReadBytesAsync(ParquetRowGroupReader group, CancellationToken cancellationToken)
    {
        var values = new byte[]?[ends.Length];
        await group.ReadAsync(column, values.AsMemory()!, null, cancellationToken);
        foreach (var value in values)
            Add(value);
    }

    private void Add(string text)
    {
        Span<byte> small = stackalloc byte[256];
        if (text.Length <= small.Length / 3)
            Add(small[..Encoding.UTF8.GetBytes(text, small)]);
        else
            Add(Encoding.UTF8.GetBytes(text));
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny(",\"\r\n"u8) < 0)
            Put(text);
        else
        {
            Put("\""u8);
            while (text.IndexOf((byte)'"') is var quote and >= 0)
            {
                Put(text[..(quote + 1)]);
                Put("\""u8);
                text = text[(quote + 1)..];
            }
            Put(text);
            Put("\""u8);
        }
        ends[row++] = Length;
    }

    private void Put(ReadOnlySpan<byte> text)
    {
        if (Length + (long)text.Length > maxBytes)
            throw ParquetText.TooLarge();
        if (Length + text.Length > bytes.Length)
            Array.Resize(ref bytes, (int)Math.Min(maxBytes, Math.Max(Length + text.Length, bytes.Length * 2L)));
        text.CopyTo(bytes.AsSpan(Length));
        Length += text.Length;
    }
}
