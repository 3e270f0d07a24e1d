using System.Text;
using Parquet;
using Parquet.Schema;
using ReapFunctions.Csv.Packed;

namespace ReapFunctions.Tests.Csv;

/// <summary>Parquet files written again without the values of some rows.</summary>
public sealed class ParquetCopyTests
{
    private const int Rows = 5;

    /// <summary>A column of each type that is read, in both forms.</summary>
    private static readonly (DataField Field, Func<ParquetRowGroupWriter, DataField, Task> Write)[] Columns = [
        .. new[] { true, false }.SelectMany(isNullable => new (DataField, Func<ParquetRowGroupWriter, DataField, Task>)[]
        {
            (new DataField($"text{isNullable}", typeof(string), isNullable),
                (group, field) => group.WriteAsync(field, ["a", "", "c,\"d\"", "Zoë", "e"])),
            (new DataField($"bytes{isNullable}", typeof(byte[]), isNullable),
                (group, field) => group.WriteAsync(field, Values(row => Encoding.UTF8.GetBytes($"b{row}")))),
            Of(new DataField($"bool{isNullable}", typeof(bool), isNullable), row => row % 2 == 0),
            Of(new DataField($"sbyte{isNullable}", typeof(sbyte), isNullable), row => (sbyte)-row),
            Of(new DataField($"byte{isNullable}", typeof(byte), isNullable), row => (byte)row),
            Of(new DataField($"short{isNullable}", typeof(short), isNullable), row => (short)row),
            Of(new DataField($"ushort{isNullable}", typeof(ushort), isNullable), row => (ushort)row),
            Of(new DataField($"int{isNullable}", typeof(int), isNullable), row => row * 1000),
            Of(new DataField($"uint{isNullable}", typeof(uint), isNullable), row => (uint)row),
            Of(new DataField($"long{isNullable}", typeof(long), isNullable), row => row * 10_000_000_000),
            Of(new DataField($"ulong{isNullable}", typeof(ulong), isNullable), row => (ulong)row),
            Of(new DataField($"float{isNullable}", typeof(float), isNullable), row => row / 4f),
            Of(new DataField($"double{isNullable}", typeof(double), isNullable), row => row / 3d),
            Of(new DecimalDataField($"decimal{isNullable}", 12, 2, isNullable: isNullable), row => row + 0.25m),
            Of(new DataField($"guid{isNullable}", typeof(Guid), isNullable), row => new Guid(row, 1, 2, new byte[8])),
            Of(new DateTimeDataField($"date{isNullable}", DateTimeFormat.Date, isNullable: isNullable), DayOf),
            Of(new DateTimeDataField($"utc{isNullable}", DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Micros, isNullable),
                row => DayOf(row).AddSeconds(row)),
            Of(new DateTimeDataField($"local{isNullable}", DateTimeFormat.Timestamp, false, DateTimeTimeUnit.Millis, isNullable),
                row => DayOf(row).AddSeconds(row)),
            Of(new DateTimeDataField($"impala{isNullable}", DateTimeFormat.Impala, isNullable: isNullable),
                row => DayOf(row).AddSeconds(row)),
        })];

    [Fact]
    public async Task EverythingStaysButTheValuesOfTheEmptiedRows()
    {
        var file = await FileAsync();
        using var written = new MemoryStream();

        await ParquetCopy.WriteAsync(new MemoryStream(file), written, new HashSet<long> { 2, 6, 10 }, default);

        var (before, after) = (await TextAsync(file), await TextAsync(written.ToArray()));
        Assert.Equal(2 * Rows + 2, before.Length);
        Assert.Equal(before.Length, after.Length);
        for (var line = 0; line < before.Length; line++)
            Assert.Equal(line is 2 or 6 or 10 ? new string(',', Columns.Length - 1) : before[line], after[line]);
        var (old, copy) = (await ShapeAsync(file), await ShapeAsync(written.ToArray()));
        Assert.Equal(old.Types, copy.Types);
        Assert.Equal((2, CompressionMethod.Gzip, "kept"), (copy.Groups, copy.Compression, copy.Note));
    }

    [Fact]
    public async Task OfSomeRowsOneColumnAloneIsEmptied()
    {
        var file = await FileAsync();
        using var written = new MemoryStream();
        await ParquetCopy.WriteAsync(
            new MemoryStream(file), written, new HashSet<long> { 2 }, default,
            (Columns[3].Item1.Name, new HashSet<long> { 1, 6 }));

        var (before, after) = (await TextAsync(file), await TextAsync(written.ToArray()));
        for (var line = 1; line < before.Length; line++)
        {
            var (was, cells) = (before[line].Split(','), after[line].Split(','));
            Assert.All(Enumerable.Range(0, was.Length), column =>
                Assert.Equal(line == 2 || (column == 3 && line is 1 or 6) ? "" : was[column], cells[column]));
        }
    }

    private static (DataField, Func<ParquetRowGroupWriter, DataField, Task>) Of<T>(DataField field, Func<int, T> value)
        where T : struct => (field, (group, column) => column.IsNullable
            ? group.WriteAsync<T>(column, Values(row => row == 2 ? (T?)null : value(row)).AsMemory())
            : group.WriteAsync<T>(column, Values(value).AsMemory()));

    private static T[] Values<T>(Func<int, T> value) => [.. Enumerable.Range(0, Rows).Select(value)];

    private static DateTime DayOf(int row) => new(2026, 11, 1 + row, 0, 0, 0, DateTimeKind.Utc);

    private static async Task<byte[]> FileAsync()
    {
        var file = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(Columns.Select(column => column.Field)), file,
            new ParquetOptions { CompressionMethod = CompressionMethod.Gzip }))
        {
            writer.CustomMetadata = new Dictionary<string, string> { ["note"] = "kept" };
            for (var groups = 0; groups < 2; groups++)
            {
                using var group = writer.CreateRowGroup();
                foreach (var (field, write) in Columns)
                    await write(group, field);
            }
        }
        return file.ToArray();
    }

    private static async Task<string[]> TextAsync(byte[] file)
    {
        await using var text = await ParquetText.OpenAsync(new MemoryStream(file), default);
        return (await new StreamReader(text).ReadToEndAsync()).Split('\n');
    }

    private static async Task<(string[] Types, int Groups, CompressionMethod Compression, string Note)> ShapeAsync(byte[] file)
    {
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(file));
        var types = reader.Metadata!.Schema.Skip(1).Select(element =>
            $"{element.Name} {element.Type} {element.TypeLength} {element.ConvertedType} {Kind(element.LogicalType)} "
                + $"{element.Precision} {element.Scale}");
        return ([.. types], reader.RowGroupCount,
            (CompressionMethod)(int)reader.Metadata.RowGroups[0].Columns[0].MetaData!.Codec, reader.CustomMetadata["note"]);
    }

    /// <summary>The members of a logical type that are set, with theirs.</summary>
    private static string Kind(object? type) => type is null ? "" : string.Join(
        ' ', type.GetType().GetProperties().Where(member => member.GetIndexParameters().Length == 0)
            .Select(member => (member.Name, Value: member.GetValue(type))).Where(member => member.Value is not null)
            .Select(member => member.Value!.GetType().IsPrimitive
                ? $"{member.Name}={member.Value}" : $"{member.Name}({Kind(member.Value)})"));
}
