using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using ReapFunctions.Http;
using ReapFunctions.Prompts;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Http;

public class JsonBodyTests
{
    [Theory]
    [InlineData("{\"offer\":\"tv\",\"reply\":\"declined\"}", "application/json")]
    [InlineData("{\"offer\":\"tv\",\"reply\":\"declined\",\"until\":null}", "application/json; charset=utf-8")]
    [InlineData("{\"offer\":\"tv\",\"reply\":\"declined\"}", "application/json; charset=\"UTF-8\"")]
    [InlineData("\uFEFF{\"offer\":\"tv\",\"reply\":\"declined\"}", "application/vnd.desk+json")]
    [InlineData("{\"Offer\":\"tv\",\"reply\":\"declined\"}", null)]
    public async Task ASoundBodyIsRead(string body, string? type)
    {
        var (read, problem) = await ReadAsync(body, type);

        Assert.Null(problem);
        Assert.Equal(("tv", "declined"), (read!.Offer, read.Reply));
    }

    [Theory]
    [InlineData("{\"answer\":\"declined\"}", "application/json", 400, "$.answer: Unknown member. Known here: offer, reply")]
    [InlineData("{\"offer\":1}", "application/json", 400, "$.offer: 1 stands where a text is expected")]
    [InlineData("[]", "application/json", 400, "A list stands where an object is expected. Send a JSON object with")]
    [InlineData("null", "application/json", 400, "null stands where an object is expected. Send a JSON object with any of:")]
    [InlineData("{", "application/json", 400, "Not JSON")]
    [InlineData("", "application/json", 400, "The body is empty. Send a JSON object with any of: offer, reply,")]
    [InlineData("", null, 400, "The body is empty.")]
    [InlineData("", "", 400, "The body is empty.")]
    [InlineData(" \r\n\t", "application/json", 400, "The body is empty.")]
    [InlineData("\uFEFF", "application/json", 400, "The body is empty.")]
    [InlineData("{\"offer\":\"tv\"}", "application/json; charset=utf-16", 415, "Send application/json, in UTF-8")]
    [InlineData("offer=tv", "application/x-www-form-urlencoded", 415, "Send application/json")]
    public async Task WhatCannotBeUsedIsSaid(string body, string? type, int status, string sentence)
    {
        var (read, problem) = await ReadAsync(body, type);

        Assert.Null(read);
        var details = Assert.IsType<ProblemHttpResult>(problem).ProblemDetails;
        Assert.Equal(status, details.Status);
        Assert.Contains(sentence, details.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("$:", details.Detail, StringComparison.Ordinal);
    }

    /// <summary>As clients of Windows send it, whose letters would be lost without a word.</summary>
    [Fact]
    public async Task ABodyInAnotherEncodingIsRefused()
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.Latin1.GetBytes("{\"offer\":\"Büro\"}"));

        var (read, problem) = await JsonBody.ReadAsync<OutcomeRequest>(context.Request, CancellationToken.None);

        Assert.Null(read);
        Assert.Contains(
            "The body is not UTF-8.", Assert.IsType<ProblemHttpResult>(problem).ProblemDetails.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JsonBody.MaxBytes, 200)]
    [InlineData(JsonBody.MaxBytes + 1, 413)]
    public async Task ABodyHasALimit(int bytes, int status)
    {
        const string body = "{\"offer\":\"tv\"}";

        var (_, problem) = await ReadAsync(body + new string(' ', bytes - body.Length), "application/json");

        Assert.Equal(status, problem is ProblemHttpResult result ? result.StatusCode : 200);
    }

    [Theory]
    [InlineData("""{"outcomes":[{"customerId":"c","offer":"tv"}]}""", "outcomes[0].outcomeId")]
    [InlineData("""{"outcomes":[{"customerId":"c","outcomeId":"1"},{"outcomeId":"2"}]}""", "outcomes[1].customerId")]
    [InlineData("""{"outcomes":[{"customerId":"c","outcomeId":"1","answer":"no"}]}""", "outcomes[0].answer")]
    [InlineData("""{"outcomes":[null]}""", "outcomes[0]")]
    [InlineData("""{"outcomes":null}""", "outcomes")]
    [InlineData("[]", "body")]
    [InlineData("{}", "outcomes")]
    public async Task OutcomesOfAShapeThatCannotBeReadAreRefusedTogether(string body, string parameter)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));

        var (read, problem) = await JsonBody.ReadAsync<OutcomesRequest>(context.Request, CancellationToken.None);

        Assert.Null(read);
        Assert.Equal(parameter, Assert.IsType<ProblemHttpResult>(problem).ProblemDetails.Extensions["parameter"]);
    }

    [Theory]
    [InlineData("{\"budget\":\"much\"}", "\"much\" stands where a number is expected.")]
    [InlineData("{\"at\":5}", "5 stands where a date such as 2026-11-22 is expected.")]
    [InlineData("{\"count\":\"5\"}", "\"5\" stands where a whole number is expected.")]
    public void AFaultNamesWhatIsWanted(string body, string sentence)
    {
        var faults = new List<ConfigFault>();
        JsonShape.Collect<Amounts>("body", body, faults);
        Assert.Contains(sentence, Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }

    private sealed record Amounts(decimal Budget = 0, DateOnly At = default, long Count = 0);

    private static Task<(OutcomeRequest? Value, IResult? Problem)> ReadAsync(string body, string? type)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Request.ContentType = type;
        return JsonBody.ReadAsync<OutcomeRequest>(context.Request, CancellationToken.None);
    }
}
