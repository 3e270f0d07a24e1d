namespace ReapFunctions.Value;

/// <summary>The months ahead of one customer, from the next one on.</summary>
/// <param name="discounted">
/// By month: the chance that the customer is there, on average over it, x what one currency unit of then is worth today.
/// </param>
/// <param name="monthlyDiscount">What one currency unit a month later is worth, 0 to 1.</param>
/// <param name="rises">By month: by what share prices have risen by then.</param>
internal readonly ref struct MonthsAhead(ReadOnlySpan<double> discounted, double monthlyDiscount, ReadOnlySpan<double> rises)
{
    private readonly ReadOnlySpan<double> discounted = discounted;
    private readonly ReadOnlySpan<double> rises = rises;

    /// <summary>What one currency unit a month is worth from the month on in which something begins today.</summary>
    public double Sum
    {
        get
        {
            var sum = 0.0;
            foreach (var month in discounted)
                sum += month;
            return sum;
        }
    }

    /// <summary>By what share prices have risen, on average over the first of these months.</summary>
    public double Rise(int first)
    {
        var (rise, sum) = (0.0, 0.0);
        for (var t = 0; t < Math.Min(first, discounted.Length); t++)
            (rise, sum) = (rise + discounted[t] * rises[t], sum + discounted[t]);
        return sum > 0 ? rise / sum : 0;
    }

    /// <summary>
    /// What holding something from today on adds to its coming by itself, as it does with a hazard per month; whoever holds it
    /// gives it up again with another one: Σ month(t) x (held from today - held by itself).
    /// </summary>
    /// <param name="leaves">How many times the expected hazard of leaving has who holds it: the months are theirs.</param>
    /// <returns>The sum, and the same of months x the share by which prices have risen by then.</returns>
    public (double Months, double Risen) Without(double hazard, double givesUp, double leaves = 1)
    {
        var (months, risen, held, factor, itself) = (0.0, 0.0, 1.0, 1.0, new Taken(hazard, givesUp));
        for (var t = 0; t < discounted.Length; t++)
        {
            factor *= monthlyDiscount;
            var more = Leaving(discounted[t], factor, leaves) * ((held *= 1 - givesUp) - itself.Next());
            (months, risen) = (months + more, risen + more * rises[t]);
        }
        return (months, risen);
    }

    /// <summary>
    /// The same of who certainly stays for the first <paramref name="months"/>, and leaves after them as expected:
    /// Σ discount(t), and from there on month(t) / S, where S is the chance to be there at their end.
    /// </summary>
    public double Kept(int months)
    {
        months = Math.Min(months, discounted.Length);
        var (sum, factor, stays) = (0.0, 1.0, 1.0);
        for (var t = 0; t < months; t++)
        {
            sum += factor *= monthlyDiscount;
            // A month's mean lies half way between its beginning and its end.
            stays = 2 * discounted[t] / factor - stays;
        }
        if (stays <= 0)
            return sum;
        foreach (var month in discounted[months..])
            sum += month / stays;
        return sum;
    }

    /// <summary>The same of who leaves with a hazard so many times the expected one: Σ discount(t) x S(t)^ratio.</summary>
    public double Leaving(double ratio)
    {
        var (sum, factor) = (0.0, 1.0);
        foreach (var month in discounted)
        {
            factor *= monthlyDiscount;
            sum += Leaving(month, factor, ratio);
        }
        return sum;
    }

    private static double Leaving(double month, double factor, double ratio) =>
        ratio == 1 ? month : factor * Math.Pow(month / factor, ratio);
}

/// <summary>The chance to hold something month by month that comes with one hazard and is given up, once, with another.</summary>
internal struct Taken(double hazard, double givesUp)
{
    private double without = 1;
    private double held;

    /// <summary>That of the next month: Σ over those in which it may have come.</summary>
    public double Next()
    {
        held = held * (1 - givesUp) + without * hazard;
        without *= 1 - hazard;
        return held;
    }
}
