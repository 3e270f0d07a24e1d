using System.Globalization;
using ReapFunctions.Contracts;

namespace ReapFunctions.Rules;

/// <summary>What a comparison lets a number, a flag or a date be.</summary>
internal sealed class NumberBounds
{
    private readonly double[]? wanted;
    private readonly double atLeast, atMost, moreThan, lessThan;

    /// <param name="condition">One comparison.</param>
    /// <param name="asOf">The day that ages of dates count from.</param>
    public NumberBounds(Condition condition, ColumnKind kind, DateOnly asOf)
    {
        wanted = condition.Values?.Select(value => Number(kind, value.Text)).ToArray();
        atLeast = Highest(condition.AtLeast, condition.From?.DayNumber, asOf.DayNumber - condition.WithinDays);
        atMost = condition.AtMost ?? double.PositiveInfinity;
        moreThan = condition.MoreThan ?? double.NegativeInfinity;
        lessThan = -Highest(-condition.LessThan, -condition.Before?.DayNumber, -(asOf.DayNumber - condition.OlderThanDays));
    }

    /// <summary>Whether they let it be; a missing one, NaN, never.</summary>
    public bool Hold(double value) => value >= atLeast && value <= atMost && value > moreThan && value < lessThan
        && (wanted is null || Array.IndexOf(wanted, value) >= 0);

    /// <summary>A value as clean files and configuration write it: a flag is 1 or 0, a date its day number.</summary>
    public static double Number(ColumnKind kind, ReadOnlySpan<char> text) => kind switch
    {
        ColumnKind.Flag => text is "true" ? 1 : 0,
        ColumnKind.Date => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static double Highest(params ReadOnlySpan<double?> bounds)
    {
        var highest = double.NegativeInfinity;
        foreach (var bound in bounds)
            highest = Math.Max(highest, bound ?? double.NegativeInfinity);
        return highest;
    }
}
