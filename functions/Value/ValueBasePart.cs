namespace ReapFunctions.Value;

/// <summary>
/// What one bucket of the base period adds to the cut points: the values that deciles rank and the sums behind the typical
/// customer. Only active customers count. Serialises to JSON as it is.
/// </summary>
public sealed record ValueBasePart(IReadOnlyList<double> Values, IReadOnlyDictionary<string, decimal> Sums)
{
    public static ValueBasePart Sum(IReadOnlyCollection<ValueRecord> records, ValueModel model)
    {
        var active = records.Where(record => record.Active).ToArray();
        return new ValueBasePart([.. active.Select(model.RankOf)], ValueDrivers.Sums(active));
    }
}
