using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Extracts.Cleaning;

/// <summary>Of what customers are found by, clean rows keep a hash and nothing else.</summary>
public class FinderTests
{
    private static readonly FinderHash Hash = new(new byte[32]);

    private static readonly Contract Contract = SmallExtract.With(
        """{ "name": "id", "type": "string" }, { "name": "phone", "type": "string" }, { "name": "mail", "type": "string" }, """
            + """{ "name": "age", "type": "integer" }""",
        """, "personal": ["phone", "mail"], """
            + """ "findBy": { "phone": { "kind": "phone", "country": "49" }, "mail": { "kind": "email" } }""");

    private const string Rows = "id,phone,mail,age\na,0151 2345678,Ann@Example.com,1\nb,+49 151 2345678,,2\nc,none,\"x, y\",3\n";

    private static Task<SmallExtract.Cleaned> CleanAsync(FinderHash? finder, string rows = Rows, int blockSize = 1024) =>
        SmallExtract.Clean(Encoding.UTF8.GetBytes(rows), Contract, blockSize: blockSize, finder: finder);

    [Fact]
    public async Task CleanRowsEndInHashesOfWhatIsThere()
    {
        var phone = FinderHash.Text(Hash.Of(FinderKind.Phone, "491512345678"));
        var mail = FinderHash.Text(Hash.Of(FinderKind.Email, "ann@example.com"));

        var cleaned = await CleanAsync(Hash);

        Assert.Equal("id,age,mail,phone", cleaned.Buckets[0].Split('\n')[0]);
        Assert.Equal([$"a,1,{mail},{phone}", $"b,2,,{phone}", "c,3,,"], cleaned.Rows);
        Assert.DoesNotContain("2345678", cleaned.Buckets[0] + cleaned.Receipt.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfWhoReferredACustomerTheHashIsThatOfTheirId()
    {
        var contract = SmallExtract.With(
            """{ "name": "id", "type": "string" }, { "name": "by", "type": "string" }, { "name": "months", "type": "integer" }""",
            """, "personal": ["by"], "tenureMonths": "months", "referredBy": "by" """);

        var cleaned = await SmallExtract.Clean("id,by,months\na,\"b\",1\nb,,2\n"u8.ToArray(), contract, finder: Hash);

        Assert.Equal([$"a,1,{FinderHash.Text(Hash.OfCustomer("b"))}", "b,2,"], cleaned.Rows);
        var rows = await SnapshotReader.ReadAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(cleaned.Buckets[0])), contract, default);
        Assert.Equal(["id", "months"], rows.Columns.Select(column => column.Name));
    }

    [Fact]
    public async Task WithoutASaltNothingIsKept() => Assert.Equal(["a,1", "b,2", "c,3"], (await CleanAsync(null)).Rows);

    [Fact]
    public async Task HashesAreNoFactsOfASnapshot()
    {
        var cleaned = await CleanAsync(Hash);

        var rows = await SnapshotReader.ReadAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(cleaned.Buckets[0])), Contract, default);

        Assert.Equal(["id", "age"], rows.Columns.Select(column => column.Name));
        Assert.Equal([1, 2, 3], rows["age"].Numbers.ToArray());
    }

    [Fact]
    public async Task ItDoesNotDependOnHowTheFileIsCutIntoBlocks()
    {
        var many = "id,phone,mail,age\n" + string.Concat(
            Enumerable.Range(0, 2000).Select(row => $"c{row},0151 {1000000 + row},{(row % 3 == 0 ? "\"bad" : "m@x.y")},1\n"));

        Assert.Equal((await CleanAsync(Hash, many, 1 << 17)).Buckets[0], (await CleanAsync(Hash, many, 256)).Buckets[0]);
    }
}
