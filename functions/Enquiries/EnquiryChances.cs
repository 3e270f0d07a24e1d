using ReapFunctions.Value;

namespace ReapFunctions.Enquiries;

/// <summary>An enquiry as it was watched.</summary>
/// <param name="Days">From the day it was asked until they became a customer, or until now.</param>
internal readonly record struct EnquiryLife(string Channel, int Days, bool Won);

/// <summary>How likely an enquiry that is open at some age still becomes a customer, by the channel it came by.</summary>
/// <remarks>
/// <code>
/// age in days   0   1   3   7   14   30   60 …           q = share of those who reach an age that become customers within it
/// q(all)     = (won + weight x q(typed)) / (n + weight)            n: who reached it; who is still in it counts half
/// q(channel) = (won + weight x q(all)) / (n + weight)
/// chance     = 1 - product over the ages to come of (1 - q)        within an age at an even pace
/// typed: of all, rate x (1 - 2^(-age / halfDays)) have become customers by an age
/// </code>
/// The life table of actuaries with half of the withdrawals (Cutler and Ederer 1958, J. Chron. Dis. 8, 699-712), each share the
/// mean of its beta posterior: counts of an age are binomial, and what is known before counts as so many enquiries.
/// </remarks>
internal sealed class EnquiryChances
{
    private static readonly int[] Ages = [0, 1, 3, 7, 14, 30, 60, 120, 240];

    private readonly int[] edges;
    private readonly double[] all;
    private readonly Dictionary<string, double[]> channels;

    private EnquiryChances(int[] edges, double[] all, Dictionary<string, double[]> channels) =>
        (this.edges, this.all, this.channels) = (edges, all, channels);

    /// <param name="days">An enquiry of this age counts no more.</param>
    public static EnquiryChances Learn(IReadOnlyList<EnquiryLife> lives, EnquiryOptions options, int days)
    {
        int[] edges = [.. Ages.Where(age => age < days), days];
        double[] typed = [.. edges.Zip(edges.Skip(1), (from, to) => 1 - Open(options, to) / Open(options, from))];
        var all = Shares(lives, edges, typed, options.Weight);
        return new EnquiryChances(edges, all, lives.GroupBy(life => life.Channel, StringComparer.Ordinal).ToDictionary(
            same => same.Key, same => Shares([.. same], edges, all, options.Weight), StringComparer.Ordinal));
    }

    /// <param name="age">In days, 0 or more.</param>
    /// <returns>0 to 1; 0 for what counts no more.</returns>
    public double Of(string channel, int age)
    {
        var shares = channels.GetValueOrDefault(channel, all);
        var open = 1.0;
        for (var place = 0; place < shares.Length; place++)
        {
            var (from, to) = (edges[place], edges[place + 1]);
            if (age < to)
                open *= Math.Pow(1 - shares[place], (to - Math.Max(age, from)) / (double)(to - from));
        }
        return Math.Round(1 - open, 6);
    }

    /// <summary>The share that is no customer at an age, by what was typed.</summary>
    private static double Open(EnquiryOptions options, int age) =>
        1 - options.Rate * (1 - Math.Pow(2, -age / options.HalfDays));

    private static double[] Shares(IReadOnlyList<EnquiryLife> lives, int[] edges, double[] before, double weight)
    {
        var shares = new double[before.Length];
        for (var place = 0; place < shares.Length; place++)
        {
            var (from, to) = (edges[place], edges[place + 1]);
            var (reached, won) = (0.0, 0.0);
            foreach (var life in lives.Where(life => life.Days >= from))
            {
                var ends = life.Days < to;
                won += ends && life.Won ? 1 : 0;
                reached += ends && !life.Won ? 0.5 : 1;
            }
            shares[place] = (won + weight * before[place]) / (reached + weight);
        }
        return shares;
    }
}
