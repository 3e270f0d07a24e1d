using Microsoft.ML;
using Microsoft.ML.Data;
using ReapFunctions.Ml.Data;
using ReapFunctions.Training;

namespace ReapFunctions.Tests.Training;

public class DatasetViewTests
{
    private static readonly Dataset Data = new(
        new NumericColumn("usage", [1.5f, float.NaN]), new CategoricalColumn("plan", [1, -1], ["annual", "monthly"]));

    private static readonly DatasetView View = new(Data, "label", [true, false]);

    [Fact]
    public void ColumnsAreLabelNumbersAndTextsByName()
    {
        Assert.Equal(["label", "usage", "plan"], View.Schema.Select(column => column.Name));
        Assert.Equal(
            [BooleanDataViewType.Instance, NumberDataViewType.Single, TextDataViewType.Instance], View.Schema
                .Select(column => column.Type));
    }

    [Fact]
    public void EveryRowIsReadWithMissingNumbersAsNaNAndMissingTextsEmpty()
    {
        var cursor = View.GetRowCursor(View.Schema);
        Assert.Equal([true, false], Read<bool>(View.GetRowCursor(View.Schema), 0));
        Assert.Equal([1.5f, float.NaN], Read<float>(View.GetRowCursor(View.Schema), 1));
        Assert.Equal(["monthly", ""], Read<ReadOnlyMemory<char>>(cursor, 2).Select(text => text.ToString()));
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void OnlyColumnsThatWereAskedForAreActive()
    {
        var cursor = View.GetRowCursor([View.Schema[2]]);
        Assert.True(cursor.IsColumnActive(View.Schema[2]));
        Assert.False(cursor.IsColumnActive(View.Schema[1]));
    }

    private static List<T> Read<T>(DataViewRowCursor cursor, int column)
    {
        var get = cursor.GetGetter<T>(View.Schema[column]);
        var values = new List<T>();
        T value = default!;
        while (cursor.MoveNext())
        {
            get(ref value);
            values.Add(value);
        }
        return values;
    }
}
