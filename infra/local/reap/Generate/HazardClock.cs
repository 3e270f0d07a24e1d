namespace ReapFunctions.Local.Reap.Generate;

/// <summary>An event that happens when its hazard, summed up, passes <paramref name="threshold"/>.</summary>
/// <param name="threshold">The customer's own exponential draw; infinite for an event that is only summed up.</param>
internal struct HazardClock(double threshold)
{
    private const int Never = int.MaxValue;

    private double sum;
    private double sumOfWindow;

    /// <summary>The day of the event; far in the future until it has happened.</summary>
    public int Day { get; private set; } = Never;

    public readonly bool Happened => Day != Never;

    /// <summary>The hazard summed up since the beginning.</summary>
    public readonly double Sum => sum;

    /// <summary>The chance that the window had.</summary>
    public readonly double Chance => 1 - Math.Exp(-sumOfWindow);

    /// <summary>
    /// Days <paramref name="day"/> (inclusive) to <paramref name="end"/> (exclusive); the window begins at
    /// <paramref name="from"/>.
    /// </summary>
    public void Run(double hazard, int day, int end, int from)
    {
        var before = sum;
        sum += hazard * (end - day);
        sumOfWindow += hazard * Math.Max(0, end - Math.Max(day, from));
        if (!Happened && sum >= threshold)
            Day = Math.Min(end - 1, day + (int)((threshold - before) / hazard));
    }

    /// <summary>
    /// A blow from outside, in which it happens with <paramref name="chance"/>: by a draw of its own, so that what the clock will
    /// do by itself says nothing about it. <see cref="Force"/> says that it did.
    /// </summary>
    public void Strike(double chance, int day, int from) => sumOfWindow += day >= from ? -Math.Log(1 - chance) : 0;

    /// <summary>
    /// Draws anew how much more hazard it takes, if it has not happened: what is left of an exponential is one again.
    /// </summary>
    public void Redraw(double more)
    {
        if (!Happened && double.IsFinite(threshold))
            threshold = sum + more;
    }

    /// <summary>Makes it happen on a day, also where it had happened before.</summary>
    public void Force(int day) => Day = day;
}
