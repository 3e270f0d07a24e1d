using System.Text;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Columns;

/// <summary>
/// A random sample of the clean rows, for quantiles and value counts: the rows whose number hashes below a bar, which is halved
/// whenever the sample is full. Every row has the same chance, the same file gives the same sample, and nothing is random. 4,096
/// to 8,192 rows of a large file: a quantile is then within about 1.5 percentage points of its rank (Dvoretzky-Kiefer-Wolfowitz,
/// 95 %).
/// </summary>
internal sealed class RowSample(ContractPlan plan)
{
    private const int MaxRows = 8192;

    private readonly List<(ulong Hash, ulong[] Values, byte[] Written)> rows = [];
    private readonly CellText cells = new(new Dialect());
    private ulong bar = ulong.MaxValue;

    public int Rows => rows.Count;

    /// <param name="number">The row's number in the file.</param>
    /// <param name="written">Its clean bytes.</param>
    public void Offer(BlockResult block, int row, long number, ReadOnlySpan<byte> written)
    {
        var hash = NumberHash.Of((ulong)number);
        if (hash > bar)
            return;
        var values = new ulong[plan.Clean.Length];
        for (var column = 0; column < values.Length; column++)
            values[column] = block.Values[column][row];
        rows.Add((hash, values, written.ToArray()));
        if (rows.Count < MaxRows)
            return;
        bar /= 2;
        rows.RemoveAll(row => row.Hash > bar);
    }

    /// <summary>The numbers of a clean column, sorted; missing ones left out.</summary>
    public double[] Numbers(int column)
    {
        double[] numbers = [
            .. rows.Select(row => row.Values[column]).Where(bits => bits != ColumnStatistics.MissingBits)
            .Select(BitConverter.UInt64BitsToDouble)];
        Array.Sort(numbers);
        return numbers;
    }

    /// <summary>
    /// By clean column: how often each value stands in the sample; null when there are more than <paramref name="max"/>.
    /// </summary>
    public SortedDictionary<string, long>?[] Counts(int max)
    {
        var counts = new SortedDictionary<string, long>?[plan.Clean.Length];
        for (var column = 0; column < counts.Length; column++)
            counts[column] = new(StringComparer.Ordinal);
        foreach (var (_, _, written) in rows)
            CountValues(written, counts, max);
        return counts;
    }

    private void CountValues(ReadOnlySpan<byte> row, SortedDictionary<string, long>?[] counts, int max)
    {
        for (var column = 0; column < counts.Length; column++)
        {
            var end = End(row);
            if (end > 0 && counts[column] is { } values)
            {
                var text = Encoding.UTF8.GetString(cells.Unquote(row[..end], RowFlags.Quoted | RowFlags.Escaped));
                values[text] = values.GetValueOrDefault(text) + 1;
                if (values.Count > max)
                    counts[column] = null;
            }
            row = end < row.Length ? row[(end + 1)..] : default;
        }
    }

    private static int End(ReadOnlySpan<byte> row)
    {
        var at = 0;
        for (var quoted = false; at < row.Length && (quoted || row[at] != ','); at++)
            quoted ^= row[at] == '"';
        return at;
    }
}
