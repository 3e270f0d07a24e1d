namespace ReapFunctions.Extracts.Receipts;

/// <summary>The population stability index, bin by bin.</summary>
internal static class PopulationStability
{
    /// <summary>
    /// What each bin adds to the index: (a - e) ln(a / e) of its shares then and now, with half a row added to every bin.
    /// </summary>
    /// <param name="bins">Rows by bin, before and now.</param>
    public static double[] Terms(IReadOnlyList<(double Expected, double Actual)> bins)
    {
        var expected = bins.Sum(bin => bin.Expected) + 0.5 * bins.Count;
        var actual = bins.Sum(bin => bin.Actual) + 0.5 * bins.Count;
        return [.. bins.Select(bin =>
        {
            var (e, a) = ((bin.Expected + 0.5) / expected, (bin.Actual + 0.5) / actual);
            return (a - e) * Math.Log(a / e);
        })];
    }
}
