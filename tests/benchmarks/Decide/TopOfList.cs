namespace ReapFunctions.Benchmarks.Decide;

/// <summary>The first of a list, judged by what each of them is truly worth.</summary>
/// <param name="night">It says how many are the first.</param>
/// <param name="listed">Everybody on the list: whom the other policies may choose from.</param>
/// <param name="worth">The true worth of a customer's place.</param>
internal sealed class TopOfList(
    DecidedNight night, IReadOnlyList<DecidedCustomer> listed, Func<DecidedCustomer, double> worth)
{
    public double First(IEnumerable<DecidedCustomer> ranked) => ranked.Take(night.Top).Sum(worth);

    /// <summary>By falling <paramref name="score"/>.</summary>
    public double By(Func<DecidedCustomer, double> score) => First(listed.OrderByDescending(score));

    /// <summary>The mean over all choices.</summary>
    public double Random() => listed.Count == 0 ? 0 : listed.Average(worth) * Math.Min(night.Top, listed.Count);

    /// <summary>The best choice, which leaves out whom it does harm.</summary>
    public double Best() => listed.Select(worth).Where(value => value > 0).OrderDescending().Take(night.Top).Sum();
}
