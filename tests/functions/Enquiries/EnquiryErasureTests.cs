using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Erasure;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Runs;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Enquiries;

/// <summary>Who asked is erased by their id, and with the customer that they became.</summary>
public class EnquiryErasureTests
{
    private const string Header = "enquiryId,askedOn,channel,name,email,becameCustomer\n";
    private const string Rows = "E1,2026-11-20,web,Anna,a@example.org,\nE2,2026-11-19,web,Ben,b@example.org,C7\n"
        + "E3,2026-11-18,C7,Chloe,c@example.org,\n";

    private static readonly Contract Contract = TestBucket.Portfolio("").Sources.Enquiries!;

    [Theory]
    [InlineData("E1", 1L)]
    [InlineData("C7", 2L)]
    public async Task TheirRowsGoFromTheUpload(string id, long row)
    {
        var (erasure, output) = (new ExtractErasure(Contract, id), new MemoryStream());
        var upload = Encoding.UTF8.GetBytes(Header + Rows);
        Assert.Equal([row], await erasure.FindAsync(new MemoryStream(upload), default));
        Assert.Equal(1, await erasure.CopyAsync(new MemoryStream(upload), output, default));
        Assert.Equal(2, Encoding.UTF8.GetString(output.ToArray()).Split("example.org").Length - 1);
    }

    [Theory]
    [InlineData("E1")]
    [InlineData("C7")]
    public async Task TheyAreLeftOutOfWhatIsCleanedLater(string id)
    {
        var rows = new MemoryStream();
        var receipt = await ExtractCleaner.CleanAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(Header + Rows)), Contract,
            new ExtractOutput(1, (_, _) => Task.FromResult<Stream>(rows), _ => Task.FromResult(Stream.Null)),
            new CleaningSetup { File = "all.csv", Erased = ErasedIds.None.Begin(id, DateTimeOffset.UnixEpoch).Finish(id) },
            default);
        Assert.Equal((3L, 2L, 1L), (receipt.Read, receipt.Accepted, receipt.Erased));
        Assert.Equal(3, Encoding.UTF8.GetString(rows.ToArray()).TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task CleanRowsGoByEitherColumnAndThoseWithoutTheSecondByTheFirst()
    {
        foreach (var (rows, id) in new[] { ("id,became\nE1,\nE2,C7\n", "C7"), ("id\nE1\nE2\n", "E2") })
        {
            var output = new MemoryStream();
            var (erased, kept) = await RowErasure.CopyWithoutAsync(
                new MemoryStream(Encoding.UTF8.GetBytes(rows)), "id", id, output, default, "became");
            Assert.Equal((1, 1L), (erased, kept));
            Assert.DoesNotContain("E2", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
        }
    }
}
