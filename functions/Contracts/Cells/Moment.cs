namespace ReapFunctions.Contracts.Cells;

/// <summary>
/// A date, a time of day, or both, as read from a text; parts that the text lacks are those of 0001-01-01 00:00:00.
/// </summary>
/// <param name="Fraction">Of the second, in 100 ns, 0 to 9,999,999.</param>
/// <param name="OffsetMinutes">From UTC; null when the text names none.</param>
internal readonly record struct Moment(
    int Year, int Month, int Day, int Hour = 0, int Minute = 0, int Second = 0, int Fraction = 0, int? OffsetMinutes = null)
{
    public static readonly Moment Zero = new(1, 1, 1);

    public bool IsValid =>
        Year is >= 1 and <= 9999 && Month is >= 1 and <= 12 && Day >= 1 && Day <= DateTime.DaysInMonth(Year, Month)
        && HasValidTime && OffsetMinutes is null or (>= -14 * 60 and <= 14 * 60);

    public bool HasTime => Hour != 0 || Minute != 0 || Second != 0 || Fraction != 0;

    private bool HasValidTime =>
        (uint)Hour <= 23 && (uint)Minute <= 59 && (uint)Second <= 59 && (uint)Fraction < TimeSpan.TicksPerSecond;

    /// <summary>
    /// Days since 0001-01-01, as <see cref="DateOnly.DayNumber"/>, with the time of day as fraction, in UTC where an offset is
    /// known.
    /// </summary>
    public double Days => (double)Utc.Ticks / TimeSpan.TicksPerDay;

    /// <summary>The moment in UTC where an offset is known, and as written otherwise.</summary>
    public DateTime Utc
    {
        get
        {
            var ticks = new DateTime(Year, Month, Day, Hour, Minute, Second).Ticks + Fraction
                - (OffsetMinutes ?? 0) * TimeSpan.TicksPerMinute;
            return new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks));
        }
    }
}
