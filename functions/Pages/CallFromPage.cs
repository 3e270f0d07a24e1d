using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Pages;

/// <summary>
/// <c>/app/api/...</c>: a call of <c>/api/...</c> that a page makes for who has signed in, instead of by a key. It is the same
/// call, made within the app, if one of their roles allows it; what changes anything needs the header that only the app's own
/// pages can send, and is recorded with who did it.
/// </summary>
public sealed class CallFromPage(SignIn signIn, ILogger<CallFromPage> log)
{
    /// <summary>A page of another origin cannot add it without being allowed to.</summary>
    public const string PageHeader = "X-Reap-Page";

    [Function(nameof(CallFromPage))]
    public async Task<PageAnswer> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "delete", Route = "app/api/{*path}")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (signIn.Of(request) is not { } visitor)
            return new PageAnswer(Problems.NotSignedIn(
                signIn.IsOn
                    ? "Sign in: open /app/."
                    : "Nobody can sign in here. Have App Service sign people in, as the guide says."));
        if (IsOfAnotherOrigin(request) || (!HttpMethods.IsGet(request.Method) && !IsOfOurPage(request)))
            return new PageAnswer(Problems.Forbidden($"The call does not come from a page of the app: send {PageHeader}."));
        var path = request.Path.Value!["/app".Length..];
        if (PageCall.Find(request.Method, path) is not var (call, values))
            return new PageAnswer(Problems.NotFound("There is no such call. GET /api/openapi.json describes them all."));
        if (!Rights.Allow(visitor, call.Function))
            return new PageAnswer(Problems.Forbidden("Your roles do not allow this. Ask who administers the app for the role."));
        Protect(request.HttpContext.Response.Headers);
        // Who only reads leaves a trace where lists of customers are answered.
        if (!HttpMethods.IsGet(request.Method))
            log.CalledFromPage(call.Function.Name, visitor.Name, request.QueryString.Value);
        return PageAnswer.Of(await call.MakeAsync(request, values, cancellationToken));
    }

    /// <summary>Nothing is kept, taken for another type, or shown within a page of others.</summary>
    private static void Protect(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
    }

    /// <summary>
    /// Whether a page of another origin loads it as a part of its own. Reading leaves traces too: who had a list is recorded. A
    /// link that somebody follows is none.
    /// </summary>
    private static bool IsOfAnotherOrigin(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
        && request.Headers["Sec-Fetch-Dest"] != "document";

    /// <summary>Browsers say where a request comes from; the header is for those that do not.</summary>
    private static bool IsOfOurPage(HttpRequest request) =>
        request.Headers.ContainsKey(PageHeader)
        && request.Headers["Sec-Fetch-Site"].ToString() is ("" or "same-origin");
}

/// <summary>The answer of a call, and what it sends to queues: the outputs of all calls together, by their names.</summary>
public sealed class PageAnswer(IResult response)
{
    [HttpResult]
    public IResult Response { get; } = response;

    [QueueOutput(Queues.StartRun)]
    public DropChanged? Drop { get; private set; }

    [QueueOutput(Queues.ScoreBucket)]
    public BucketMessage[]? Buckets { get; private set; }

    [QueueOutput(Queues.PublishRun)]
    public RunWritten? Written { get; private set; }

    [QueueOutput(Queues.TrainModels)]
    public TrainingMessage? Training { get; private set; }

    /// <param name="returned">What a function returned.</param>
    internal static PageAnswer Of(object returned)
    {
        if (returned is IResult result)
            return new PageAnswer(result);
        var outputs = returned.GetType().GetProperties();
        var answer = new PageAnswer(
            (IResult)outputs.Single(output => output.IsDefined(typeof(HttpResultAttribute), inherit: false)).GetValue(returned)!);
        foreach (var output in outputs.Where(output => output.IsDefined(typeof(QueueOutputAttribute), inherit: false)))
            typeof(PageAnswer).GetProperty(output.Name)!.SetValue(answer, output.GetValue(returned));
        return answer;
    }
}
