using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;
using ReapFunctions.Local.Tests.Worker.Support;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class MiddlewareTests
{
    private readonly Dictionary<string, string?> settings = new() { ["urls"] = "http://127.0.0.1:0" };
    private readonly Calls calls = new();

    [Fact]
    public async Task TheFirstRegisteredIsTheOutermost()
    {
        var builder = TestApp.Builder(settings, calls, typeof(GetsResult));
        builder.UseMiddleware(Noting("outer")).UseMiddleware<NotesCalls>().UseMiddleware(Noting("inner"));
        await using var app = await TestApp.StartAsync(builder);
        await app.Http.GetStringAsync("api/things/x");
        Assert.Equal(["outer in", "class in", "inner in", "inner out", "class out", "outer out"], calls.Made);
    }

    [Fact]
    public async Task UseWhenRunsOnlyWhereThePredicateHolds()
    {
        var builder = TestApp.Builder(settings, calls, typeof(GetsResult), typeof(GetsOtherValue));
        builder.UseWhen<NotesCalls>(context => context.FunctionDefinition.Name == "GetsResult");
        builder.UseWhen(context => context.FunctionDefinition.Name == "GetsOtherValue", Noting("delegate"));
        await using var app = await TestApp.StartAsync(builder);
        await app.Http.GetStringAsync("api/GetsOtherValue");
        Assert.Equal(["delegate in", "delegate out"], calls.Made);
    }

    [Fact]
    public async Task MiddlewareMayReplaceTheResultBeforeItIsWritten()
    {
        var builder = TestApp.Builder(settings, calls, typeof(GetsResult));
        builder.UseMiddleware(async (context, next) =>
        {
            await next();
            context.GetInvocationResult().Value = Results.StatusCode(StatusCodes.Status418ImATeapot);
        });
        await using var app = await TestApp.StartAsync(builder);
        using var response = await app.Http.GetAsync("api/things/x");
        Assert.Equal((HttpStatusCode)StatusCodes.Status418ImATeapot, response.StatusCode);
    }

    [Fact]
    public async Task MiddlewareMayTurnAnExceptionIntoAnAnswer()
    {
        var builder = TestApp.Builder(settings, calls, typeof(Throws));
        builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (InvalidOperationException)
            {
                context.GetInvocationResult().Value = Results.BadRequest();
            }
        });
        await using var app = await TestApp.StartAsync(builder);
        using var response = await app.Http.GetAsync("api/Throws");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task ItSeesTheHttpContextTheBindingDataAndTheDefinition()
    {
        var builder = TestApp.Builder(settings, calls, typeof(GetsResult));
        builder.UseMiddleware((context, next) =>
        {
            calls.Add(context.GetHttpContext()!.Request.Path);
            calls.Add(context.BindingContext.BindingData["ID"]!.ToString()!);
            calls.Add(context.FunctionDefinition.EntryPoint);
            calls.Add(string.Join(',', context.FunctionDefinition.InputBindings.Values.Select(binding => binding.Type)));
            calls.Add(context.RetryContext is null ? "no retry" : "retry");
            return next();
        });
        await using var app = await TestApp.StartAsync(builder);
        await app.Http.GetStringAsync("api/things/x");
        Assert.Equal(
            ["/api/things/x", "x", typeof(GetsResult).FullName + ".Run", "httpTrigger", "no retry"], calls.Made);
    }

    private Func<FunctionContext, Func<Task>, Task> Noting(string name) => async (_, next) =>
    {
        calls.Add(name + " in");
        await next();
        calls.Add(name + " out");
    };
}

internal sealed class NotesCalls(Calls calls) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        calls.Add("class in");
        await next(context);
        calls.Add("class out");
    }
}
