using ReapFunctions.Contracts.Finding;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Extracts;

namespace ReapFunctions.Tests.Contracts.Finding;

public class FindByTests
{
    private const string Phone = ", { \"name\": \"phone\", \"type\": \"string\" }";

    private static string? Normal(string text, string country = "49", string trunk = "0") =>
        new FindBy { Kind = FinderKind.Phone, Country = country, Trunk = trunk }.Normal(text);

    [Theory]
    [InlineData("+49 151 23456789")]
    [InlineData("0049 151 23456789")]
    [InlineData("0151 23456789")]
    [InlineData("+49 (0)151 / 234 567-89")]
    [InlineData("(0151) 23456789")]
    [InlineData(" 4915123456789 ")]
    [InlineData("151.23456789")]
    public void ANumberIsTheSameHoweverItIsWritten(string text) => Assert.Equal("4915123456789", Normal(text));

    [Theory]
    [InlineData("(415) 555-2671", "1", "1", "14155552671")]
    [InlineData("+1 415 555 2671", "1", "1", "14155552671")]
    [InlineData("1 415 555 2671", "1", "1", "14155552671")]
    // In Italy the 0 is part of the number.
    [InlineData("06 6982 0000", "39", "", "390669820000")]
    [InlineData("+39 06 6982 0000", "39", "", "390669820000")]
    [InlineData("+43 1 58858", "49", "0", "43158858")]
    public void TheCountryAndWhatStandsBeforeANumberAreConfigured(string text, string country, string trunk, string normal) =>
        Assert.Equal(normal, Normal(text, country, trunk));

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("call me")]
    [InlineData("0151 23456789 ext 5")]
    [InlineData("+49 151 +23456789")]
    [InlineData("1234567890123456")]
    public void WhatIsNoNumberHasNone(string text) => Assert.Null(Normal(text));

    [Theory]
    [InlineData(" Ann.Lee@Example.COM ", "ann.lee@example.com")]
    [InlineData("JÜRGEN@example.com", "jürgen@example.com")]
    [InlineData("ann", null)]
    [InlineData("@example.com", null)]
    [InlineData("ann@", null)]
    [InlineData("ann lee@example.com", null)]
    [InlineData("a@b@c", null)]
    public void AnAddressIsTrimmedAndInLowerCase(string text, string? normal) =>
        Assert.Equal(normal, new FindBy { Kind = FinderKind.Email }.Normal(text));

    [Fact]
    public void AHashHangsOnTheSaltAndTheKind()
    {
        var (zeros, ones) = (new FinderHash(new byte[32]), new FinderHash([.. Enumerable.Repeat((byte)1, 32)]));
        Assert.Equal(zeros.Of(FinderKind.Phone, "491511"), zeros.Of(FinderKind.Phone, "491511"));
        Assert.NotEqual(zeros.Of(FinderKind.Phone, "491511"), ones.Of(FinderKind.Phone, "491511"));
        Assert.NotEqual(zeros.Of(FinderKind.Phone, "491511"), zeros.Of(FinderKind.Email, "491511"));
        Assert.Matches("^[0-9a-f]{32}$", FinderHash.Text(zeros.Of(FinderKind.Phone, "491511")));
    }

    [Theory]
    [InlineData(
        "\"findBy\": { \"phone\": { \"kind\": \"phone\", \"country\": \"49\" } }", "$.reap.findBy.phone",
        "under personal too")]
    [InlineData(
        "\"personal\": [\"phone\"], \"findBy\": { \"phone\": { \"kind\": \"phone\" } }", "$.reap.findBy.phone.country",
        "such as 49")]
    [InlineData(
        "\"personal\": [\"phone\"], \"findBy\": { \"phone\": { \"kind\": \"phone\", \"country\": \"49\", \"trunk\": \"o\" } }",
        "$.reap.findBy.phone.trunk", "such as 0")]
    [InlineData(
        "\"personal\": [\"phone\"], \"findBy\": { \"phone\": { \"kind\": \"email\", \"country\": \"49\" } }",
        "$.reap.findBy.phone", "has no country")]
    public void AContractThatCannotFindAnybodyIsAFault(string reap, string path, string words)
    {
        var fault = Assert.Throws<ConfigException>(() => SmallExtract.With(SmallExtract.Fields + Phone, $", {reap}"));
        Assert.Contains(fault.Faults, found => found.Path == path && found.Message.Contains(words, StringComparison.Ordinal));
    }
}
