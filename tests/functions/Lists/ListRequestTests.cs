using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ReapFunctions.Lists;
using ReapFunctions.Outcomes;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Lists;

public class ListRequestTests
{
    private static ListRequest Read(string query) =>
        ListRequest.Read(new QueryCollection(QueryHelpers.ParseQuery(query)), TestBucket.Telco);

    private static FoundList Found(ListManifest? manifest) => new(
        TestBucket.Run, "tv", "0x8DC", manifest, new ListSchema(TestBucket.Run, manifest, TestBucket.Telco), new ListQuery(),
        new ListContacts(
            TestBucket.Telco.Offering, new Dictionary<string, List<OutcomeRecord>>(), null, DateTimeOffset.UnixEpoch));

    [Fact]
    public void ParametersAreRead()
    {
        var request = Read("?min=0.25&top=100&segment=senior&channel=sms&format=json"
            + "&includeControl=true&includeWithoutConsent=true&pageSize=50");
        Assert.Null(request.Parameter);
        Assert.True(request.Json);
        Assert.Equal(
            new ListQuery
            {
                Min = 0.25,
                Top = 100,
                Segment = "senior",
                Channel = "sms",
                IncludeControl = true,
                IncludeWithoutConsent = true,
                PageSize = 50
            },
            request.Query);
    }

    [Theory]
    [InlineData("?min=2", "min")]
    [InlineData("?min=x", "min")]
    [InlineData("?min=NaN", "min")]
    [InlineData("?top=0", "top")]
    [InlineData("?top=-1", "top")]
    [InlineData("?top=1.5", "top")]
    [InlineData("?top=1&top=2", "top")]
    [InlineData("?channel=fax", "channel")]
    [InlineData("?format=xml", "format")]
    [InlineData("?includeControl=yes", "includeControl")]
    [InlineData("?pageSize=0", "pageSize")]
    [InlineData("?pageSize=1000001", "pageSize")]
    [InlineData("?after=nonsense", "after")]
    [InlineData("?order=money", "order")]
    [InlineData("?order=value&top=100001", "top")]
    [InlineData("?order=value&after=MjAyNi0xMS0yMS4xLzAvMC9l", "after")]
    [InlineData("?mini=0.5", "mini")]
    [InlineData("?run=yesterday", "run")]
    [InlineData("?run=2026-11-20.1&run=2026-11-20.2", "run")]
    [InlineData("?run=2026-11-20.1&after=MjAyNi0xMS0yMS4xLzAvMC9l", "after")]
    public void WhatCannotBeUsedIsNamed(string query, string parameter) => Assert.Equal(parameter, Read(query).Parameter);

    [Theory]
    [InlineData("", null)]
    [InlineData("?run=2026-11-20.2", "2026-11-20.2")]
    [InlineData("?run=2026-11-21.1&after=MjAyNi0xMS0yMS4xLzAvMC9l", "2026-11-21.1")]
    public void ARunIsAskedForByItsId(string query, string? run)
    {
        var request = Read(query);
        Assert.Null(request.Parameter);
        Assert.Equal(run, request.Run?.ToString());
    }

    [Fact]
    public async Task HeadersSayHowManyEachRuleLeftOut()
    {
        var context = new DefaultHttpContext();
        context.Response.Body = new MemoryStream();
        var page = new ListPage([], null) { LeftOut = new RuleCounts { "contact:zwölf", "control", "control" } };
        var manifest = new ListManifest("2026-11-21.1", "tv", 0, 0, 0, new Dictionary<string, long>(), 0, "")
        {
            NotChosen = new RuleCounts { "active" },
        };

        await new ListAnswer(Found(manifest), page, json: false).ExecuteAsync(context);

        Assert.Equal("contact:zw%C3%B6lf=1; control=2", context.Response.Headers["X-Reap-Left-Out"]);
        Assert.Equal("active=1", context.Response.Headers["X-Reap-Not-Chosen"]);
    }

    [Fact]
    public async Task TheNextPageIsLinkedWithAllParameters()
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/api/lists/tv";
        context.Request.QueryString = new QueryString("?min=0.1&after=old&code=secret&Code=secret");
        context.Response.Body = new MemoryStream();
        var next = new ListToken(TestBucket.Run, 120, 10, "0x8DC");
        await new ListAnswer(Found(null), new ListPage([], next), json: false).ExecuteAsync(context);
        Assert.Equal($"</api/lists/tv?min=0.1&after={next}>; rel=\"next\"", context.Response.Headers.Link.ToString());
        Assert.Equal("text/csv; charset=utf-8", context.Response.ContentType);
    }
}
