using System.IO.Hashing;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Columns;

/// <summary>Chooses how the cells of a column are read.</summary>
internal sealed class ColumnReaderFactory(
    ContractPlan plan, HeaderPlan header, int buckets, CellByRules cells, RowRejects rejects)
{
    /// <summary>Reads each cell by all the rules.</summary>
    public ColumnReader Slow(int column) => header.Places[column] < 0
        ? new AbsentColumnReader(column, plan, header, cells, rejects)
        : new SlowColumnReader(column, plan, header, buckets, cells, rejects);

    /// <summary>Reads the usual spelling of the column's type fast, where there is one.</summary>
    public ColumnReader Fast(int column)
    {
        if (header.Places[column] < 0)
            return Slow(column);
        var (field, limits, bounds) =
            (plan.Columns[column].Field, plan.Columns[column].Field.Constraints, plan.Columns[column].Bounds);
        var isPlainNumber = field is { DecimalChar: ".", GroupChar: "", BareNumber: true } && limits.Enum is null;
        return field.Type switch
        {
            FieldType.Integer when isPlainNumber => With(column, new UsualInteger(bounds)),
            FieldType.Number when isPlainNumber => With(column, new UsualNumber(bounds)),
            FieldType.Date when field.Format == "default" && limits.Enum is null => With(column, new UsualDate(bounds)),
            FieldType.Boolean when limits.Enum is null && Flags(field) is { } flags => With(column, new UsualMember(flags)),
            FieldType.String or FieldType.Any when field.Format == "default" && limits.Pattern is null => Text(column, limits),
            _ => Slow(column),
        };
    }

    private ColumnReader Text(int column, Constraints limits)
    {
        if (limits.Enum is null)
        {
            // A character has one to four bytes.
            var min = limits.MinLength is > 1 and var characters ? 4 * (characters - 1) + 1 : 1;
            var dialect = plan.Contract.Dialect;
            var special = dialect is { Delimiter: ",", QuoteChar: "\"" } ? null : CsvWriter.Special;
            var usual = new UsualText(min, limits.MaxLength ?? int.MaxValue, special);
            return plan.Columns[column] is { IsId: true } id
                ? With(column, new UsualId(usual, id.Header))
                : With(column, usual);
        }
        var members = limits.MinLength is null && limits.MaxLength is null ? plan.Columns[column].Members : null;
        return members is not null && Table(members) is { } table ? With(column, new UsualMember(table)) : Slow(column);
    }

    private static MemberTable? Table(byte[][] members) =>
        members.Any(member => member.AsSpan().ContainsAny(CsvWriter.Special))
            ? null
            : MemberTable.Of(
                [.. members.DistinctBy(Encoding.Latin1.GetString)
                    .Select(member => (member, (ulong)XxHash128.HashToUInt128(member)))]);

    private static MemberTable? Flags(Field field)
    {
        (string Text, double Value)[] flags = [("true", 1), ("false", 0)];
        return MemberTable.Of([.. flags
            .Where(flag => (flag.Value == 1 ? field.TrueValues : field.FalseValues).Contains(flag.Text))
            .Select(flag => (Encoding.UTF8.GetBytes(flag.Text), BitConverter.DoubleToUInt64Bits(flag.Value)))]);
    }

    private FastColumnReader<TCell> With<TCell>(int column, TCell usual)
        where TCell : struct, IUsualCell => new(usual, column, plan, header, buckets, cells, rejects);
}
