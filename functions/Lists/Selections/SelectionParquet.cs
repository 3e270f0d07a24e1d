using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace ReapFunctions.Lists.Selections;

/// <summary>The customers of a selection as Parquet: numbers as doubles, the rest as texts.</summary>
internal static class SelectionParquet
{
    private const int RowsOfGroup = 100_000;

    private static readonly DataField[] Fields = [.. SelectionCsv.Columns.Select(column => column.IsNumber
        ? new DataField<double>(column.Name, false)
        : (DataField)new DataField<string>(column.Name))];

    public static async Task WriteAsync(IAsyncEnumerable<string[]> rows, Stream output, CancellationToken cancellationToken)
    {
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
        await using var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(Fields), output, options, cancellationToken: cancellationToken);
        var group = new List<string[]>();
        var any = false;
        await foreach (var row in rows)
        {
            group.Add(row);
            if (group.Count < RowsOfGroup)
                continue;
            await WriteAsync(writer, group, cancellationToken);
            group.Clear();
            any = true;
        }
        if (group.Count > 0 || !any)
            await WriteAsync(writer, group, cancellationToken);
    }

    private static async Task WriteAsync(ParquetWriter writer, List<string[]> rows, CancellationToken cancellationToken)
    {
        using var group = writer.CreateRowGroup();
        for (var i = 0; i < Fields.Length; i++)
        {
            var column = i;
            if (SelectionCsv.Columns[i].IsNumber)
                await group.WriteAsync<double>(
                    Fields[i], rows.Select(row => double.Parse(row[column], CultureInfo.InvariantCulture)).ToArray(),
                    cancellationToken: cancellationToken);
            else
                await group.WriteAsync(
                    Fields[i], rows.Select(row => row[column] is { Length: > 0 } text ? text : null).ToArray()!);
        }
        group.CompleteValidate();
    }
}
