using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Lists;
using ReapFunctions.Prompts;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;

namespace ReapFunctions.Night.Tests.Reads;

/// <summary>An HTTP answer.</summary>
internal sealed record Answer(int Status, string? ContentType, string Body)
{
    public bool IsProblem => ContentType?.StartsWith("application/problem+json", StringComparison.Ordinal) == true;

    /// <summary>The token of the next page; null on the last and on what is no page.</summary>
    public string? Next => Status == 200 && JsonDocument.Parse(Body).RootElement.TryGetProperty("next", out var next)
        ? next.GetString()
        : null;
}

/// <summary>Asks the functions what people ask, without a host.</summary>
internal sealed class Caller(Flow flow)
{
    public Task<Answer> PromptsAsync(string id) =>
        AnswerAsync("", request => flow.New<GetPrompts>().RunAsync(request, id, default));

    public Task<Answer> DecisionsAsync(string id) =>
        AnswerAsync("", request => flow.New<GetDecisions>().RunAsync(request, id, default));

    public Task<Answer> ScorecardAsync() => AnswerAsync("", request => flow.New<GetScorecard>().RunAsync(request, default));

    public Task<Answer> PublishAsync(RunId run) =>
        AnswerAsync("", request => flow.New<PublishEarlierRun>().RunAsync(request, run.ToString(), default));

    /// <param name="after">The token of the page; null for the first.</param>
    public Task<Answer> ListAsync(string target, string? after = null, int pageSize = 5) => AnswerAsync(
        "?format=json&includeControl=true&includeWithoutConsent=true&includeRefused=true"
            + $"&pageSize={pageSize}{(after is null ? "" : $"&after={after}")}",
        request => flow.New<GetPropensityList>().RunAsync(request, target, default));

    /// <summary>All pages of a list, one behind the other.</summary>
    public async Task<Answer> WholeListAsync(string target)
    {
        var page = await ListAsync(target);
        var bodies = new StringBuilder();
        while (page.Next is { } next)
        {
            // Tokens bear the version of the stored list, which is another each time that it is written.
            bodies.AppendLine(page.Body.Replace(next, "", StringComparison.Ordinal));
            page = await ListAsync(target, next);
        }
        return page with { Body = bodies.Append(page.Body).ToString() };
    }

    private async Task<Answer> AnswerAsync(string query, Func<HttpRequest, Task<IResult>> function)
    {
        var context = new DefaultHttpContext { RequestServices = flow.Services };
        context.Request.QueryString = new QueryString(query);
        using var body = new MemoryStream();
        context.Response.Body = body;
        await (await function(context.Request)).ExecuteAsync(context);
        return new Answer(context.Response.StatusCode, context.Response.ContentType, Encoding.UTF8.GetString(body.ToArray()));
    }
}
