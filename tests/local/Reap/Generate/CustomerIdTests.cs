using System.Text;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

public class CustomerIdTests
{
    private static readonly string[] Ids =
        [.. Enumerable.Range(0, 20_000).Select(number => new SyntheticTelco(SampleTelco.Options(1)).IdOf(number))];

    [Fact]
    public void IdsAreUnique() => Assert.Equal(Ids.Length, Ids.Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void OneInTwoHundredIsOdd()
    {
        Assert.InRange(Ids.Count(id => !System.Text.RegularExpressions.Regex.IsMatch(id, @"^C\d{8}$")), 60, 140);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("#")]
    [InlineData("%")]
    [InlineData("?")]
    [InlineData("\\")]
    [InlineData(" ")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData(",")]
    [InlineData("ł")]
    [InlineData("客")]
    [InlineData("😀")]
    [InlineData("=1+")]
    [InlineData("@")]
    public void OddIdsHoldWhatBreaksKeysUrlsAndSheets(string odd) =>
        Assert.Contains(Ids, id => id.Contains(odd, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void TheLongestHasAllThe200CharactersThatTheContractAllows() => Assert.Equal(200, Ids.Max(id => id.Length));

    [Fact]
    public void TrimmingChangesNoId() => Assert.All(Ids, id => Assert.Equal(id.Trim(), id));

    [Fact]
    public void TheBytesWrittenAreThoseOfTheText()
    {
        Span<byte> utf8 = stackalloc byte[600];
        for (var number = 0; number < Ids.Length; number++)
        {
            var length = CustomerId.Write(new CustomerRandom(1, number), number, utf8);
            Assert.Equal(Ids[number], Encoding.UTF8.GetString(utf8[..length]));
        }
    }
}
