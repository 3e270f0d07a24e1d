using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>
/// <c>GET /api/receipts/{source}/{date}/{file}?format=json|html</c>: the receipt of the latest upload of a file, for programs
/// (default) or as a page.
/// </summary>
/// <remarks>Personal data is masked in it; the rejected rows have a door of their own, <see cref="GetRejects"/>.</remarks>
public sealed class GetReceipt(ReceiptStore receipts)
{
    [Function(nameof(GetReceipt))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/receipts/{source}/{date}/{file}")] HttpRequest request,
        string source,
        string date,
        string file,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "format") is { } unknown)
            return unknown;
        var name = $"{source}/{date}/{file}";
        var format = request.Query["format"].ToString();
        if (format is not ("" or "json" or "html"))
            return Problems.BadParameter("format", $"It is '{format}'. Write json or html.");
        if (await receipts.LatestOfAsync(name, cancellationToken) is not { } extract)
            return NoReceipt(name);
        var (blob, type) = format == "html"
            ? (ReceiptStore.PageName(extract), "text/html; charset=utf-8")
            : (ReceiptStore.Name(extract), MediaTypeNames.Application.Json);
        return await receipts.OpenAsync(blob, cancellationToken) is { } content
            ? Results.Stream(content, type)
            : NoReceipt(name);
    }

    /// <summary>404.</summary>
    internal static IResult NoReceipt(string name) => Problems.NotFound(
        $"There is no receipt of '{name}': it was not uploaded, or is being cleaned. GET /api/receipts lists the latest ones.",
        ProblemKind.NoReceipt, ("file", name));
}
