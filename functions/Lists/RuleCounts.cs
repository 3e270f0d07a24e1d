namespace ReapFunctions.Lists;

/// <summary>By rule: how many customers it left out, each counted by the first rule that did.</summary>
public sealed class RuleCounts : SortedDictionary<string, long>
{
    public RuleCounts()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>One more that a rule left out.</summary>
    internal void Add(string rule) => this[rule] = TryGetValue(rule, out var before) ? before + 1 : 1;

    /// <summary>The counts of several parts together.</summary>
    internal static RuleCounts Sum(IEnumerable<IReadOnlyDictionary<string, long>> parts)
    {
        var sum = new RuleCounts();
        foreach (var (rule, customers) in parts.SelectMany(part => part))
            sum[rule] = sum.TryGetValue(rule, out var before) ? before + customers : customers;
        return sum;
    }
}
