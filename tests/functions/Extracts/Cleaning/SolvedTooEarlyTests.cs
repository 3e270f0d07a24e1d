using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Extracts.Cleaning;

/// <summary>Complaints of the shipped contract that were solved before they were opened.</summary>
public sealed class SolvedTooEarlyTests
{
    private const string Rows =
        "complaintId,customerId,openedOn,product,region,channel,cause,severity,credited,solvedOn\n"
        + "K1,c1,2026-11-10,tv,north,web,speed,1,0,2026-11-09\n"
        + "K2,c2,2026-11-10,tv,north,web,speed,1,0,2026-11-10\n"
        + "K3,c3,2026-11-10,tv,north,web,speed,1,0,\n"
        + "K4,c4,2026-11-10,tv,north,web,speed,1,0,2026-11-30\n";

    [Fact]
    public async Task WhatWasSolvedBeforeItWasOpenedIsRejectedAndKeepsNoPromise()
    {
        var contract = TestBucket.Portfolio("").Contracts["complaints"];
        var setup = new CleaningSetup { File = "all.csv" };
        var receipt = await ExtractCleaner.CleanAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(Rows)), contract, ExtractOutput.Nowhere(), setup, default);

        Assert.Equal((3, 1), (receipt.Accepted, receipt.Rejected));
        var reject = Assert.Single(Assert.Single(receipt.Rejects, count => count.Reason == RejectReason.SolvedTooEarly).Examples);
        Assert.Equal(("solvedOn", "2026-11-09", 1), (reject.Column, reject.Value, reject.Row));
        Assert.Equal(
            "'2026-11-09' is before the day of the row itself: nothing is solved before it is told. Correct one of the two days.",
            reject.Message);
    }
}
