using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>
/// <c>GET /api/receipts/{source}/{date}/{file}/rejects</c>: the rejected rows of the latest upload of a file, to be corrected; of
/// the one before where the latest was refused without a look at its rows.
/// </summary>
/// <remarks>
/// They are as they came, personal columns too. Therefore it is a function of its own: a key for receipts does not open it.
/// </remarks>
public sealed class GetRejects(ReceiptStore receipts, ListTrace trace)
{
    [Function(nameof(GetRejects))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/receipts/{source}/{date}/{file}/rejects")]
        HttpRequest request,
        string source,
        string date,
        string file,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var name = $"{source}/{date}/{file}";
        if (await receipts.LatestOfAsync(name, cancellationToken) is not { } extract)
            return GetReceipt.NoReceipt(name);
        var content = await receipts.OpenAsync(ReceiptStore.RejectsName(extract), cancellationToken);
        if (content is null && await receipts.LatestTakenOfAsync(name, cancellationToken) is { Rejected: > 0 } taken)
        {
            extract = taken.ExtractId;
            content = await receipts.OpenAsync(ReceiptStore.RejectsName(extract), cancellationToken);
        }
        if (content is null)
            return Problems.NotFound($"No row of '{name}' was rejected.", ProblemKind.NoRejects, ("file", name));
        var rows = (await receipts.FindAsync(extract, cancellationToken))?.Rejected ?? 0;
        trace.Note(request, "rejects", name, "csv", rows);
        return Results.Stream(content, "text/csv; charset=utf-8", $"{file}.rejects.csv");
    }
}
