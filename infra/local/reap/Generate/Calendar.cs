namespace ReapFunctions.Local.Reap.Generate;

/// <summary>When in the year customers leave and buy: factors of the hazard by month, 1 on average.</summary>
internal static class Calendar
{
    /// <summary>The month in which list prices rise.</summary>
    public const int PriceMonth = 4;

    /// <summary>After the holidays and with the new school year.</summary>
    private static readonly double[] Leaving = [1.3, 1.1, 1, 1, 0.95, 0.85, 0.8, 0.9, 1.2, 1.1, 0.9, 0.9];

    /// <summary>In autumn and before the holidays.</summary>
    private static readonly double[] Buying = [0.9, 0.9, 0.95, 0.95, 0.95, 0.9, 0.8, 0.9, 1.1, 1.1, 1.35, 1.2];

    /// <param name="season">0 for none of it, 1 for all.</param>
    public static double Leave(DateOnly date, double season) => 1 + season * (Leaving[date.Month - 1] - 1);

    /// <inheritdoc cref="Leave"/>
    public static double Buy(DateOnly date, double season) => 1 + season * (Buying[date.Month - 1] - 1);

    /// <summary>How often prices have risen after <paramref name="from"/> up to <paramref name="date"/>.</summary>
    public static int Rises(DateOnly from, DateOnly date) => Turned(date) - Turned(from);

    private static int Turned(DateOnly date) => date.Month >= PriceMonth ? date.Year : date.Year - 1;
}
