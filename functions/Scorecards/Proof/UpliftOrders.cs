namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// One order of customers or several of the same, and how sure their Qini numbers are: percentiles of 500 draws of the Poisson
/// bootstrap (Hanley and MacGibbon, Computer Methods and Programs in Biomedicine 83, 2006, 57-62), seeded. All orders are
/// judged by the same draws, so that their gain over each other has an interval of its own. Percentiles need not hold the
/// estimate where draws lean to one side of it, as BCa limits need not either, nor those of the basic bootstrap (Efron and
/// Tibshirani, An Introduction to the Bootstrap, 1993, chapters 13 and 14): where they do not, the interval is widened to it,
/// which only adds to what it covers.
/// </summary>
internal sealed class UpliftOrders
{
    private const int Draws = 500;
    private const int Seed = 20_070;

    private readonly UpliftCount[] cells;
    private readonly int[][] places;
    private readonly Qini[] found;
    private readonly Qini[][] drawn;

    /// <param name="cells">Customers who have all scores in common.</param>
    /// <param name="scores">By order, then by cell.</param>
    /// <exception cref="ArgumentException">Nobody treated, or nobody in the control group.</exception>
    public UpliftOrders(UpliftCount[] cells, params double[][] scores)
    {
        if (cells.All(cell => cell.Treated == 0) || cells.All(cell => cell.Control == 0))
            throw new ArgumentException("Uplift needs customers of both arms.", nameof(cells));
        this.cells = cells;
        places = [.. scores.Select(Places)];
        found = Judge(cells);
        var random = new Random(Seed);
        drawn = [.. Enumerable.Range(0, Draws).Select(_ => Array.ConvertAll(cells, cell => Draw(random, cell)))
            .Where(draw => draw.Any(cell => cell.Treated > 0) && draw.Any(cell => cell.Control > 0)).Select(Judge)];
    }

    /// <summary>By order.</summary>
    public Uplift[] Judge()
    {
        var all = cells.Aggregate((left, right) => left + right);
        var average = Math.Round(all.TreatedYes / (double)all.Treated - all.ControlYes / (double)all.Control, 6);
        return [.. found.Select((qini, order) => new Uplift(
            Interval(qini.CausalMl, draw => draw[order].CausalMl),
            Interval(qini.ScikitUplift, draw => draw[order].ScikitUplift),
            average))];
    }

    /// <summary>What the first order has more of scikit-uplift's Qini than the second.</summary>
    public Interval Gain() => Interval(
        found[0].ScikitUplift - found[1].ScikitUplift, draw => draw[0].ScikitUplift - draw[1].ScikitUplift);

    private Interval Interval(double estimate, Func<Qini[], double> of)
    {
        var sorted = drawn.Select(of).Order().ToArray();
        return sorted.Length == 0
            ? new Interval(estimate, double.MinValue, double.MaxValue)
            : Proof.Interval.Rounded(
                estimate, Math.Min(estimate, sorted[(int)(0.025 * sorted.Length)]),
                Math.Max(estimate, sorted[(int)(0.975 * sorted.Length)]));
    }

    private Qini[] Judge(UpliftCount[] counts) => Array.ConvertAll(places, place =>
    {
        var order = new UpliftCount[place.Max() + 1];
        for (var cell = 0; cell < counts.Length; cell++)
            order[place[cell]] += counts[cell];
        return Qini.Of(order);
    });

    /// <summary>By cell, the place of its score among the scores, the highest first.</summary>
    private static int[] Places(double[] scores)
    {
        double[] sorted = [.. scores.Distinct().OrderDescending()];
        var place = sorted.Select((score, i) => (score, i)).ToDictionary(numbered => numbered.score, numbered => numbered.i);
        return Array.ConvertAll(scores, score => place[score]);
    }

    private static UpliftCount Draw(Random random, UpliftCount cell)
    {
        var (treatedYes, controlYes) = (Poisson(random, cell.TreatedYes), Poisson(random, cell.ControlYes));
        return new UpliftCount(
            treatedYes + Poisson(random, cell.Treated - cell.TreatedYes), treatedYes,
            controlYes + Poisson(random, cell.Control - cell.ControlYes), controlYes);
    }

    /// <summary>By Knuth's product of uniforms; rounded from a normal where many.</summary>
    private static long Poisson(Random random, long mean)
    {
        if (mean > 50)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return Math.Max(0, (long)Math.Round(mean + Math.Sqrt(mean) * normal));
        }
        var (count, product, end) = (-1L, 1.0, Math.Exp(-mean));
        if (mean == 0)
            return 0;
        for (; product > end; count++)
            product *= random.NextDouble();
        return count;
    }
}
