using System.Globalization;
using ReapFunctions.Extracts;

namespace ReapFunctions.Scoring;

/// <summary>One aggregation as its rows come in: a few numbers for each customer. Not safe for use by several threads.</summary>
internal sealed class DetailColumn(string name, Aggregate aggregate, DetailRole detail, int customers, DateOnly asOf)
{
    private readonly int[] counts = new int[customers];
    private readonly double[] sums = new double[customers];
    private readonly double[] parts = new double[customers];
    private readonly double[] latest = Filled(customers, double.NegativeInfinity);
    private readonly double[] values = Filled(customers, double.NaN);
    private readonly HashSet<(int Customer, UInt128 Value)> distinct = [];
    private readonly Dictionary<string, int> codeOf = new(StringComparer.Ordinal);
    private ColumnKind kind = ColumnKind.Number;

    /// <param name="owners">By row: the customer's row, or -1 for a row that does not count.</param>
    public void Add(Snapshot night, int[] owners)
    {
        var dates = night[detail.Date].Numbers;
        var field = aggregate.Field is null ? null : night[aggregate.Field];
        kind = aggregate.Kind is AggregateKind.Last or AggregateKind.Min or AggregateKind.Max ? field!.Kind : ColumnKind.Number;
        var holds = aggregate.Where is null ? null : Holds(night[aggregate.Where.Field], aggregate.Where);
        for (var row = 0; row < night.Rows; row++)
        {
            var age = asOf.DayNumber - Math.Floor(dates[row]);
            if (owners[row] < 0 || !(age < (aggregate.Days ?? double.PositiveInfinity)))
                continue;
            var counts = holds is null || holds(row);
            if (counts || aggregate.Kind == AggregateKind.Share)
                Add(owners[row], field, row, dates[row], age, counts);
        }
    }

    public SnapshotColumn Build()
    {
        if (kind == ColumnKind.Text)
            return SnapshotColumn.OfText(name, [.. values.Select(code => double.IsNaN(code) ? -1 : (int)code)], [.. codeOf.Keys]);
        return SnapshotColumn.OfNumbers(name, kind, [.. Enumerable.Range(0, values.Length).Select(Value)]);
    }

    private void Add(int customer, SnapshotColumn? field, int row, double date, double age, bool holds)
    {
        if (field is not null && field.IsMissing(row))
            return;
        var value = field is null ? 1 : field.Kind == ColumnKind.Text ? CodeOf(field.Text(row)!) : field.Number(row);
        counts[customer]++;
        sums[customer] += value;
        switch (aggregate.Kind)
        {
            case AggregateKind.Share when holds:
                parts[customer] += value;
                break;
            case AggregateKind.Trend when age < aggregate.Days / 2.0:
                parts[customer] += value;
                break;
            case AggregateKind.Min:
                values[customer] = double.IsNaN(values[customer]) ? value : Math.Min(values[customer], value);
                break;
            case AggregateKind.Max:
                values[customer] = double.IsNaN(values[customer]) ? value : Math.Max(values[customer], value);
                break;
            case AggregateKind.Last when date >= latest[customer]:
                values[customer] = value;
                break;
            case AggregateKind.Distinct:
                distinct.Add((customer, BitConverter.DoubleToUInt64Bits(value)));
                break;
        }
        latest[customer] = Math.Max(latest[customer], date);
    }

    private double Value(int customer) => aggregate.Kind switch
    {
        AggregateKind.Count => counts[customer],
        AggregateKind.Sum => sums[customer],
        AggregateKind.Mean => counts[customer] == 0 ? double.NaN : sums[customer] / counts[customer],
        AggregateKind.Distinct => DistinctOf[customer],
        AggregateKind.DaysSince => counts[customer] == 0 ? double.NaN : asOf.DayNumber - Math.Floor(latest[customer]),
        AggregateKind.Share => sums[customer] == 0 ? double.NaN : parts[customer] / sums[customer],
        AggregateKind.Trend => Trend(parts[customer], sums[customer] - parts[customer]),
        _ => values[customer],
    };

    private static double Trend(double late, double early) =>
        late == 0 && early == 0 ? double.NaN : (late - early) / (Math.Abs(late) + Math.Abs(early));

    private int[] DistinctOf
    {
        get
        {
            if (field is not null)
                return field;
            field = new int[customers];
            foreach (var (customer, _) in distinct)
                field[customer]++;
            return field;
        }
    }

    private int CodeOf(string text)
    {
        if (!codeOf.TryGetValue(text, out var code))
            codeOf.Add(text, code = codeOf.Count);
        return code;
    }

    /// <summary>Texts compare as they are, flags as true and false, numbers and dates by value.</summary>
    private static Func<int, bool> Holds(SnapshotColumn column, FieldIs where)
    {
        if (column.Kind == ColumnKind.Text)
        {
            var codes = where.Is.Select(text => column.Texts.ToList().IndexOf(text)).Where(code => code >= 0).ToHashSet();
            return row => codes.Contains(column.Codes[row]);
        }
        var numbers = where.Is.Select(text => NumberOf(text, column.Kind)).ToHashSet();
        return row => !column.IsMissing(row) && numbers.Contains(column.Number(row));
    }

    private static double NumberOf(string text, ColumnKind kind) => kind switch
    {
        ColumnKind.Flag => text == "true" ? 1 : text == "false" ? 0 : double.NegativeInfinity,
        ColumnKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? date.DayNumber : double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NegativeInfinity,
    };

    private static double[] Filled(int length, double value)
    {
        var filled = new double[length];
        Array.Fill(filled, value);
        return filled;
    }
}
