using System.Globalization;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists;

/// <summary>A page of a list as an HTTP answer, with the link to the next.</summary>
internal sealed class ListAnswer(FoundList list, ListPage page, bool json) : IResult
{
    /// <summary>What the link to the next page leaves out: its place, and the key, which belongs in no link.</summary>
    private static readonly HashSet<string> Left = new(["after", "code"], StringComparer.OrdinalIgnoreCase);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers["X-Reap-Run"] = $"{list.Run}";
        if (page.Next is { } next)
            response.Headers.Link = $"<{NextUrl(request, next)}>; rel=\"next\"";
        if (page.Paying is { } paying)
            response.Headers["X-Reap-Paying"] = string.Create(
                CultureInfo.InvariantCulture, $"customers={paying.Customers}; expected={paying.Expected}");
        if (page.LeftOut.Count > 0)
            response.Headers["X-Reap-Left-Out"] = Counts(page.LeftOut);
        if (list.Manifest?.NotChosen is { } notChosen)
            response.Headers["X-Reap-Not-Chosen"] = Counts(notChosen);
        if (json)
            await Results.Json(
                new Document(
                    $"{list.Run}", list.Target, page.Entries.Select(Row.Of), page.LeftOut, list.Manifest?.NotChosen,
                    page.Next?.ToString(),
                    page.Paying,
                    page.Summary,
                    page.Summary is null ? null : list.Fields.All.Select(FieldAnswer.Of)),
                RecordJson.Options)
                .ExecuteAsync(httpContext);
        else
            await WriteCsvAsync(response, httpContext.RequestAborted);
    }

    /// <summary>Names of rules are configured, and headers hold ASCII only.</summary>
    private static string Counts(IReadOnlyDictionary<string, long> rules) => string.Join(
        "; ", rules.Select(rule => string.Create(CultureInfo.InvariantCulture, $"{Ascii(rule.Key)}={rule.Value}")));

    private static string Ascii(string name) => Uri.EscapeDataString(name).Replace("%3A", ":", StringComparison.Ordinal);

    private static string NextUrl(HttpRequest request, ListToken next)
    {
        var rest = request.Query.Where(given => !Left.Contains(given.Key))
            .Append(KeyValuePair.Create("after", new Microsoft.Extensions.Primitives.StringValues(next.ToString())));
        return $"{request.PathBase}{request.Path}{QueryString.Create(rest)}";
    }

    private async Task WriteCsvAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{list.Target}-{list.Run}.csv\"";
        var csv = CsvWriter.ForSpreadsheet(response.Body);
        csv.Row(ListCsv.Header);
        foreach (var entry in page.Entries)
            csv.Write(entry);
        await csv.FlushAsync(cancellationToken);
    }

    /// <summary>A page of a list as JSON.</summary>
    /// <param name="LeftOut">
    /// By rule: customers of the run's list whom it left out to fill this page, such as control, consent, reply:declined or
    /// contact:fourAMonth; pages add up to the list.
    /// </param>
    /// <param name="NotChosen">
    /// By rule: customers of the run whom it kept from the list, such as active (they have left), notHeld (they have it) or a
    /// rule of the offer's; null where the run did not count them.
    /// </param>
    /// <param name="Summary">What the whole list comes to; only with summary=true.</param>
    /// <param name="Fields">What conditions may compare; only with summary=true.</param>
    /// <param name="Next">The value of after for the next page; null on the last.</param>
    internal sealed record Document(
        string Run,
        string Target,
        IEnumerable<Row> Rows,
        IReadOnlyDictionary<string, long> LeftOut,
        IReadOnlyDictionary<string, long>? NotChosen,
        string? Next,
        PayingPart? Paying,
        ListSummary? Summary,
        IEnumerable<FieldAnswer>? Fields);

    /// <summary>A field that conditions may compare.</summary>
    /// <param name="Kind">What it holds.</param>
    /// <param name="Values">Of a text: the values on the run's list, where they are few; else null.</param>
    internal sealed record FieldAnswer(string Name, ColumnKind Kind, IEnumerable<string>? Values)
    {
        public static FieldAnswer Of(ListField field) => new(field.Name, field.Kind, field.Values);
    }

    /// <summary>A customer of a list.</summary>
    internal sealed record Row(
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
