using ReapFunctions.Extracts.Columns;

namespace ReapFunctions.Tests.Extracts.Columns;

public sealed class DistinctCounterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public void CountsAreExactUpToAHundredThousand(int values)
    {
        var counter = new DistinctCounter();
        for (var round = 0; round < 2; round++)
        {
            for (var value = 0; value < values; value++)
                counter.Add(NumberHash.Of((ulong)value));
        }

        Assert.Equal(values, counter.Count);
    }

    [Fact]
    public void AHashOfZeroIsAValueLikeAnother()
    {
        var counter = new DistinctCounter();
        foreach (var hash in (ulong[])[0, 5, 0, 256, 512, 5])
            counter.Add(hash);

        Assert.Equal(4, counter.Count);
    }

    [Fact]
    public void BeyondThatTheyAreEstimatedAndNeverBelow()
    {
        var counter = new DistinctCounter();
        for (var value = 0; value < 300_000; value++)
            counter.Add(NumberHash.Of((ulong)value));

        Assert.InRange(counter.Count, 285_000, 315_000);
    }

    [Fact]
    public async Task NoColumnHasMoreValuesThanRows()
    {
        const int rows = 100_200;
        var text = $"id,a\n{string.Concat(Enumerable.Range(0, rows).Select(row => $"{row},x{row}\n"))}";

        var receipt = (await SmallExtract.Clean(
            text, SmallExtract.With("""{ "name": "id" }, { "name": "a" }"""))).Receipt;

        Assert.All(receipt.Columns, column => Assert.InRange(column.Distinct, DistinctCounter.Exact, rows));
    }
}
