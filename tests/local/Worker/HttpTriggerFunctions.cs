using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ReapFunctions.Local.Tests.Worker.Support;

namespace ReapFunctions.Local.Tests.Worker;

internal sealed class GetsResult
{
    [Function("GetsResult")]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "things/{id}")] HttpRequest request, string id, int? top) =>
        Results.Json(new { Id = id, Top = top, Query = request.Query["top"].ToString() });
}

internal sealed class GetsActionResult
{
    [Function("GetsActionResult")]
    public Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
        Task.FromResult<IActionResult>(new ObjectResult(new { request.Method }) { StatusCode = StatusCodes.Status202Accepted });
}

internal sealed class GetsOtherValue
{
    [Function("GetsOtherValue")]
    public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "lost " + request.Path;
}

internal sealed class Throws
{
    [Function("Throws")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["X-Half"] = "done";
        throw new InvalidOperationException("on purpose");
    }
}

internal sealed class AdminOnly
{
    [Function("AdminOnly")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operate")] HttpRequest request) =>
        Results.Text(request.Method);
}

internal sealed class WithoutLevel
{
    [Function("WithoutLevel")]
    public IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Text(request.Method);
}

internal sealed class PostsBody
{
    [Function("PostsBody")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bodies/{where}")] HttpRequest request, string where, string? from)
    {
        using var reader = new StreamReader(request.Body);
        return Results.Text($"{where} {from} {await reader.ReadToEndAsync()}");
    }
}

internal sealed class UsesWorkerTypes
{
    [Function("UsesWorkerTypes")]
    public async Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.Created);
        response.Headers.Add("X-Query", request.Query["q"]);
        response.Cookies.Append("seen", "yes");
        await response.WriteAsJsonAsync(new Order("tv", 2));
        return response;
    }
}

internal sealed class Counter
{
    public Guid Id { get; } = Guid.NewGuid();
}

internal sealed class UsesScope(Counter counter, IHttpContextAccessor accessor)
{
    [Function("UsesScope")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
    {
        var sameScope = ReferenceEquals(context.InstanceServices.GetService(typeof(Counter)), counter)
            && ReferenceEquals(request.HttpContext, context.GetHttpContext())
            && ReferenceEquals(accessor.HttpContext, request.HttpContext);
        return Results.Text($"{sameScope} {counter.Id}");
    }
}

internal sealed class WaitsForCancellation(Calls calls)
{
    [Function("WaitsForCancellation")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellation)
    {
        calls.Add(request.Path);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        return Results.Ok();
    }
}
