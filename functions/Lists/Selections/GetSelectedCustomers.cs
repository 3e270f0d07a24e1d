using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;

namespace ReapFunctions.Lists.Selections;

/// <summary>
/// <c>GET /api/selections/{name}/customers?format=csv|spreadsheet|parquet&amp;decimal=point|comma</c>: whom a kept selection
/// chose to be contacted. That they were fetched is noted, with by whom.
/// </summary>
public sealed class GetSelectedCustomers(
    SelectionStore selections, SignIn signIn, ListTrace trace, TimeProvider clock)
{
    [Function(nameof(GetSelectedCustomers))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/selections/{name}/customers")] HttpRequest request,
        string name,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "format", "decimal") is { } wrong)
            return wrong;
        var format = request.Text("format") ?? "csv";
        if (format is not ("csv" or "spreadsheet" or "parquet"))
            return Problems.BadParameter("format", "Write csv, spreadsheet or parquet.");
        if (request.Query["decimal"].ToString() is not ("" or "point" or "comma") and var mark)
            return Problems.BadParameter("decimal", $"'{mark}' is none. Write point or comma.");
        var pull = new SelectionPull(clock.GetUtcNow(), signIn.Of(request)?.Id, format);
        if (!ShortCode.IsName(name) || await selections.NoteAsync(name, pull, cancellationToken) is not { } selection)
            return Problems.NotFound("There is no such selection. GET /api/selections lists them.", ProblemKind.UnknownName);
        trace.Note(
            request, $"selection {name} of {selection.Asked.Target}", selection.Run, format, selection.Customers,
            selection.Asked.Query);
        var hasComma = request.Query["decimal"] == "comma";
        return new SelectionFile(selection, await selections.OpenAsync(selection, cancellationToken), format, hasComma);
    }
}
