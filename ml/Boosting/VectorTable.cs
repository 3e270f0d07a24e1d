using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ReapFunctions.Ml.Boosting;

/// <summary>
/// A vector column of ML.NET as a table: a column per slot. A one-hot block, which ML.NET marks as such, is one categorical
/// column with the places in the block as its categories.
/// </summary>
/// <param name="Data">The table; a number is named by its slot, where slots have names.</param>
/// <param name="Slots">By column: its slots.</param>
/// <param name="Labels">By row; empty when none were asked for.</param>
/// <param name="Weights">By row; empty when none were asked for.</param>
internal sealed record VectorTable(Dataset Data, int[][] Slots, bool[] Labels, float[] Weights)
{
    private const string Blocks = "CategoricalSlotRanges";

    public int Size => Slots.Sum(slots => slots.Length);

    /// <param name="view">The rows.</param>
    /// <param name="features">A vector of Single of known size.</param>
    /// <param name="label">Boolean, or null.</param>
    /// <param name="weight">Single, or null.</param>
    /// <param name="like">A table whose blocks this one has too.</param>
    public static VectorTable Read(IDataView view, string features, string? label = null, string? weight = null,
        VectorTable? like = null)
    {
        if (view.Schema.GetColumnOrNull(features) is not { Type: VectorDataViewType { IsKnownSize: true } type } column
            || type.ItemType != NumberDataViewType.Single)
        {
            throw new ArgumentException(
                $"The data has no column '{features}' that is a vector of Single of known size. Concatenate the features first.");
        }
        if (label is not null && view.Schema.GetColumnOrNull(label) is not { Type: BooleanDataViewType })
            throw new ArgumentException(
                $"The data has no Boolean column '{label}'. Name the label's column, or convert it to Boolean.");
        var values = ValuesOf(view, column, type.Size);
        var slots = like?.Slots ?? [.. Divide(column, type.Size)
            .SelectMany(block => IsOneHot(values, block) ? [block] : block.Select(slot => (int[])[slot]))];
        var names = NamesOf(column, type.Size);
        var columns = Array.ConvertAll(slots, block => block.Length > 1
            ? (Column)new CategoricalColumn(names[block[0]], CodesOf(values, block),
                [.. block.Select((_, place) => place.ToString(CultureInfo.InvariantCulture))])
            : new NumericColumn(names[block[0]], values[block[0]]));
        return new VectorTable(
            new Dataset(columns, values.Length == 0 ? 0 : values[0].Length),
            slots,
            label is null ? [] : [.. view.GetColumn<bool>(label)],
            weight is null ? [] : [.. view.GetColumn<float>(weight)]);
    }

    private static float[][] ValuesOf(IDataView view, DataViewSchema.Column column, int size)
    {
        var values = Enumerable.Range(0, size).Select(_ => new List<float>((int)(view.GetRowCount() ?? 0))).ToArray();
        using var cursor = view.GetRowCursor([column]);
        var vectorOf = cursor.GetGetter<VBuffer<float>>(column);
        var (vector, dense) = (default(VBuffer<float>), new float[size]);
        while (cursor.MoveNext())
        {
            vectorOf(ref vector);
            vector.CopyTo(dense);
            for (var slot = 0; slot < size; slot++)
                values[slot].Add(dense[slot]);
        }
        return Array.ConvertAll(values, slot => slot.ToArray());
    }

    /// <summary>The marked blocks, and single slots between them.</summary>
    private static IEnumerable<int[]> Divide(DataViewSchema.Column column, int size)
    {
        VBuffer<int> ranges = default;
        if (column.Annotations.Schema.GetColumnOrNull(Blocks) is not null)
            column.Annotations.GetValue(Blocks, ref ranges);
        int[] bounds = [.. ranges.DenseValues()];
        for (int slot = 0, range = 0; slot < size;)
        {
            var last = range + 1 < bounds.Length && bounds[range] == slot ? bounds[range + 1] : slot;
            range += range + 1 < bounds.Length && bounds[range] == slot ? 2 : 0;
            yield return [.. Enumerable.Range(slot, last - slot + 1)];
            slot = last + 1;
        }
    }

    /// <summary>Whether every row has at most one 1 in the block, and 0 elsewhere; and its places fit the bins of a
    /// column.</summary>
    private static bool IsOneHot(float[][] values, int[] block)
    {
        if (block.Length is < 2 or > Binning.FeatureBins.MaxBins)
            return false;
        for (var row = 0; row < values[0].Length; row++)
        {
            var set = 0;
            foreach (var slot in block)
            {
                if (values[slot][row] is not (0 or 1))
                    return false;
                set += values[slot][row] == 1 ? 1 : 0;
            }
            if (set > 1)
                return false;
        }
        return true;
    }

    private static int[] CodesOf(float[][] values, int[] block)
    {
        var codes = new int[values[0].Length];
        for (var row = 0; row < codes.Length; row++)
            codes[row] = Array.FindIndex(block, slot => values[slot][row] == 1);
        return codes;
    }

    private static string[] NamesOf(DataViewSchema.Column column, int size)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (column.HasSlotNames())
            column.GetSlotNames(ref names);
        string[] named = [.. names.DenseValues().Select(name => name.ToString())];
        return named.Length == size && named.Distinct().Count() == size && !named.Contains("")
            ? named
            : [.. Enumerable.Range(0, size).Select(slot => $"{column.Name}.{slot}")];
    }
}
