using ReapFunctions.Runs;
using ReapFunctions.Snapshots.Referrals;

namespace ReapFunctions.Value;

/// <summary>What a customer brought by recommending us, and how they came themselves.</summary>
/// <param name="Came">Customers who came by this one within the months that count.</param>
/// <param name="Left">Those of them who have left since.</param>
/// <param name="Valued">Those whom the night of <paramref name="AsOf"/> valued.</param>
/// <param name="Worth">Their value of 12 months in that night, in currency: the sum; null while nobody is valued.</param>
/// <param name="AsOf">The night before; null in the first.</param>
/// <param name="Each">
/// What one who comes is taken to be worth: <see cref="ValueRecord.Indirect"/> is this for each who came.
/// </param>
/// <param name="From">Whether that is the number of value.json, or what those referred are worth.</param>
/// <param name="CameBy">By whom this customer came: null otherwise than by a referral.</param>
public sealed record Advocacy(
    int Came, int Left, int Valued, double? Worth, RunId? AsOf, double Each, ReferralBasis From, Referrer? CameBy)
{
    /// <summary>A record with what is known of its customer's referrals.</summary>
    internal static ValueRecord Add(ValueRecord record, KnownReferrals known) =>
        known.ByCustomer.GetValueOrDefault(record.CustomerId) is not { } found ? record : record with
        {
            Indirect = Money.Round(found.Came * known.Worth.Each),
            Advocacy = new Advocacy(
                found.Came, found.Left, found.Valued, found.Valued == 0 ? null : found.Worth, known.Worth.AsOf,
                known.Worth.Each, known.Worth.From, found.CameBy),
        };
}
