using ReapFunctions.Local.Worker.Triggers;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class BlobPathPatternTests
{
    [Theory]
    [InlineData("extracts/{source}/{date}/{file}", "customers/2026-01-02/a.csv", "source=customers date=2026-01-02 file=a.csv")]
    [InlineData("extracts/{source}/{file}", "customers/2026-01-02/a.csv", "source=customers file=2026-01-02/a.csv")]
    [InlineData("extracts/in/{file}.csv", "in/a.b.csv", "file=a.b")]
    [InlineData("extracts/{file}.{ending}", "a.b.gz", "file=a.b ending=gz")]
    [InlineData("extracts/{file}", "odd (1)+[x].csv", "file=odd (1)+[x].csv")]
    [InlineData("extracts/{a}-{b}/x", "one-two/x", "a=one b=two")]
    [InlineData("extracts", "any/thing", "")]
    [InlineData("extracts/fixed.csv", "fixed.csv", "")]
    public void ANameThatMatchesGivesItsTokens(string path, string name, string tokens)
    {
        var match = BlobPathPattern.Parse(path).Match(name);
        Assert.NotNull(match);
        Assert.Equal(tokens, string.Join(' ', match.Select(token => token.Key + "=" + token.Value)));
    }

    [Theory]
    [InlineData("extracts/{source}/{file}", "a.csv")]
    [InlineData("extracts/{file}.csv", "a.csv.gz")]
    [InlineData("extracts/{file}.csv", "aXcsv")]
    [InlineData("extracts/{source}/x/{file}", "a/b/x/c")]
    [InlineData("extracts/fixed.csv", "fixedXcsv")]
    public void AnyOtherNameGivesNothing(string path, string name) => Assert.Null(BlobPathPattern.Parse(path).Match(name));

    [Theory]
    [InlineData("extracts/in/{file}", "extracts", "in/")]
    [InlineData("extracts/{source}/{file}", "extracts", "")]
    [InlineData("extracts", "extracts", "")]
    public void ContainerAndPrefixComeFromTheFixedParts(string path, string container, string prefix)
    {
        var pattern = BlobPathPattern.Parse(path);
        Assert.Equal((container, prefix), (pattern.Container, pattern.Prefix));
    }

    [Theory]
    [InlineData("{container}/x", "container")]
    [InlineData("ab/{x}", "container")]
    [InlineData("Extracts/{x}", "container")]
    [InlineData("extracts/{x}/{X}", "twice")]
    [InlineData("extracts/{*path}", "brace")]
    [InlineData("extracts/{x", "brace")]
    public void APathThatCannotBeUsedSaysWhy(string path, string reason)
    {
        var fault = Assert.Throws<FormatException>(() => BlobPathPattern.Parse(path));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }
}
