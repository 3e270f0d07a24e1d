using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists.Selections;

/// <summary>
/// <c>DELETE /api/selections/{name}</c>: withdraws a selection that nobody contacts. It stays under its name, with who withdrew
/// it; its customers are free for others, and it no longer says what promises have been worth. Again, it is as it was.
/// </summary>
public sealed class WithdrawSelection(SelectionStore selections, SignIn signIn, TimeProvider clock)
{
    [Function(nameof(WithdrawSelection))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/selections/{name}")] HttpRequest request,
        string name,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var by = new Withdrawn(clock.GetUtcNow(), signIn.Of(request)?.Id);
        return ShortCode.IsName(name) && await selections.WithdrawAsync(name, by, cancellationToken) is { } selection
            ? Results.Json(selection, RecordJson.Options)
            : Problems.NotFound("There is no such selection. GET /api/selections lists them.", ProblemKind.UnknownName);
    }
}
