using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ReapFunctions.Night.Tests.Crashes;

namespace ReapFunctions.Night.Tests.Reads;

/// <summary>A page that cannot be had is refused with a problem that says why, whatever its token says.</summary>
[Collection(SmallNightGroup.Name)]
public sealed class PageTokenTests(SmallNight night)
{
    private const string Target = "churn";
    private static readonly int Tokens = Environment.GetEnvironmentVariable("REAP_LONG") == "1" ? 20_000 : 400;

    [Fact]
    public async Task APageOfAListThatHasChangedIsAConflict()
    {
        await night.BeginAsync();
        await using var flow = new Flow(night.Account, SmallNight.Buckets, new StandingClock(SmallNight.Start));
        var caller = new Caller(flow);
        var first = await caller.ListAsync(Target);
        var person = JsonDocument.Parse(first.Body).RootElement.GetProperty("rows")[0].GetProperty("customerId").GetString()!;
        Assert.Equal(200, await flow.EraseAsync(person));

        var second = await caller.ListAsync(Target, first.Next);

        Assert.Equal((409, true), (second.Status, second.IsProblem));
        Assert.Contains("Fetch it again from its beginning.", second.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%00")]
    [InlineData("MjAyNi0xMS0yMS4x")]
    public async Task WhatIsNoTokenIsABadParameter(string forged)
    {
        await using var flow = new Flow(night.Account, SmallNight.Buckets, new StandingClock(SmallNight.Start));

        var page = await new Caller(flow).ListAsync(Target, forged);

        Assert.Equal((400, true), (page.Status, page.IsProblem));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    [InlineData(long.MaxValue)]
    public async Task APlaceWhereNoEntryBeginsIsABadParameter(long position)
    {
        await using var flow = new Flow(night.Account, SmallNight.Buckets, new StandingClock(SmallNight.Start));
        var caller = new Caller(flow);
        var parts = Text((await caller.ListAsync(Target)).Next!).Split('/');
        parts[1] = position.ToString(CultureInfo.InvariantCulture);

        var page = await caller.ListAsync(Target, Token(string.Join('/', parts)));

        Assert.Equal((400, true), (page.Status, page.IsProblem));
    }

    /// <summary>Characters of a token are changed, left out and doubled; what comes of it is a page, or a problem.</summary>
    [Fact]
    public async Task NoTokenBringsAnErrorOfTheServer()
    {
        await using var flow = new Flow(night.Account, SmallNight.Buckets, new StandingClock(SmallNight.Start));
        var caller = new Caller(flow);
        var sound = Text((await caller.ListAsync(Target)).Next!);
        var random = new Random(1);
        for (var time = 0; time < Tokens; time++)
        {
            var forged = Forge(sound, random);
            var page = await caller.ListAsync(Target, Token(forged));
            Assert.True(
                page.Status == 200 || (page.IsProblem && page.Status is 400 or 404 or 409), $"{page.Status} for {forged}");
        }
    }

    private static string Forge(string sound, Random random)
    {
        const string Signs = "0123456789-./x \"\n%\u007f";
        var place = random.Next(sound.Length);
        return random.Next(3) switch
        {
            0 => sound.Remove(place, 1),
            1 => sound.Insert(place, new string(sound[place], 1 + random.Next(20))),
            _ => sound.Remove(place, 1).Insert(place, $"{Signs[random.Next(Signs.Length)]}"),
        };
    }

    private static string Text(string token) => Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token));

    private static string Token(string text) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));
}
