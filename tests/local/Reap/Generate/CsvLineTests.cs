using System.Text;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

public class CsvLineTests
{
    [Fact]
    public void FieldsThatNeedQuotesGetThem() =>
        Assert.Equal("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\n", Line(row =>
        {
            row.Add("plain"u8);
            row.Add("a,b"u8);
            row.Add("say \"hi\""u8);
            row.Add("two\nlines"u8);
        }));

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(0.05, "0.05")]
    [InlineData(12.5, "12.50")]
    [InlineData(1234567.891, "1234567.89")]
    [InlineData(-0.5, "-0.50")]
    public void AmountsHaveTwoDecimals(double amount, string expected) =>
        Assert.Equal(expected + "\n", Line(row => row.Add(amount)));

    [Fact]
    public void FlagsDatesAndMissingValuesAreWrittenAsTheContractSays() =>
        Assert.Equal("true,false,,2026-11-09\n", Line(row =>
        {
            row.Add(true);
            row.Add(false);
            row.Missing();
            row.Add(new DateOnly(2026, 11, 9));
        }));

    [Fact]
    public void ReplacedTextMayStandWithoutItsQuotes() =>
        Assert.Equal("a,b,c\n", Line(row =>
        {
            row.Add("x"u8);
            row.Add("c"u8);
            row.Replace(0, "a,b"u8.ToArray(), asItStands: true);
        }));

    [Fact]
    public void ALongFieldFits() => Assert.Equal(10_001, Line(row => row.Add(new byte[10_000].AsSpan())).Length);

    [Fact]
    public void AClearedRowForgetsWhatWasReplaced()
    {
        var row = new CsvLine();
        row.Add("a"u8);
        row.Replace(0, "b");
        row.Clear();

        row.Add("c"u8);

        var block = new Utf8Block();
        row.WriteTo(block);
        Assert.Equal("c\n", Encoding.UTF8.GetString(block.Written.Span));
    }

    private static string Line(Action<CsvLine> fill)
    {
        var (row, block) = (new CsvLine(), new Utf8Block());
        fill(row);
        row.WriteTo(block);
        return Encoding.UTF8.GetString(block.Written.Span);
    }
}
