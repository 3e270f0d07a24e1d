using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ReapFunctions.Ml;

/// <summary>Rows of a table as ML.NET reads data. It also remembers nothing: any number of cursors may run over it at
/// once.</summary>
internal sealed class DatasetView : IDataView
{
    private readonly int from;
    private readonly int rows;
    private readonly List<Delegate> values = [];
    private readonly DataViewSchema.Builder schema = new();
    private DataViewSchema? built;

    /// <param name="from">The first row.</param>
    /// <param name="rows">How many.</param>
    public DatasetView(int from, int rows)
    {
        this.from = from;
        this.rows = rows;
    }

    /// <summary>The raw columns of a table: a number as Single, NaN where missing; a category as text, empty where
    /// missing.</summary>
    public static DatasetView Of(Dataset data, int from, int rows)
    {
        var view = new DatasetView(from, rows);
        foreach (var column in data.Columns)
            view.Add(column.Name, column is NumericColumn ? NumberDataViewType.Single : TextDataViewType.Instance, [column],
                null);
        return view;
    }

    /// <summary>The numbers, flags and texts of a view, as a table; columns of other types are left out.</summary>
    public static Dataset Read(IDataView view)
    {
        var columns = view.Schema.Where(column => !column.IsHidden).Select(column => ColumnOf(view, column)).OfType<Column>()
            .ToArray();
        return new Dataset(columns, columns is [var first, ..] ? first.Rows : 0);
    }

    public DataViewSchema Schema => built ??= schema.ToSchema();

    public bool CanShuffle => false;

    public DatasetView Add<T>(string name, DataViewType type, Func<int, T> value)
    {
        schema.AddColumn(name, type);
        values.Add(value);
        return this;
    }

    /// <summary>Adds a column of any type that ML.NET may ask for.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="columns">What gives its values: one column, one per entry of a vector, or none where nobody will
    /// look.</param>
    /// <param name="annotations">Its annotations.</param>
    public void Add(string name, DataViewType type, Column[] columns, DataViewSchema.Annotations? annotations)
    {
        schema.AddColumn(name, type, annotations);
        values.Add(columns.Length == 0 ? Default(type.RawType) : type is VectorDataViewType ? Vector(columns)
            : Value(columns[0], type.RawType));
    }

    /// <summary>Whether <see cref="Add(string, DataViewType, Column[], DataViewSchema.Annotations?)"/> can make values of a type;
    /// and of which kind of column.</summary>
    public static bool Reads(DataViewType type, out bool fromText)
    {
        fromText = type is TextDataViewType;
        return fromText || type is BooleanDataViewType or NumberDataViewType
            || type is VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType { RawType: var item } }
            && item == typeof(float);
    }

    public long? GetRowCount() => rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private static Column? ColumnOf(IDataView view, DataViewSchema.Column column) => Type.GetTypeCode(column.Type.RawType) switch
    {
        _ when column.Type is TextDataViewType =>
            CategoricalColumn.FromTexts(column.Name,
                view.GetColumn<ReadOnlyMemory<char>>(column.Name).Select(text => text.ToString())),
        _ when column.Type is KeyDataViewType => null,
        TypeCode.Single => new NumericColumn(column.Name, [.. view.GetColumn<float>(column.Name)]),
        TypeCode.Double => new NumericColumn(column.Name, [.. view.GetColumn<double>(column.Name).Select(value => (float)value)]),
        TypeCode.Boolean => new NumericColumn(column.Name,
            [.. view.GetColumn<bool>(column.Name).Select(value => value ? 1f : 0f)]),
        TypeCode.Int32 => new NumericColumn(column.Name, [.. view.GetColumn<int>(column.Name).Select(value => (float)value)]),
        TypeCode.Int64 => new NumericColumn(column.Name, [.. view.GetColumn<long>(column.Name).Select(value => (float)value)]),
        _ => null,
    };

    private static Delegate Value(Column column, Type type)
    {
        if (column is CategoricalColumn texts)
            return (Func<int, ReadOnlyMemory<char>>)(row => texts.Codes[row] is var code and >= 0
                ? texts.Categories[code].AsMemory() : default);
        var numbers = (NumericColumn)column;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => (Func<int, bool>)(row => numbers.Values[row] > 0),
            TypeCode.Double => Number<double>(numbers),
            TypeCode.SByte => Number<sbyte>(numbers),
            TypeCode.Byte => Number<byte>(numbers),
            TypeCode.Int16 => Number<short>(numbers),
            TypeCode.UInt16 => Number<ushort>(numbers),
            TypeCode.Int32 => Number<int>(numbers),
            TypeCode.UInt32 => Number<uint>(numbers),
            TypeCode.Int64 => Number<long>(numbers),
            TypeCode.UInt64 => Number<ulong>(numbers),
            _ => (Func<int, float>)(row => numbers.Values[row]),
        };
    }

    /// <summary>A missing whole number is 0: ML.NET's whole numbers know no NaN.</summary>
    private static Func<int, T> Number<T>(NumericColumn column) where T
        : INumber<T> => row => T.CreateSaturating(column.Values[row]);

    private static Func<int, VBuffer<float>> Vector(Column[] columns)
    {
        var numbers = Array.ConvertAll(columns, column => (NumericColumn)column);
        return row => new VBuffer<float>(numbers.Length, Array.ConvertAll(numbers, column => column.Values[row]));
    }

    private static Delegate Default(Type type)
    {
        Func<Func<int, int>> example = Default<int>;
        return (Delegate)example.Method.GetGenericMethodDefinition().MakeGenericMethod(type).Invoke(null, null)!;
    }

    private static Func<int, T> Default<T>() => _ => default!;

    private sealed class Cursor(DatasetView view, IEnumerable<DataViewSchema.Column> wanted) : DataViewRowCursor
    {
        private readonly HashSet<int> active = [.. wanted.Select(column => column.Index)];
        private int row = view.from - 1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => row < view.from ? -1 : row - view.from;

        public override long Batch => 0;

        public override bool MoveNext() => ++row < view.from + view.rows;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var values = (Func<int, TValue>)view.values[column.Index];
            return (ref TValue value) => value = values(row);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
            id = new DataViewRowId((ulong)Position, 0);
    }
}
