using System.Globalization;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists;

/// <summary>A page of a list as an HTTP answer, with the link to the next.</summary>
internal sealed class ListAnswer(RunId run, string target, ListPage page, bool json) : IResult
{
    /// <summary>What the link to the next page leaves out: its place, and the key, which belongs in no link.</summary>
    private static readonly HashSet<string> Left = new(["after", "code"], StringComparer.OrdinalIgnoreCase);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers["X-Reap-Run"] = run.ToString();
        if (page.Next is { } next)
            response.Headers.Link = $"<{NextUrl(request, next)}>; rel=\"next\"";
        if (page.Paying is { } paying)
            response.Headers["X-Reap-Paying"] = string.Create(
                CultureInfo.InvariantCulture, $"customers={paying.Customers}; expected={paying.Expected}");
        if (json)
            await Results.Json(
                new Document(run.ToString(), target, page.Entries.Select(Row.Of), page.Next?.ToString(), page.Paying),
                RecordJson.Options)
                .ExecuteAsync(httpContext);
        else
            await WriteCsvAsync(response, httpContext.RequestAborted);
    }

    private static string NextUrl(HttpRequest request, ListToken next)
    {
        var rest = request.Query.Where(given => !Left.Contains(given.Key))
            .Append(KeyValuePair.Create("after", new Microsoft.Extensions.Primitives.StringValues(next.ToString())));
        return $"{request.PathBase}{request.Path}{QueryString.Create(rest)}";
    }

    private async Task WriteCsvAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{target}-{run}.csv\"";
        var csv = CsvWriter.ForSpreadsheet(response.Body);
        csv.Row(ListCsv.Header);
        foreach (var entry in page.Entries)
            csv.Write(entry);
        await csv.FlushAsync(cancellationToken);
    }

    private sealed record Document(string Run, string Target, IEnumerable<Row> Rows, string? Next, PayingPart? Paying);

    private sealed record Row(
        string CustomerId, double Propensity, double Value, string ValueBand, int Decile, string? Segment,
            IReadOnlyList<string> Consents, bool Control,
        IReadOnlyList<string> Offers, double Expected)
    {
        public static Row Of(ListEntry entry) => new(
            entry.CustomerId, entry.Propensity, entry.Value, EnumName.Of(entry.Band), entry.Decile, entry.Segment, entry.Consents,
                entry.Control,
            entry.Offers, entry.Expected);
    }
}
