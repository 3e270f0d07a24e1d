using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>
/// <c>GET /api/receipts/{source}/{date}/{file}?format=json|html|rejects</c>: the receipt of the latest upload of a file, for
/// programs (default) or as a page, or the rows that were rejected.
/// </summary>
/// <remarks>The rejected rows are as they came, personal columns too.</remarks>
public sealed class GetReceipt(ReceiptStore receipts)
{
    [Function(nameof(GetReceipt))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "receipts/{source}/{date}/{file}")] HttpRequest request,
        string source,
        string date,
        string file,
        CancellationToken cancellationToken)
    {
        var name = $"{source}/{date}/{file}";
        var format = request.Query["format"].ToString();
        if (format is not ("" or "json" or "html" or "rejects"))
            return Problems.BadParameter("format", $"It is '{format}'. Write json, html or rejects.");
        if (await receipts.LatestOfAsync(name, cancellationToken) is not { } extract)
            return Problems.NotFound(
                $"There is no receipt of '{name}': it was not uploaded, or is being cleaned. GET /api/runs lists the latest "
                + "ones.");
        var (blob, type) = format switch
        {
            "html" => (ReceiptStore.PageName(extract), "text/html; charset=utf-8"),
            "rejects" => (ReceiptStore.RejectsName(extract), "text/csv; charset=utf-8"),
            _ => (ReceiptStore.Name(extract), MediaTypeNames.Application.Json),
        };
        return await receipts.OpenAsync(blob, cancellationToken) is { } content
            ? Results.Stream(content, type, format == "rejects" ? $"{file}.rejects.csv" : null)
            : Problems.NotFound($"No row of '{name}' was rejected.");
    }
}
