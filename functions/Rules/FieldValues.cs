using System.Globalization;

namespace ReapFunctions.Rules;

/// <summary>The values that one field may have while comparisons narrow them.</summary>
internal sealed class FieldValues
{
    private readonly List<Condition> opposites = [];
    private HashSet<string>? among;
    private bool mayBeMissing = true, mayBeKnown = true, aboveLow, belowHigh;
    private double low = double.NegativeInfinity, high = double.PositiveInfinity;

    /// <summary>A missing value satisfies every opposite but that of <c>missing</c>.</summary>
    public bool IsPossible => mayBeMissing || (mayBeKnown && HasValue());

    public void Narrow(Condition leaf, bool negated)
    {
        if (leaf.Missing is { } missing)
        {
            mayBeMissing &= missing != negated;
            mayBeKnown &= missing == negated;
            return;
        }
        if (negated)
        {
            opposites.Add(leaf);
            return;
        }
        mayBeMissing = false;
        if (leaf.Values is { } wanted)
            among = [.. wanted.Select(text => text.Text).Where(text => among?.Contains(text) ?? true)];
        Raise(leaf.AtLeast, strict: false);
        Raise(leaf.MoreThan, strict: true);
        Lower(leaf.AtMost, strict: false);
        Lower(leaf.LessThan, strict: true);
    }

    /// <summary>
    /// A list of values is tried one by one. Of a range, the ends, what lies just within them, and every bound that an opposite
    /// has, with both sides of it: between these, nothing changes.
    /// </summary>
    private bool HasValue()
    {
        if (among is not null)
            return among.Any(text => IsWithin(text) && !opposites.Any(opposite => Holds(opposite, text)));
        if (low > high || (low == high && (aboveLow || belowHigh)))
            return false;
        if (opposites.Count == 0 || opposites.Any(opposite => !IsOfNumbers(opposite)))
            return true;
        return opposites.SelectMany(Bounds).Concat([low, high, 0]).Where(double.IsFinite)
            .SelectMany(bound => new[] { Math.BitDecrement(bound), bound, Math.BitIncrement(bound) })
            .Select(value => value.ToString("R", CultureInfo.InvariantCulture))
            .Any(text => IsWithin(text) && !opposites.Any(opposite => Holds(opposite, text)));
    }

    private bool IsWithin(string text) =>
        !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        || (value >= low && value <= high && !(aboveLow && value == low) && !(belowHigh && value == high));

    /// <summary>Whether a value surely satisfies a comparison; false when that depends on the day.</summary>
    private static bool Holds(Condition leaf, string text)
    {
        if (leaf.WithinDays is not null || leaf.OlderThanDays is not null || leaf.Before is not null || leaf.From is not null)
            return false;
        if (leaf.Values is { } wanted && !wanted.Any(scalar => scalar.Text == text))
            return false;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return true;
        return !(value < leaf.AtLeast) && !(value <= leaf.MoreThan) && !(value > leaf.AtMost) && !(value >= leaf.LessThan);
    }

    /// <summary>Texts have no end: some other text is always left.</summary>
    private static bool IsOfNumbers(Condition leaf) =>
        (leaf.AtLeast ?? leaf.AtMost ?? leaf.MoreThan ?? leaf.LessThan) is not null;

    private static IEnumerable<double> Bounds(Condition leaf) =>
        new[] { leaf.AtLeast, leaf.AtMost, leaf.MoreThan, leaf.LessThan }.OfType<double>();

    private void Raise(double? bound, bool strict)
    {
        if (bound is { } value && (value > low || (value == low && strict)))
            (low, aboveLow) = (value, strict);
    }

    private void Lower(double? bound, bool strict)
    {
        if (bound is { } value && (value < high || (value == high && strict)))
            (high, belowHigh) = (value, strict);
    }
}
