using Microsoft.AspNetCore.Http;
using ReapFunctions.Csv;

namespace ReapFunctions.Lists.Selections;

/// <summary>The customers of a selection as an HTTP answer.</summary>
/// <param name="format"><c>csv</c>, <c>spreadsheet</c> or <c>parquet</c>.</param>
/// <param name="hasComma">Of a file for spreadsheets: whether they write 0,5; then semicolons stand between cells.</param>
internal sealed class SelectionFile(KeptSelection selection, Stream stored, string format, bool hasComma) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var customers = stored;
        var (response, cancellationToken) = (httpContext.Response, httpContext.RequestAborted);
        var rows = SelectionCsv.ToContactAsync(customers, cancellationToken);
        var isParquet = format == "parquet";
        response.ContentType = isParquet ? "application/vnd.apache.parquet" : "text/csv; charset=utf-8";
        response.Headers["X-Reap-Run"] = selection.Run;
        response.Headers.ContentDisposition =
            $"attachment; filename=\"{selection.Name}-{selection.Run}.{(isParquet ? "parquet" : "csv")}\"";
        if (isParquet)
            await SelectionParquet.WriteAsync(rows, response.Body, cancellationToken);
        else
            await WriteCsvAsync(rows, response.Body, cancellationToken);
    }

    private async Task WriteCsvAsync(IAsyncEnumerable<string[]> rows, Stream output, CancellationToken cancellationToken)
    {
        var csv = format == "csv" ? CsvWriter.ForSpreadsheet(output) : CsvWriter.ForSpreadsheet(output, hasComma);
        csv.Row(ListCsv.Header);
        await foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                _ = SelectionCsv.Columns[i].IsNumber ? csv.NumberText(row[i]) : csv.Text(row[i].Length == 0 ? null : row[i]);
            csv.EndRow();
            if (csv.IsFull)
                await csv.FlushAsync(cancellationToken);
        }
        await csv.FlushAsync(cancellationToken);
    }
}
