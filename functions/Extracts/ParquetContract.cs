using Parquet.Schema;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Csv.Packed;
using Field = ReapFunctions.Contracts.Field;

namespace ReapFunctions.Extracts;

/// <summary>
/// A source's contract as it reads a Parquet file: how delimited text is written does not apply, and columns that have a type
/// are read as <see cref="ParquetText"/> writes them, whatever decimal comma, date format or spelling of yes the contract has.
/// </summary>
internal static class ParquetContract
{
    /// <param name="file">Read from here and left where it is; one that cannot seek is taken for text.</param>
    /// <returns>The contract itself for any other file, and for one that cannot be read.</returns>
    public static async Task<Contract> OfAsync(Stream file, Contract contract, CancellationToken cancellationToken)
    {
        if (!await IsParquetAsync(file, cancellationToken))
            return contract;
        var start = file.Position;
        try
        {
            return Of(contract, await ParquetText.ColumnsAsync(file, cancellationToken));
        }
        catch (Exception fault) when (fault is UnreadableFileException or InvalidDataException)
        {
            // Said by whoever reads the rows.
            return contract;
        }
        finally
        {
            file.Position = start;
        }
    }

    public static async Task<bool> IsParquetAsync(Stream file, CancellationToken cancellationToken)
    {
        if (!file.CanSeek)
            return false;
        var (start, magic) = (file.Position, new byte[4]);
        await file.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken);
        file.Position = start;
        return ParquetText.IsParquet(magic);
    }

    private static Contract Of(Contract contract, IReadOnlyList<DataField> columns)
    {
        var types = columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        return contract with
        {
            Dialect = new Dialect(),
            Schema = contract.Schema with
            {
                MissingValues = WithNothing(contract.Schema.MissingValues),
                Fields = [.. contract.Schema.Fields.Select(field => Typed(field, types.GetValueOrDefault(field.Name)) with
                {
                    MissingValues = field.MissingValues is null ? null : WithNothing(field.MissingValues),
                })],
            },
        };
    }

    private static IReadOnlyList<string> WithNothing(IReadOnlyList<string> missing) =>
        missing.Contains("") ? missing : [.. missing, ""];

    private static Field Typed(Field field, DataField? column) => (field.Type, TypeOf(column)) switch
    {
        (FieldType.Number or FieldType.Integer, FieldType.Number) => field with { DecimalChar = ".", GroupChar = "" },
        (FieldType.Boolean, FieldType.Boolean) => field with { TrueValues = ["true"], FalseValues = ["false"] },
        (FieldType.Date, FieldType.Date) or (FieldType.Datetime, FieldType.Datetime) =>
            field with { Format = "default" },
        // A date that its writer could only write as a moment.
        (FieldType.Date, FieldType.Datetime) =>
            field with { Format = "%Y-%m-%dT00:00:00" + (ParquetCells.IsUtc(column!) ? "Z" : "") },
        (FieldType.Datetime, FieldType.Date) => field with { Format = "%Y-%m-%d" },
        _ => field,
    };

    private static FieldType TypeOf(DataField? column) =>
        column is null ? FieldType.Any
        : column.ClrType == typeof(bool) ? FieldType.Boolean
        : ParquetCells.IsDate(column) ? FieldType.Date
        : column.ClrType == typeof(DateTime) ? FieldType.Datetime
        : column.ClrType.IsPrimitive || column.ClrType == typeof(decimal) ? FieldType.Number
        : FieldType.String;
}
