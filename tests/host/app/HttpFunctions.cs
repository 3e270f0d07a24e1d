using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ReapFunctions.Host.TestApp;

internal sealed class HttpFunctions(ILogger<HttpFunctions> logger)
{
    private static readonly SemaphoreSlim Released = new(0);

    [Function("Echo")]
    public static async Task<IResult> EchoAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "echo/{id?}")] HttpRequest request, string? id)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var query = request.QueryString.Value;
        return Results.Json(new { request.Method, Id = id, Query = query, Body = body, Host = request.Host.Value });
    }

    [Function("Size")]
    public static async Task<IResult> SizeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        long size = 0;
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
            size += read;
        return Results.Ok(size);
    }

    [Function("ForFunctionKey")]
    public static IResult ForFunctionKey([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) =>
        Results.Ok(request.Path.Value);

    [Function("ForMasterKey")]
    public static IResult ForMasterKey([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) =>
        Results.Ok(request.Path.Value);

    [Function("Throws")]
    public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException($"on purpose {request.Method}");

    [Function("SaysNothing")]
    public static Task SaysNothingAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Task.CompletedTask;

    [Function("SwitchedOff")]
    public static IResult SwitchedOff([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Ok();

    // The names decide which of two routes wins: A comes before B.
    [Function("APage")]
    public static IResult PageByName(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "pages/{name}")] HttpRequest request) =>
        Results.Text("by name");

    [Function("BPage")]
    public static IResult HomePage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "pages/home")] HttpRequest request) =>
        Results.Text("home");

    [Function("Setting")]
    public static IResult Setting(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settings/{name}")] HttpRequest request, string name) =>
        Results.Text(Environment.GetEnvironmentVariable(name) ?? "(none)");

    [Function("Process")]
    public static IResult Process([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Results.Text($"{Environment.ProcessId}");

    [Function("Dies")]
    public static IResult Dies([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
    {
        Environment.FailFast("on purpose");
        return Results.Ok();
    }

    [Function("Streams")]
    public static async Task StreamsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
    {
        var response = request.HttpContext.Response;
        await response.WriteAsync("first ", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        await Released.WaitAsync(cancellationToken);
        await response.WriteAsync("second", cancellationToken);
    }

    [Function("Release")]
    public static IResult Release([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
    {
        Released.Release();
        return Results.NoContent();
    }

    [Function("Logs")]
    public IResult Logs([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
    {
#pragma warning disable CA1848, CA2254 // What is logged is beside the point.
        logger.LogInformation("a piece of news");
        logger.LogError(new InvalidOperationException("with a reason"), "a failure");
        context.GetLogger("ReapFunctions.Host.TestApp.Quiet").LogInformation("not to be seen");
#pragma warning restore CA1848, CA2254
        return Results.Ok();
    }

    [Function("Sends")]
    public static Sent Sends([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) => new()
    {
        Response = Results.Accepted(),
        Texts = ["one", "two", null],
        Order = new Order("tv", 5),
        Nothing = null,
    };

    // Never loaded: parameter and output differ by case alone.
    [Function("Twice")]
    public static SentTwice Twice([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest message) =>
        new() { Response = Results.Ok() };
}

internal sealed record Order(string Item, int Count);

internal sealed class Sent
{
    [HttpResult]
    public required IResult Response { get; init; }

    [QueueOutput("sent-texts")]
    public string?[]? Texts { get; init; }

    [QueueOutput("sent-orders")]
    public Order? Order { get; init; }

    [QueueOutput("sent-nothing")]
    public Order? Nothing { get; init; }
}

internal sealed class SentTwice
{
    [HttpResult]
    public required IResult Response { get; init; }

    [QueueOutput("sent-twice")]
    public string? Message { get; init; }
}
