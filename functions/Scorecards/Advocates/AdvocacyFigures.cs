using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Snapshots.Referrals;

namespace ReapFunctions.Scorecards.Advocates;

/// <summary>Referrals that came in, and what they are worth. Serialises to JSON as it is.</summary>
public sealed record AdvocacyFigures
{
    /// <summary>Those count who came within so many months.</summary>
    public required double Months { get; init; }

    /// <summary>What one who comes by a referral was taken to be worth, and by what.</summary>
    public required ReferralWorth Worth { get; init; }

    /// <summary>Those who came by referral, and those who came otherwise.</summary>
    public required IReadOnlyList<NewcomerRow> Newcomers { get; init; }

    /// <summary>
    /// By how much the value of who came by referral is above that of who came otherwise, per customer, with its 95 % interval;
    /// null with too few of either, see <see cref="MeanDifference"/>. It describes who is referred, and proves nothing.
    /// </summary>
    public Interval? Difference { get; init; }

    /// <summary>Of those who came by referral: how many named a customer, one who has left, nobody we know, and so on.</summary>
    public required IReadOnlyDictionary<Referrer, long> Referrers { get; init; }

    /// <summary>Customers by whom at least one came.</summary>
    public required long Advocates { get; init; }

    /// <summary>Customers who are credited to them.</summary>
    public required long Came { get; init; }

    /// <summary>What these were worth in the night before, of those it valued.</summary>
    public required decimal CameWorth { get; init; }

    /// <summary>Indirect value of all advocates: <see cref="Came"/> by the worth of each.</summary>
    public required decimal Indirect { get; init; }

    internal NewcomerRow Of(string by) => Newcomers.First(row => row.By == by);

    /// <returns>Null where the run knows of no referrals.</returns>
    internal static AdvocacyFigures? Of(AdvocacySums? sums, RunReferrals? run, double months)
    {
        if (sums is null || run is null)
            return null;
        var (referred, others) = (sums.Newcomers[0].Arm, sums.Newcomers[1].Arm);
        return new AdvocacyFigures
        {
            Months = months,
            Worth = run.Worth,
            Newcomers = sums.Newcomers,
            Difference = MeanDifference.Between(referred, others, 1),
            Referrers = sums.Referrers,
            Advocates = sums.Advocates,
            Came = sums.Came,
            CameWorth = sums.Worth,
            Indirect = sums.Indirect,
        };
    }
}
