using ReapFunctions.Contracts;

namespace ReapFunctions.Snapshots;

/// <summary>One aggregation as its rows come in: a few numbers for each customer. Not safe for use by several threads.</summary>
/// <param name="kind">What the column holds, whether rows come in or not.</param>
/// <param name="date">The column of the rows' dates.</param>
internal sealed class DetailColumn(string name, ColumnKind kind, Aggregate aggregate, string date, DateOnly asOf)
{
    private readonly HashSet<(int Customer, UInt128 Value)> distinct = [];
    private readonly Dictionary<string, int> codeOf = new(StringComparer.Ordinal);
    private Sums[] sums = [];

    /// <param name="owners">By row: the customer's row, or -1 for a row that does not count.</param>
    /// <param name="customers">Customers known by now.</param>
    public void Add(Snapshot extract, int[] owners, int customers)
    {
        Grow(customers);
        var dates = extract[date].Numbers;
        var field = aggregate.Field is null ? null : extract[aggregate.Field];
        var times = aggregate.Times is null ? null : extract[aggregate.Times];
        var holds = aggregate.Where is null ? null : DetailRowsWhere.Bind(extract, aggregate.Where);
        for (var row = 0; row < extract.Rows; row++)
        {
            var age = asOf.DayNumber - Math.Floor(dates[row]);
            if (owners[row] < 0 || !(age < (aggregate.Days ?? double.PositiveInfinity)))
                continue;
            var counts = holds is null || holds(row);
            if (!counts && aggregate.Kind != AggregateKind.Share)
                continue;
            if (ValueOf(field, times, row) is var value && !double.IsNaN(value))
                Add(owners[row], value, dates[row], age, counts);
        }
    }

    public SnapshotColumn Build(int customers)
    {
        Grow(customers);
        var values = new double[customers];
        CountDistinct();
        for (var customer = 0; customer < customers; customer++)
            values[customer] = Value(in sums[customer]);
        return kind == ColumnKind.Text
            ? SnapshotColumn.OfText(name, Array.ConvertAll(values, code => double.IsNaN(code) ? -1 : (int)code), [.. codeOf.Keys])
            : SnapshotColumn.OfNumbers(name, kind, values);
    }

    /// <summary>NaN where it is missing.</summary>
    private double ValueOf(SnapshotColumn? field, SnapshotColumn? times, int row)
    {
        if (field is null)
            return 1;
        if (field.Kind == ColumnKind.Text)
            return field.Text(row) is { } text ? CodeOf(text) : double.NaN;
        // A snapshot's dates are days.
        var number = field.Kind == ColumnKind.Date && kind == ColumnKind.Date ? Math.Floor(field.Number(row)) : field.Number(row);
        return times is null ? number : number * times.Number(row);
    }

    private void Add(int customer, double value, double on, double age, bool holds)
    {
        ref var sum = ref sums[customer];
        sum.Count++;
        sum.All += value;
        switch (aggregate.Kind)
        {
            case AggregateKind.Share when holds:
            case AggregateKind.Trend when age < aggregate.Days / 2.0:
                sum.Part += value;
                break;
            case AggregateKind.Min:
                sum.Value = double.IsNaN(sum.Value) ? value : Math.Min(sum.Value, value);
                break;
            case AggregateKind.Max:
                sum.Value = double.IsNaN(sum.Value) ? value : Math.Max(sum.Value, value);
                break;
            case AggregateKind.Last when on >= sum.Latest:
                sum.Value = value;
                break;
            case AggregateKind.Distinct:
                distinct.Add((customer, BitConverter.DoubleToUInt64Bits(value)));
                break;
        }
        sum.Latest = Math.Max(sum.Latest, on);
    }

    private double Value(in Sums sum) => aggregate.Kind switch
    {
        AggregateKind.Count => sum.Count,
        AggregateKind.Sum => sum.All,
        AggregateKind.Mean => sum.Count == 0 ? double.NaN : sum.All / sum.Count,
        AggregateKind.Distinct => sum.Part,
        AggregateKind.DaysSince => sum.Count == 0 ? double.NaN : asOf.DayNumber - Math.Floor(sum.Latest),
        AggregateKind.Share => sum.All == 0 ? double.NaN : sum.Part / sum.All,
        AggregateKind.Trend => Trend(sum.Part, sum.All - sum.Part),
        _ => sum.Value,
    };

    private static double Trend(double late, double early) =>
        late == 0 && early == 0 ? double.NaN : (late - early) / (Math.Abs(late) + Math.Abs(early));

    private void CountDistinct()
    {
        foreach (var (customer, _) in distinct)
            sums[customer].Part++;
        distinct.Clear();
    }

    private void Grow(int customers)
    {
        var before = sums.Length;
        if (before >= customers)
            return;
        Array.Resize(ref sums, Math.Max(customers, before * 2));
        sums.AsSpan(before).Fill(new Sums { Latest = double.NegativeInfinity, Value = double.NaN });
    }

    private int CodeOf(string text)
    {
        if (!codeOf.TryGetValue(text, out var code))
            codeOf.Add(text, code = codeOf.Count);
        return code;
    }

    private struct Sums
    {
        /// <summary>Rows that count.</summary>
        public int Count;

        /// <summary>The sum over these.</summary>
        public double All;

        /// <summary>
        /// The sum over those in a share's numerator or in the later half of a trend; the number of different values.
        /// </summary>
        public double Part;

        /// <summary>The latest date.</summary>
        public double Latest;

        /// <summary>The least, the largest or the last value.</summary>
        public double Value;
    }
}
