using ReapFunctions.Contracts;
using ReapFunctions.Tests.Extracts;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Enquiries;

/// <summary>Nobody is followed up before they ask: such a row is rejected, and said to be.</summary>
public class EnquiryCleaningTests
{
    private static readonly Contract Contract = TestBucket.Portfolio("").Sources.Enquiries!;

    [Fact]
    public async Task AFollowUpBeforeTheyAskedIsRejected()
    {
        var cleaned = await SmallExtract.Clean(
            "enquiryId,askedOn,followedUpOn\nE1,2026-11-20,2026-11-19\nE2,2026-11-20,2026-11-20\nE3,2026-11-20,\n"
                + "E4,,2026-11-01\nE5,2026-11-20,20.11.2026\n",
            Contract with { Roles = Contract.Roles with { MaxRejectShare = 1 } });

        Assert.Equal((2, 1, 2), (cleaned.Receipt.Accepted, cleaned.Receipt.Repaired, cleaned.Receipt.Rejected));
        var reject = cleaned.Receipt.Rejects.Single(count => count.Reason == RejectReason.BeforeAsked).Examples.Single();
        Assert.Equal((1L, "followedUpOn", "2026-11-19"), (reject.Row, reject.Column, reject.Value));
        Assert.StartsWith("'2026-11-19' is before the day on which they asked.", reject.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(cleaned.Rows, row => row.StartsWith("E1,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFileWithoutTheDayIsTakenAsItIs()
    {
        var cleaned = await SmallExtract.Clean("enquiryId,askedOn\nE1,2026-11-20\n", Contract);
        Assert.Equal(0, cleaned.Receipt.Rejected);
    }
}
