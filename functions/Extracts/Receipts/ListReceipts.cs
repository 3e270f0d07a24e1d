using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Contracts;
using ReapFunctions.Http;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>A page of receipts.</summary>
/// <param name="Receipts">Their totals, the newest upload first.</param>
/// <param name="Next">The value of after for the next page; null on the last.</param>
public sealed record ReceiptsAnswer(IReadOnlyList<ReceiptSummary> Receipts, string? Next);

/// <summary>
/// <c>GET /api/receipts?source=&amp;date=&amp;top=&amp;after=</c>: what became of uploads, the newest first, page by page.
/// </summary>
public sealed class ListReceipts(ReceiptStore receipts, PortfolioSources sources)
{
    [Function(nameof(ListReceipts))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/receipts")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "source", "date", "top", "after") is { } unknown)
            return unknown;
        var (query, problem) = Read(request.Query);
        if (query is null)
            return problem!;
        var (page, next) = await receipts.PageAsync(query, cancellationToken);
        if (page.Count == 0 && query.Source is { } source && await NobodyKnowsAsync(source, cancellationToken))
            return Problems.BadParameter(
                "source", $"There is no source '{source}', and nothing of it was uploaded. The contracts are of: "
                    + $"{string.Join(", ", sources.Contracts.Keys.Order(StringComparer.Ordinal))}.");
        return Results.Json(
            new ReceiptsAnswer(page, next is null ? null : Base64Url.EncodeToString(Encoding.ASCII.GetBytes(next))),
            RecordJson.Options);
    }

    /// <summary>Uploads of a source without a contract have receipts, too, each a refusal.</summary>
    private async Task<bool> NobodyKnowsAsync(string source, CancellationToken cancellationToken) =>
        !sources.Contracts.ContainsKey(source)
        && (await receipts.PageAsync(new ReceiptQuery(source, null, 1, null), cancellationToken)).Receipts.Count == 0;

    private static (ReceiptQuery? Query, IResult? Problem) Read(IQueryCollection given)
    {
        string? Text(string name) => given[name].ToString() is { Length: > 0 } text ? text : null;

        var (top, date) = (ReceiptQuery.DefaultTop, (DateOnly?)null);
        if (Text("date") is { } day)
        {
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
                return (null, Problems.BadParameter("date", $"'{day}' is no date. Write yyyy-MM-dd."));
            date = parsed;
        }
        if (Text("top") is { } number
            && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out top)
                || top is < 1 or > ReceiptQuery.MaxTop))
            return (null, Problems.BadParameter("top", $"Write a whole number from 1 to {ReceiptQuery.MaxTop}."));
        var (token, after) = (Text("after"), (string?)null);
        if (token is not null && (after = Row(token)) is null)
            return (null, Problems.BadParameter("after", "This is no token of a page. Use the next of the page before."));
        return (new ReceiptQuery(Text("source"), date, top, after), null);
    }

    /// <summary>The row that a token names; null when it is no token.</summary>
    private static string? Row(string token)
    {
        try
        {
            var row = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token));
            return row.All(sign => char.IsAsciiHexDigit(sign) || sign == '-') ? row : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
