using System.Text.Json;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Runs;

public class RunIdTests
{
    [Fact]
    public void ARunIsAsOfTheBeginningOfItsDateAndAgesFromThen()
    {
        var run = RunId.Parse("2026-11-21.3");
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), run.AsOf);
        Assert.Equal(25.5, run.AgeHours(new DateTimeOffset(2026, 11, 22, 2, 30, 0, TimeSpan.FromHours(1))));
    }

    private static readonly RunId Run = new(new DateOnly(2026, 11, 21), 2);

    [Fact]
    public void IsWrittenAndReadBack()
    {
        Assert.Equal("2026-11-21.2", Run.ToString());
        Assert.Equal(Run, RunId.Parse("2026-11-21.2"));
    }

    [Fact]
    public void IsTextInJson()
    {
        Assert.Equal("\"2026-11-21.2\"", JsonSerializer.Serialize(Run));
        Assert.Equal(Run, JsonSerializer.Deserialize<RunId>("\"2026-11-21.2\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RunId>("\"yesterday\""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-21.0")]
    [InlineData("2026-11-21.-1")]
    [InlineData("2026-02-30.1")]
    [InlineData("21.11.2026.1")]
    public void AnythingElseIsRefused(string text) => Assert.False(RunId.TryParse(text, out _));

    [Theory]
    [InlineData("2026-11-21.2", "2026-11-21.10")]
    [InlineData("2026-11-21.9", "2026-11-22.1")]
    public void OrdersByDateThenNumber(string earlier, string later) => Assert.True(RunId.Parse(earlier) < RunId.Parse(later));

    [Fact]
    public void TablesOfARunAreItsOwn() => Assert.Equal("Offers20261121r2", Run.Table(RecordKind.Offers));
}
