using ReapFunctions.Rules;

namespace ReapFunctions.Offers;

/// <summary>What may make a yes likelier, tied to the columns of a bucket.</summary>
internal sealed class BoundFactors(OfferOptions options, Facts facts, DateOnly asOf)
{
    private readonly (string Name, BoundCondition When)[] factors =
        [.. options.ResponseFactors.Select(factor => (factor.Name, BoundCondition.Bind(factor.When, facts, asOf)))];

    private readonly Dictionary<uint, IReadOnlyList<string>> sets = [];

    /// <summary>Those that hold of a customer, by their place.</summary>
    public uint Of(int row)
    {
        var mask = 0u;
        for (var i = 0; i < factors.Length; i++)
            mask |= factors[i].When.Holds(row) ? 1u << i : 0;
        return mask;
    }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names(uint mask)
    {
        if (!sets.TryGetValue(mask, out var names))
            sets[mask] = names = [.. factors.Where((_, i) => (mask & (1u << i)) != 0).Select(factor => factor.Name)];
        return names;
    }

    /// <summary>What each adds to the log-odds of a yes, by its place; null where nothing was learned.</summary>
    public double[]? Weights(IReadOnlyDictionary<string, double>? learned) =>
        learned is null ? null : [.. factors.Select(factor => learned.GetValueOrDefault(factor.Name))];
}
