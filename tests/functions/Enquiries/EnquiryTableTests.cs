using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Enquiries;
using ReapFunctions.Snapshots;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Enquiries;

/// <summary>Of several rows of an enquiry the newest counts; what is too old counts no more.</summary>
public class EnquiryTableTests
{
    private const string Header = "enquiryId,askedOn,channel,segment,region,age,consentCall,consentEmail,followedUpOn,"
        + "becameCustomer,becameOn,email,phone";

    private static readonly DateOnly AsOf = new(2026, 11, 21);

    private static readonly Contract Contract = TestBucket.Portfolio("").Sources.Enquiries!;

    [Fact]
    public async Task TheNewestRowCounts()
    {
        var table = await TableAsync(
            (AsOf.AddDays(-1), "E2,2026-11-19,web,family,north,40,true,,,,,,\nE1,2026-11-20,,senior,west,,true,true,,,,,"),
            (AsOf, "E2,2026-11-19,phone,family,north,41,false,true,2026-11-20,,,,"));
        Assert.Equal(["E1", "E2"], table.All.Select(enquiry => enquiry.Id));
        Assert.Equal(("(none)", null, null), (table.All[0].Channel, table.All[0].FollowedUpOn, table.All[0].Became));
        Assert.Equal(["call", "email"], table.All[0].Channels);
        Assert.Equal(("phone", new DateOnly(2026, 11, 20)), (table.All[1].Channel, table.All[1].FollowedUpOn));
        Assert.Equal(["email"], table.All[1].Channels);
        Assert.Equal(["segment", "region", "age"], table.Known.Columns.Select(column => column.Name));
        Assert.Equal([double.NaN, 41], table.Known["age"].Numbers.ToArray());
    }

    [Fact]
    public async Task WhoBecameACustomerDidSoOnTheirDayOrWithTheFirstFileThatSaysSo()
    {
        var table = await TableAsync(
            (AsOf.AddDays(-2), "E1,2026-11-10,web,,,,,,,C1,,,\nE2,2026-11-10,web,,,,,,,,,,"),
            (AsOf, "E1,2026-11-10,web,,,,,,,C1,,,\nE2,2026-11-10,web,,,,,,,C2,2026-11-15,,\n"
                + "E3,2026-11-10,web,,,,,,,C3,2026-11-01,,"));
        Assert.Equal(
            [new DateOnly(2026, 11, 19), new DateOnly(2026, 11, 15), new DateOnly(2026, 11, 10)],
            table.All.Select(enquiry => enquiry.BecameOn!.Value));
    }

    [Fact]
    public async Task WhatIsTooOldCountsNoMoreAndADayToComeHasNotCome()
    {
        var old = AsOf.AddDays(-Contract.Roles.Enquiries!.Days).ToString("yyyy-MM-dd");
        var table = await TableAsync((AsOf, $"E1,{old},web,,,,,,,,,,\nE2,2026-11-20,web,,,,,,2026-12-24,,,,"));
        Assert.Null(Assert.Single(table.All).FollowedUpOn);
        Assert.Equal("E2", table.All[0].Id);
    }

    private static async Task<EnquiryTable> TableAsync(params (DateOnly Date, string Rows)[] files)
    {
        var read = new List<(DateOnly, Snapshot)>();
        var fields = Contract.Schema.Fields.ToDictionary(field => field.Name);
        foreach (var (date, rows) in files)
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"{Header}\n{rows}\n"));
            read.Add((date, await SnapshotReader.ReadAsync(stream, fields.GetValueOrDefault, default)));
        }
        return EnquiryTable.Of(read, Contract.Roles, AsOf);
    }
}
