using System.IO.Hashing;
using ReapFunctions.Extracts.Duplicates;

namespace ReapFunctions.Tests.Extracts.Duplicates;

public sealed class KeySetTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public void AKeyIsTakenOnceWhetherItIsInMemoryOrInAFile(int most)
    {
        using var keys = new KeySet(most);
        var reference = new HashSet<int>();
        var random = new Random(most);

        for (var count = 0; count < 20_000; count++)
        {
            var number = random.Next(15_000);
            Assert.Equal(reference.Add(number), keys.Add(XxHash128.HashToUInt128(BitConverter.GetBytes(number))));
        }

        Assert.Equal(reference.Count / most, keys.Runs);
    }

    [Fact]
    public void ZeroIsAKeyLikeAnyOther()
    {
        using var keys = new KeySet();

        Assert.True(keys.Add(UInt128.Zero));
        Assert.False(keys.Add(UInt128.Zero));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RowsThatLoseAreThoseOfANaiveCount(bool keepLast)
    {
        var random = new Random(5);
        var numbers = Enumerable.Range(0, 400_000).Select(_ => random.Next(300_000)).ToArray();
        using var rows = new KeyRows();
        for (var row = 0; row < numbers.Length; row++)
            rows.Add(XxHash128.HashToUInt128(BitConverter.GetBytes(numbers[row])), row);

        var expected = numbers.Select((number, row) => (number, row))
            .GroupBy(numbered => numbered.number, numbered => (long)numbered.row)
            .SelectMany(group => group.Count() == 1 ? [] : keepLast ? group.Take(group.Count() - 1) : group).Order();
        Assert.Equal(expected, rows.Losers(keepLast));
    }

    [Fact]
    public void HashesDifferAndSpread()
    {
        var hashes = Enumerable.Range(0, 100_000)
            .Select(number => XxHash128.HashToUInt128(System.Text.Encoding.UTF8.GetBytes($"customer-{number}"))).ToList();

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
        for (var bit = 0; bit < 128; bit++)
            Assert.InRange(hashes.Count(hash => ((hash >> bit) & 1) == 1), 49_000, 51_000);
    }
}
