using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Local.Tests.Worker;

internal sealed class SendsOne
{
    [Function("SendsOne")]
    [QueueOutput("%Output%")]
    public Order Run([QueueTrigger("%Queue%")] string text) => new(text, 1);
}

internal sealed class SendsMany
{
    [Function("SendsMany")]
    [QueueOutput("%Output%")]
    public Task<string[]> Run([QueueTrigger("%Queue%")] string text) => Task.FromResult(text.Split(' '));
}

internal sealed record Answer(
    [property: HttpResult] IResult Result, [property: QueueOutput("%Output%")] Order? Order, [property: QueueOutput("%Queue%")] string[]? Texts);

internal sealed class SendsAndAnswers
{
    [Function("SendsAndAnswers")]
    public Task<Answer> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) => Task.FromResult(new Answer(
        Results.Text("taken", statusCode: StatusCodes.Status202Accepted),
        request.Query["order"] == "no" ? null : new Order("tv", 5),
        ["one", "two"]));
}

internal sealed class FailsAfterSending
{
    [Function("FailsAfterSending")]
    [QueueOutput("%Output%")]
    public string Run([QueueTrigger("%Queue%")] string text) => throw new InvalidOperationException("on purpose " + text);
}
