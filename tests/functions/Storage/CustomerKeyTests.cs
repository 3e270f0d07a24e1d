using FsCheck;
using FsCheck.Fluent;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Storage;

public class CustomerKeyTests
{
    private const string Forbidden = "/\\#?%'\t\n\u007F\u0085";

    [Fact]
    public void OrdinaryIdsStayReadable() => Assert.Equal("7590-VHVEG", CustomerKey.Of("7590-VHVEG").Row);

    [Theory]
    [InlineData("a/b", "a=2Fb")]
    [InlineData("a b", "a=20b")]
    [InlineData("100%", "100=25")]
    [InlineData("a=2Fb", "a=3D2Fb")]
    [InlineData("Zoë", "Zoë")]
    [InlineData("a😀", "a=F0=9F=98=80")]
    public void CharactersThatKeysOrUrlsTreatSpeciallyAreWrittenInHex(string id, string row) =>
        Assert.Equal(row, CustomerKey.Of(id).Row);

    [Fact]
    public void NoIdGivesAKeyThatTheTableServiceRefuses() =>
        Prop.ForAll<NonEmptyString>(id =>
        {
            var key = CustomerKey.Of(id.Get);
            return key.Row.Length is > 0 and <= CustomerKey.LongestRow
                && !key.Row.Any(Forbidden.Contains)
                && !key.Row.Any(char.IsControl);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void DifferentIdsHaveDifferentKeys() =>
        Prop.ForAll<NonEmptyString, NonEmptyString>((a, b) =>
            a.Get == b.Get || HasLoneSurrogate(a.Get) || HasLoneSurrogate(b.Get)
                || CustomerKey.Of(a.Get).Row != CustomerKey.Of(b.Get).Row)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void LongIdsOfOneBeginningStayApart()
    {
        var a = CustomerKey.Of(new string('/', 200) + "a");
        var b = CustomerKey.Of(new string('/', 200) + "b");

        Assert.NotEqual(a.Row, b.Row);
        Assert.Equal(CustomerKey.LongestRow, a.Row.Length);
        Assert.DoesNotContain(a.Row, Forbidden.Contains);
    }

    [Fact]
    public void EveryPartitionFallsIntoOneBucket()
    {
        var ids = Enumerable.Range(0, 5000).Select(i => $"C{i}");

        var bucketsOfPartition = ids.GroupBy(id => CustomerKey.Of(id).Partition)
            .Select(partition => partition.Select(id => CustomerKey.Bucket(id, 16)).Distinct().Count());

        Assert.All(bucketsOfPartition, count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(256)]
    public void BucketsAreEvenlyFilled(int buckets)
    {
        const int customers = 20_000;
        var counts = new int[buckets];
        for (var i = 0; i < customers; i++)
            counts[CustomerKey.Bucket($"customer {i}", buckets)]++;

        // Six standard deviations of a binomial count, and room for partitions that do not divide evenly.
        var expected = (double)customers / buckets;
        Assert.All(
            counts, count =>
            Assert.InRange(count, (expected * 0.97) - (6 * Math.Sqrt(expected)), (expected * 1.03) + (6 * Math.Sqrt(expected))));
    }

    private static bool HasLoneSurrogate(string text) =>
        text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar);

    [Theory]
    [InlineData(16, 4)]
    [InlineData(4, 16)]
    [InlineData(7, 16)]
    [InlineData(1, 256)]
    [InlineData(256, 1)]
    public void BucketsOfAnotherSplitOverlapWhereTheyShareCustomers(int buckets, int others)
    {
        foreach (var id in Enumerable.Range(0, 3000).Select(number => $"C{number}"))
        {
            var (first, last) = CustomerKey.Overlap(CustomerKey.Bucket(id, buckets), buckets, others);
            Assert.InRange(CustomerKey.Bucket(id, others), first, last);
        }
        Assert.Equal(
            (0, others - 1),
            (CustomerKey.Overlap(0, buckets, others).First, CustomerKey.Overlap(buckets - 1, buckets, others).Last));
    }
}
