using Microsoft.ML;
using Microsoft.ML.Data;
using ReapFunctions.Ml.Data;

namespace ReapFunctions.Training;

/// <summary>
/// A table and its labels as ML.NET reads data: a column of numbers or of text each, NaN and empty text where missing.
/// </summary>
internal sealed class DatasetView : IDataView
{
    private readonly Delegate[] values;
    private readonly int rows;

    /// <param name="label">The name of the label's column, which no feature has.</param>
    public DatasetView(Dataset data, string label, bool[] labels)
    {
        rows = data.Rows;
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(label, BooleanDataViewType.Instance);
        foreach (var column in data.Columns)
            schema.AddColumn(column.Name, column is NumericColumn ? NumberDataViewType.Single : TextDataViewType.Instance);
        Schema = schema.ToSchema();
        values = [(Func<int, bool>)(row => labels[row]), .. data.Columns.Select(ValuesOf)];
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private static Delegate ValuesOf(Column column)
    {
        if (column is NumericColumn numbers)
            return (Func<int, float>)(row => numbers.Values[row]);
        var texts = (CategoricalColumn)column;
        return (Func<int, ReadOnlyMemory<char>>)(row => texts.Codes[row] is var code and >= 0
            ? texts.Categories[code].AsMemory()
            : default);
    }

    private sealed class Cursor(DatasetView view, IEnumerable<DataViewSchema.Column> wanted) : DataViewRowCursor
    {
        private readonly HashSet<int> active = [.. wanted.Select(column => column.Index)];
        private int row = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => row;

        public override long Batch => 0;

        public override bool MoveNext() => ++row < view.rows;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var values = (Func<int, TValue>)view.values[column.Index];
            return (ref TValue value) => value = values(row);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() =>
            (ref DataViewRowId id) => id = new DataViewRowId((ulong)row, 0);
    }
}
