using Parquet;
using Parquet.Schema;

namespace ReapFunctions.Csv.Packed;

/// <summary>
/// Writes a Parquet file again with some rows emptied: a row keeps its place, so that numbers of rows stay true, and has no value
/// in any column. Types, logical types, groups of rows and metadata stay; a column that must have a value need no longer.
/// </summary>
internal static class ParquetCopy
{
    /// <param name="file">Seekable; left open.</param>
    /// <param name="output">Seekable; left open.</param>
    /// <param name="emptied">Numbers of rows, 1-based.</param>
    /// <param name="cells">A column, and the numbers of further rows that are emptied of its value alone; null for none.</param>
    /// <exception cref="InvalidDataException">Damaged, or columns that are not read.</exception>
    public static async Task WriteAsync(
        Stream file, Stream output, IReadOnlySet<long> emptied, CancellationToken cancellationToken,
        (string Column, IReadOnlySet<long> Rows)? cells = null)
    {
        await using var reader = await ParquetReader.CreateAsync(file, null, leaveStreamOpen: true, cancellationToken);
        var columns = reader.Schema.DataFields;
        var written = Array.ConvertAll(columns, Optional);
        await using var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(written), output, new ParquetOptions { CompressionMethod = CompressionOf(reader) },
            cancellationToken: cancellationToken);
        writer.CustomMetadata = reader.CustomMetadata;
        var before = 0L;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var from = reader.OpenRowGroupReader(group);
            using var into = writer.CreateRowGroup();
            int[] RowsOf(IEnumerable<long> numbers) => [.. numbers.Select(number => number - before - 1)
                .Where(row => row >= 0 && row < from.RowCount).Select(row => (int)row)];
            var rows = RowsOf(emptied);
            for (var column = 0; column < columns.Length; column++)
            {
                int[] own = columns[column].Name == cells?.Column ? [.. rows, .. RowsOf(cells.Value.Rows)] : rows;
                await Copier(columns[column])(new Copied(from, columns[column], into, written[column], own), cancellationToken);
            }
            before += from.RowCount;
        }
    }

    /// <summary>A column of a group of rows, and where it goes.</summary>
    private sealed record Copied(
        ParquetRowGroupReader From, DataField Column, ParquetRowGroupWriter Into, DataField Written, int[] Emptied)
    {
        public int Rows => (int)From.RowCount;
    }

    private static CompressionMethod CompressionOf(ParquetReader reader) =>
        reader.Metadata?.RowGroups.FirstOrDefault()?.Columns.FirstOrDefault()?.MetaData?.Codec is { } codec
            ? (CompressionMethod)(int)codec
            : CompressionMethod.Snappy;

    private static DataField Optional(DataField column) => column switch
    {
        { IsNullable: true } => column,
        DecimalDataField number => new DecimalDataField(
            number.Name, number.Precision, number.Scale, number.ForceByteArrayEncoding, isNullable: true),
        DateTimeDataField moment => new DateTimeDataField(
            moment.Name, moment.DateTimeFormat, moment.IsAdjustedToUTC, moment.Unit, isNullable: true),
        _ => new DataField(column.Name, column.ClrType, isNullable: true),
    };

    private static Func<Copied, CancellationToken, Task> Copier(DataField field)
    {
        var type = field.ClrType;
        if (type == typeof(ReadOnlyMemory<char>) || type == typeof(string))
            return TextsAsync;
        if (type == typeof(ReadOnlyMemory<byte>) || type == typeof(byte[]))
            return BytesAsync;
        return type == typeof(bool) ? ValuesAsync<bool>
            : type == typeof(sbyte) ? ValuesAsync<sbyte> : type == typeof(byte) ? ValuesAsync<byte>
            : type == typeof(short) ? ValuesAsync<short> : type == typeof(ushort) ? ValuesAsync<ushort>
            : type == typeof(int) ? ValuesAsync<int> : type == typeof(uint) ? ValuesAsync<uint>
            : type == typeof(long) ? ValuesAsync<long> : type == typeof(ulong) ? ValuesAsync<ulong>
            : type == typeof(float) ? ValuesAsync<float> : type == typeof(double) ? ValuesAsync<double>
            : type == typeof(decimal) ? ValuesAsync<decimal> : type == typeof(Guid) ? ValuesAsync<Guid>
            : type == typeof(DateOnly) ? ValuesAsync<DateOnly> : type == typeof(DateTime) ? ValuesAsync<DateTime>
            : throw new InvalidDataException($"Column '{field.Name}' is of a type that is not read.");
    }

    private static async Task TextsAsync(Copied column, CancellationToken cancellationToken)
    {
        var values = new string?[column.Rows];
        await column.From.ReadAsync(column.Column, values.AsMemory()!, null, cancellationToken);
        Array.ForEach(column.Emptied, row => values[row] = null);
        await column.Into.WriteAsync(column.Written, values!);
    }

    private static async Task BytesAsync(Copied column, CancellationToken cancellationToken)
    {
        var values = new byte[]?[column.Rows];
        await column.From.ReadAsync(column.Column, values.AsMemory()!, null, cancellationToken);
        Array.ForEach(column.Emptied, row => values[row] = null);
        await column.Into.WriteAsync(column.Written, values!);
    }

    private static async Task ValuesAsync<T>(Copied column, CancellationToken cancellationToken)
        where T : struct
    {
        var values = await ParquetCells.ValuesAsync<T>(column.From, column.Column, column.Rows, cancellationToken);
        Array.ForEach(column.Emptied, row => values[row] = null);
        await column.Into.WriteAsync<T>(column.Written, values.AsMemory(), cancellationToken: cancellationToken);
    }
}
