using Parquet;
using Parquet.Schema;

namespace ReapFunctions.Tests.Extracts;

/// <summary>A Parquet file written column by column, in groups of rows.</summary>
internal sealed class ParquetFile
{
    private readonly List<(DataField Field, Func<ParquetRowGroupWriter, DataField, Range, Task> Write)> columns = [];
    private int rows;

    public ParquetFile Texts(string name, params string?[] values) => Add(
        new DataField(name, typeof(string), true), values.Length,
        (group, field, range) => group.WriteAsync(field, values[range]!));

    /// <summary>Dates and times; those with a time are in UTC.</summary>
    public ParquetFile Moments(string name, DateTimeFormat format, params DateTime?[] values) =>
        Column(new DateTimeDataField(name, format, isAdjustedToUTC: true, isNullable: true), values);

    public ParquetFile Column<T>(string name, params T?[] values)
        where T : struct => Column(new DataField(name, typeof(T), true), values);

    public ParquetFile Column<T>(DataField field, params T?[] values)
        where T : struct => Add(
            field, values.Length, (group, column, range) => group.WriteAsync<T>(column, values[range].AsMemory()));

    public async Task<byte[]> BytesAsync(int groupRows = int.MaxValue)
    {
        var file = new MemoryStream();
        var schema = new ParquetSchema(columns.Select(column => column.Field));
        await using (var writer = await ParquetWriter.CreateAsync(schema, file))
        {
            for (var from = 0; from < rows; from += Math.Min(groupRows, rows - from))
            {
                using var group = writer.CreateRowGroup();
                foreach (var (field, write) in columns)
                    await write(group, field, from..(from + Math.Min(groupRows, rows - from)));
            }
        }
        return file.ToArray();
    }

    private ParquetFile Add(DataField field, int length, Func<ParquetRowGroupWriter, DataField, Range, Task> write)
    {
        columns.Add((field, write));
        rows = length;
        return this;
    }
}
