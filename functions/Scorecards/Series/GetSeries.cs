using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Series;

/// <summary>
/// <c>GET /api/scorecard/series?measures=&amp;from=&amp;to=&amp;by=</c>: measures of the scorecard over all published nights, of
/// the total, of every decile or of every segment.
/// </summary>
public sealed class GetSeries(SeriesStore series, RunPointerStore pointer, DecisionOptions config)
{
    private sealed record Answer(SeriesBy By, IReadOnlyList<string> Measures, IReadOnlyList<SeriesPoint> Points);

    [Function(nameof(GetSeries))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/scorecard/series")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "measures", "from", "to", "by") is { } wrong)
            return wrong;
        string[] asked = request.Query["measures"].ToString()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] measures = asked.Length == 0 ? [.. ReapMeasures.Names] : [.. asked.Distinct(StringComparer.Ordinal)];
        var known = SeriesMeasures.Of(config);
        if (measures.FirstOrDefault(measure => !known.Contains(measure)) is { } unknown)
            return Problems.BadParameter(
                "measures", $"There is no measure '{unknown}'. Use some of: {string.Join(", ", known)}.");
        var by = SeriesBy.Total;
        if (request.Query["by"].ToString() is { Length: > 0 } group && !EnumName.Values<SeriesBy>().TryGetValue(group, out by))
            return Problems.BadParameter("by", $"Use one of: {string.Join(", ", EnumName.Values<SeriesBy>().Keys)}.");
        var (from, to) = (DateOnly.MinValue, DateOnly.MaxValue);
        if (!TryDate(request, "from", ref from))
            return Problems.BadParameter("from", "Write a date such as 2026-11-22.");
        if (!TryDate(request, "to", ref to) || to < from)
            return Problems.BadParameter("to", "Write a date such as 2026-11-22, not before 'from'.");
        var current = await pointer.CurrentAsync(cancellationToken);
        return Results.Json(
            new Answer(by, measures, await series.ReadAsync(by, measures, from, to, current, cancellationToken)),
            RecordJson.Options);
    }

    private static bool TryDate(HttpRequest request, string name, ref DateOnly date)
    {
        if (request.Query[name].ToString() is not { Length: > 0 } text)
            return true;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return false;
        date = day;
        return true;
    }
}
