using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using ReapFunctions.Description;
using ReapFunctions.Http;
using ReapFunctions.Night;
using ReapFunctions.Pages;
using ReapFunctions.Prompts;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Pages;

public class PageCallTests
{
    private static readonly Visitor Agent = new("somebody", new HashSet<PageRole> { PageRole.Agent });

    [Fact]
    public void EveryCallThatAPageMayMakeIsACallOfSystems() =>
        Assert.Empty(Rights.Functions.Except(ApiDescription.Operations.Select(operation => operation.Function)));

    [Fact]
    public void ACallIsFoundByMethodAndPathAsTheHostFindsIt()
    {
        var found = PageCall.Find("GET", "/api/customers/C1/prompts");
        Assert.Equal((typeof(GetPrompts), "C1"), (found!.Value.Call.Function, found.Value.Values["id"]));
        Assert.Equal(typeof(PostOutcome), PageCall.Find("POST", "/api/customers/C1/outcomes")!.Value.Call.Function);
        Assert.Null(PageCall.Find("PUT", "/api/customers/C1/outcomes"));
        Assert.Null(PageCall.Find("GET", "/admin/host/status"));
    }

    [Theory]
    [InlineData("100%3386")]
    [InlineData("50%")]
    [InlineData("a%2Fb")]
    [InlineData("Zoë 名前")]
    public void AnIdIsNotUnescapedTwice(string id) =>
        Assert.Equal(id, PageCall.Find("GET", $"/api/customers/{id}/prompts")!.Value.Values["id"]);

    [Theory]
    [InlineData("cross-site", "image", 403)]
    [InlineData("cross-site", "iframe", 403)]
    [InlineData("same-site", "empty", 403)]
    [InlineData("cross-site", "document", 404)]
    [InlineData("same-origin", "empty", 404)]
    [InlineData(null, null, 404)]
    public async Task NoPageOfAnotherOriginLoadsAnAnswerAsAPartOfItsOwn(string? site, string? destination, int status)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Loopback } };
        context.Request.Method = "GET";
        context.Request.Host = new HostString("localhost");
        context.Request.Path = "/app/api/nothing";
        context.Request.Headers["Sec-Fetch-Site"] = site;
        context.Request.Headers["Sec-Fetch-Dest"] = destination;

        var signIn = new SignIn(new ConfigurationBuilder().Build(), new ReapSettings { LocalUser = true });

        var answer = await new CallFromPage(signIn, NullLogger<CallFromPage>.Instance).RunAsync(context.Request, default);

        Assert.Equal(status, ((IStatusCodeHttpResult)answer.Response).StatusCode);
    }

    [Fact]
    public void RolesSayWhatMayBeCalled()
    {
        Assert.True(Rights.Allow(Agent, typeof(GetPrompts)));
        Assert.False(Rights.Allow(Agent, typeof(PublishEarlierRun)));
        // Lists of models of their own making come from systems alone.
        Assert.DoesNotContain(typeof(TakeModel), Rights.Functions);
    }

    [Fact]
    public void WhatACallSendsToQueuesIsSentFromAPageToo()
    {
        var answers = Rights.Functions.SelectMany(function => function.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute))))
            .Select(method => method.ReturnType.GetGenericArguments()[0]).Where(answer => answer != typeof(IResult)).ToArray();

        Assert.NotEmpty(answers);
        Assert.All(answers.SelectMany(answer => answer.GetProperties()), output =>
        {
            if (output.GetCustomAttribute<QueueOutputAttribute>() is not { } queue)
                return;
            var same = typeof(PageAnswer).GetProperty(output.Name)!;
            Assert.Equal(output.PropertyType, same.PropertyType);
            Assert.Equal(queue.QueueName, same.GetCustomAttribute<QueueOutputAttribute>()!.QueueName);
        });
    }

    [Fact]
    public void AnAnswerWithMessagesKeepsThem()
    {
        var asked = new BasePeriodAnswer(Results.Ok())
        {
            Training = new(new DateOnly(2026, 11, 20), ThenStartRun: false, default),
        };
        var answer = PageAnswer.Of(asked);
        Assert.Same(asked.Response, answer.Response);
        Assert.Same(asked.Training, answer.Training);
        Assert.Null(answer.Drop);
    }
}
