using System.Globalization;
using Azure.Data.Tables;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Series;

/// <summary>
/// The measures of every published run in table <c>Measures</c>: a partition for total, deciles and segments; a row for a run and
/// <see cref="Together"/> of its names; a property for each measure, so that a series reads nothing but what it shows.
/// </summary>
public sealed class SeriesStore(
    TableServiceClient tables, ScorecardStore scorecards, RunStore runs, DecisionOptions config)
{
    private const string Names = "Names";
    private const char Separator = '~';

    /// <summary>A property holds 32 Ki characters.</summary>
    private const int Together = 500;

    private readonly TableClient table = tables.GetTableClient(Tables.Measures);

    /// <summary>Keeps the measures of a run that is being published; again, it is the same.</summary>
    public async Task KeepAsync(RunId run, CancellationToken cancellationToken)
    {
        if (await scorecards.ReadAsync(run, cancellationToken) is { } scorecard)
            await KeepAsync(scorecard, cancellationToken);
    }

    /// <summary>
    /// Forgets the runs that were put back: those published between the one that everybody reads and the next that is about to
    /// take its place. A run between them that is only being published stays.
    /// </summary>
    public async Task ForgetPutBackAsync(RunId current, RunId next, CancellationToken cancellationToken)
    {
        foreach (var by in Enum.GetValues<SeriesBy>())
        {
            await foreach (var entity in table.QueryAsync<TableEntity>(
                Between(by, current.Date, next.Date), select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
            {
                var run = RunOf(entity);
                if (run > current && run < next
                    && await runs.FindAsync(run, cancellationToken) is null or { Phase: RunPhase.Published })
                    await table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, cancellationToken: cancellationToken);
            }
        }
    }

    internal async Task KeepAsync(Scorecard scorecard, CancellationToken cancellationToken)
    {
        foreach (var (by, rows) in RowsOf(scorecard))
        {
            var chunk = 0;
            foreach (var some in rows.Chunk(Together))
            {
                var entity = new TableEntity(PartitionOf(by), $"{scorecard.Run}{Separator}{chunk++:D3}")
                {
                    [Names] = RecordJson.Write(some.Select(row => row.Name)),
                };
                foreach (var measure in SeriesMeasures.Of(config))
                    entity[SeriesMeasures.PropertyOf(measure)] =
                        RecordJson.Write(some.Select(row => SeriesMeasures.Of(scorecard, by, row, measure)));
                await table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Some measures over time, by rising date: of every date the last run that was published, up to the one that everybody
    /// reads; what was put back counts for nothing.
    /// </summary>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last date.</param>
    /// <param name="current">The run that everybody reads; null for no limit.</param>
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(
        SeriesBy by, IReadOnlyList<string> measures, DateOnly from, DateOnly to, RunId? current,
        CancellationToken cancellationToken)
    {
        var query = table.QueryAsync<TableEntity>(
            Between(by, from, to), select: ["RowKey", Names, .. measures.Select(SeriesMeasures.PropertyOf)],
            cancellationToken: cancellationToken);
        var points = new List<SeriesPoint>();
        await foreach (var entity in query)
            points.AddRange(Read(entity, measures));
        return [.. points.Where(point => current is not { } last || point.Run <= last)
            .GroupBy(point => point.Date).OrderBy(date => date.Key)
            .SelectMany(date => date.GroupBy(point => point.Run).MaxBy(run => run.Key)!)];
    }

    private static IEnumerable<SeriesPoint> Read(TableEntity entity, IReadOnlyList<string> measures)
    {
        var run = RunOf(entity);
        var names = RecordJson.Read<string[]>(entity.GetString(Names));
        // A measure that came later than the night has no value there.
        var values = measures.ToDictionary(
            measure => measure,
            measure => entity.GetString(SeriesMeasures.PropertyOf(measure)) is { } json
                ? RecordJson.Read<double?[]>(json)
                : null);
        return names.Select((name, place) => new SeriesPoint(
            run, name, values.ToDictionary(measure => measure.Key, measure => measure.Value?[place])));
    }

    private static IEnumerable<(SeriesBy By, IReadOnlyList<ScorecardRow> Rows)> RowsOf(Scorecard scorecard) =>
        [(SeriesBy.Total, [scorecard.Total]), (SeriesBy.Decile, scorecard.Deciles), (SeriesBy.Segment, scorecard.Segments)];

    private static RunId RunOf(TableEntity entity) =>
        RunId.Parse(entity.RowKey[..entity.RowKey.IndexOf(Separator, StringComparison.Ordinal)]);

    /// <summary>The filter for the runs of some dates, the first and the last included.</summary>
    private static string Between(SeriesBy by, DateOnly from, DateOnly to)
    {
        var (first, beyond) = (Day(from), Day(to) + Separator);
        return TableClient.CreateQueryFilter(
            $"PartitionKey eq {PartitionOf(by)} and RowKey ge {first} and RowKey lt {beyond}");
    }

    private static string PartitionOf(SeriesBy by) => EnumName.Of(by);

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
